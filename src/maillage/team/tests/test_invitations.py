"""A hat is offered to an address, by a link that serves once; accepted, it is worn."""

import datetime as dt
import re
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.enums import RoleKind
from maillage.accounts.models import Role, User
from maillage.accounts.tests.factories import PASSWORD, UserFactory
from maillage.accounts.tests.second_factor import give_code
from maillage.audit.models import Entry
from maillage.team.actions import invite
from maillage.team.models import Invitation

FACILITATOR = RoleKind.FACILITATOR
NEW = "nour@exemple.fr"
NEWCOMER = {"name": "Nour Bellec", "password": "quatre mots sans lien"}
ACCEPT = "/compte/invitation/"
SIGN_IN = "/compte/connexion/?next=/compte/invitation/"


@pytest.fixture
def no_mail(settings):
    settings.SENDS_MAIL = False


def offer(client, **said):
    told = {"email": NEW, "kind": "facilitator", "place": "D1", **said}
    return client.post(reverse("team:invite"), told)


def link_in(text):
    return re.search(r"http://testserver(/compte/invitation/[\w-]{43}/)", text)[1]


@pytest.fixture
def link(as_ada, department, no_mail):
    return link_in(offer(as_ada).content.decode())


def followed(link, client=None):
    client = client or Client()
    client.get(link)
    return client


def fill(client, **said):
    return client.post(ACCEPT, {**NEWCOMER, **said})


def test_an_address_is_written_to_and_the_link_is_kept_nowhere(as_ada, ada, department):
    answer = offer(as_ada, email=" Nour@Exemple.FR ")

    assert answer.status_code == 302
    [sent] = mail.outbox
    assert sent.to == [NEW]
    assert "Ada Morvan vous invite" in sent.body
    token = link_in(sent.body).split("/")[3]
    invitation = Invitation.objects.get()
    assert token not in str(Invitation.objects.values().get())
    assert invitation.link_digest == Invitation.digest_of(token)
    assert invitation.expires_at - timezone.now() > dt.timedelta(days=6, hours=23)
    assert NEW not in str(list(Entry.objects.values()))
    assert token not in as_ada.get(answer["Location"]).content.decode()


def test_without_a_mail_server_the_link_is_shown_once(as_ada, department, no_mail):
    answer = offer(as_ada)

    assert "no-store" in answer["Cache-Control"]
    token = link_in(answer.content.decode()).split("/")[3]
    assert mail.outbox == []
    assert token not in as_ada.get(reverse("team:invitations")).content.decode()


def test_a_double_click_sends_one_mail_whose_link_serves(as_ada, department):
    offer(as_ada)
    offer(as_ada)

    assert Invitation.objects.count() == len(mail.outbox) == 1
    assert followed(link_in(mail.outbox[0].body)).get(ACCEPT).status_code == 200


def test_a_mail_that_does_not_leave_is_told_and_may_be_tried_at_once(
    as_ada, department, monkeypatch, caplog
):
    def away(*args, **kwargs):
        raise SMTPServerDisconnected(NEW)

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        page = as_ada.get(offer(as_ada)["Location"]).content.decode()
    assert "n’est pas parti" in page
    assert NEW not in caplog.text

    as_ada.post(reverse("team:send_again", args=[Invitation.objects.get().pk]))
    assert len(mail.outbox) == 1


def test_whoever_is_invited_opens_an_account_that_wears_the_hat(link, department):
    client = Client()
    answer = client.get(link)
    assert answer["Location"] == ACCEPT
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    page = client.get(ACCEPT)
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert link not in page.content.decode()

    assert fill(client)["Location"] == SIGN_IN
    user = User.objects.get(email=NEW)
    assert (user.name, user.check_password(NEWCOMER["password"])) == ("Nour Bellec", True)
    assert [(role.kind, role.territory) for role in user.roles.all()] == [
        ("facilitator", department)
    ]
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.was_accepted) == ("", True)
    events = [entry.event for entry in Entry.objects.order_by("number")]
    assert events[-3:] == [
        "accounts.user.created", "accounts.role.granted", "team.invitation.accepted",
    ]  # fmt: skip


def test_accepted_twice_it_makes_one_account_with_the_first_password(link):
    client = followed(link)
    assert fill(client)["Location"] == SIGN_IN
    assert (
        fill(client, name="Une autre", password="d’autres mots bien longs")["Location"] == SIGN_IN
    )
    assert fill(followed(link), name="Une autre")["Location"] == SIGN_IN

    user = User.objects.get(email=NEW)
    assert user.name == "Nour Bellec"
    assert Role.objects.filter(user=user).count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "court"}, "trop court"),
        ({"password": "qwerty123456"}, "trop courant"),
        ({"password": "Nour Bellec !"}, "trop semblable"),
        ({"name": " "}, "obligatoire"),
    ],
)
def test_what_cannot_be_taken_keeps_what_was_typed(link, wrong, words):
    answer = fill(followed(link), **wrong)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert wrong.get("name") or 'value="Nour Bellec"' in page
    assert not User.objects.filter(email=NEW).exists()


def test_an_account_that_exists_is_not_touched_and_nothing_says_so(link, department):
    owner = UserFactory(email=NEW, name="Nour d’avant")
    stranger = followed(link)

    with_account = stranger.get(ACCEPT).content.decode()
    assert 'name="password"' in with_account
    assert "Nour d’avant" not in with_account
    assert fill(stranger)["Location"] == SIGN_IN
    owner.refresh_from_db()
    assert (owner.name, owner.check_password(PASSWORD)) == ("Nour d’avant", True)
    assert not owner.roles.exists()
    # The link still serves its owner.
    stranger.force_login(owner)
    assert "Accepter ce rôle" in stranger.get(ACCEPT).content.decode()
    assert stranger.post(ACCEPT)["Location"] == "/compte/"
    assert stranger.post(ACCEPT)["Location"] == "/compte/"
    assert owner.roles.get().territory == department
    assert Entry.objects.filter(event="team.invitation.accepted").get().actor_id == owner.pk


def test_the_same_words_answer_whether_the_address_is_known_or_not(as_ada, department, no_mail):
    def heard(email):
        page = offer(as_ada, email=email)
        client = followed(link_in(page.content.decode()))
        form = client.get(ACCEPT)
        answer = fill(client)
        after = client.get(answer["Location"])
        said = [page, form, after]
        return [
            re.sub(r'value="\w{64}"|[\w-]{43}|\w+@exemple.fr', "", p.content.decode()) for p in said
        ]

    UserFactory(email=NEW)
    assert heard(NEW) == heard("personne@exemple.fr")


def test_the_hat_goes_to_the_account_of_the_address_alone(link, ondine):
    client = Client()
    client.force_login(ondine)
    followed(link, client)

    for answer in (client.get(ACCEPT), client.post(ACCEPT)):
        assert answer.status_code == 409
        assert NEW not in answer.content.decode()
    assert ondine.roles.count() == 1


def test_somebody_signs_in_with_their_password_and_finds_the_invitation(link):
    UserFactory(email=NEW)
    client = followed(link)
    client.post(SIGN_IN, {"username": NEW, "password": PASSWORD})

    assert give_code(client)["Location"] == ACCEPT
    assert "Accepter ce rôle" in client.get(ACCEPT).content.decode()


def test_what_the_inviter_may_give_no_more_is_given_no_more(link, ada):
    ada.roles.all().delete()
    client = followed(link)

    answer = fill(client)
    assert answer.status_code == 409
    assert "ne peut plus confier ce rôle" in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_the_invitation_of_a_closed_account_gives_nothing(link, ada):
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert fill(followed(link)).status_code == 409


def test_a_link_that_is_too_old_withdrawn_or_unknown_is_answered_alike(link, as_ada):
    def answers():
        client = Client()
        return [client.get(link), client.get(ACCEPT), client.post(ACCEPT, NEWCOMER)]

    def pages():
        found = answers()
        assert [each.status_code for each in found] == [404] * 3
        return {re.sub(r'value="\w{64}"', "", each.content.decode()) for each in found}

    client = followed(link)
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, minutes=1)):
        old = pages()
        assert fill(client).status_code == 404
    as_ada.post(reverse("team:withdraw", args=[Invitation.objects.get().pk]))
    assert pages() == old
    assert fill(client).status_code == 404
    assert Invitation.objects.get().email == ""
    assert Client().get("/compte/invitation/un-autre/").status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_a_link_followed_by_a_machine_is_not_used_up_and_an_unknown_one_opens_no_session(link):
    for _ in range(3):
        followed(link)
    assert fill(followed(link))["Location"] == SIGN_IN
    robot = Client()
    robot.get("/compte/invitation/au-hasard/")
    assert "sessionid" not in robot.cookies


def test_a_new_link_kills_the_one_before(link, as_ada, no_mail):
    again = as_ada.post(reverse("team:send_again", args=[Invitation.objects.get().pk]))

    assert Client().get(link).status_code == 404
    assert fill(followed(link_in(again.content.decode())))["Location"] == SIGN_IN


def test_a_second_invitation_to_the_same_hat_is_the_same_one(link, as_ada, no_mail):
    offer(as_ada)
    assert Invitation.objects.count() == 1
    assert Client().get(link).status_code == 404
    offer(as_ada, kind="desk")
    assert Invitation.objects.count() == 2


def test_a_hat_already_worn_there_is_not_offered(as_ada, department):
    UserFactory(email=NEW, facilitator_of=department)

    answer = offer(as_ada)
    assert answer.status_code == 409
    assert "a déjà ce rôle" in answer.content.decode()


def test_each_sees_and_moves_the_invitations_for_the_hats_they_give(
    client, leo, ondine, ada, department, academy, no_mail
):
    mine = invite(email=NEW, kind=FACILITATOR, territory=department, acting_user=ada).invitation
    above = invite(email=NEW, kind=FACILITATOR, territory=academy, acting_user=ada).invitation

    def seen(person):
        client.force_login(person)
        return {each.pk for each in client.get(reverse("team:invitations")).context["page"].rows}

    assert seen(ada) == {mine.pk, above.pk}
    assert seen(leo) == {mine.pk}
    assert seen(ondine) == set()
    for name in ("team:send_again", "team:withdraw"):
        assert client.post(reverse(name, args=[mine.pk])).status_code == 404
    client.force_login(leo)
    assert client.post(reverse("team:withdraw", args=[mine.pk])).status_code == 302
    # A double click.
    assert client.post(reverse("team:withdraw", args=[mine.pk])).status_code == 404
    assert seen(ada) == {above.pk}


def test_nobody_invites_to_a_hat_they_do_not_give(leo, ondine, department):
    for person, kind in ((leo, RoleKind.ADMINISTRATOR), (ondine, FACILITATOR)):
        with pytest.raises(PermissionDenied):
            invite(email=NEW, kind=kind, territory=department, acting_user=person)
    with pytest.raises(ValidationError):
        invite(email="pas une adresse", kind=FACILITATOR, territory=department, acting_user=None)
    assert not Invitation.objects.exists()


def test_what_is_wrong_in_an_invitation_is_said_beside_its_field(as_ada, department):
    answer = offer(as_ada, email="nour", place="Nulle-Part")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="nour"' in page
    assert "Aucun territoire où vous confiez des rôles" in page


def test_invitations_cost_the_same_however_long_the_list(as_ada, ada, department, no_mail):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            as_ada.get(reverse("team:invitations"))
        return len(asked)

    def grow(first, last):
        for number in range(first, last):
            invite(
                email=f"p{number}@exemple.fr",
                kind=FACILITATOR,
                territory=department,
                acting_user=ada,
            )

    grow(0, 2)
    before = cost()
    grow(2, 25)
    assert cost() == before <= 6
    first = as_ada.get(reverse("team:invitations"))
    assert len(as_ada.get(first.context["next_url"]).context["page"].rows) == 5
