"""Leave an address, confirm it once, be told at least once and never what was said."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.models import Finding
from maillage.followup.actions import report_progress
from maillage.plan.models import Action
from maillage.portal.actions import send_notices
from maillage.portal.views import telling
from maillage.voices.actions import (
    Said,
    publish_retex,
    purge_contacts,
    receive_retex,
    refuse_retex,
    take_notices,
    withdraw_retex,
)
from maillage.voices.enums import Profile
from maillage.voices.models import Contact, Notice
from maillage.voices.tests.pages import main_words, read

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()
ADDRESS = "marie.perlimpin@exemple.fr"


@pytest.fixture
def sent(consultation):
    said = Said(profile=Profile.PARENT, title="Le forfait", irritants=("On ne capte rien",))
    return receive_retex(
        consultation=consultation, said=said, client_key=uuid.uuid4(), acting_user=AUTHOR
    )


def page_of(sent):
    return reverse("portal:tell_me", args=[sent.receipt])


def link_of(message, what):
    return next(word for word in message.body.split() if word.endswith(f"/{what}/"))


@pytest.fixture
def confirmed(client, sent):
    client.post(page_of(sent), {"email": ADDRESS})
    send_notices(acting_user=None)
    client.post(link_of(mail.outbox[0], "confirmer"))
    mail.outbox.clear()
    return sent


def later(**hours):
    return time_machine.travel(timezone.now() + dt.timedelta(**hours), tick=False)


def cite(sent, workshop):
    publish_retex(retex=sent.retex, acting_user=None)
    finding = Finding.objects.filter(workshop=workshop).first()
    cite_point(finding=finding, point=sent.retex.points.get(), acting_user=None)


def test_an_address_is_left_confirmed_by_a_button_and_only_then_told(client, sent):
    assert "Prévenez-moi" in main_words(read(client.get(page_of(sent))))
    client.post(page_of(sent), {"email": ADDRESS.upper()})
    publish_retex(retex=sent.retex, acting_user=None)
    assert mail.outbox == []

    assert send_notices(acting_user=None) == 1
    message = mail.outbox[0]
    assert message.to == [ADDRESS]
    link = link_of(message, "confirmer")
    assert link.startswith("http://testserver/ma-parole/avis/")
    assert "Confirmer" in main_words(read(client.get(link)))
    assert Contact.objects.get().confirmed_at is None

    assert "confirmée" in main_words(read(client.post(link)))
    assert "déjà servi" in main_words(read(client.get(link), status=404))
    assert client.post(link).status_code == 404
    with later(hours=2):
        assert send_notices(acting_user=None) == 0


def test_the_page_shows_an_address_to_nobody_in_full(client, confirmed):
    page = main_words(read(client.get(page_of(confirmed))))
    assert "ma•••@exemple.fr" in page
    assert ADDRESS not in page


def test_they_are_told_when_it_is_published_cited_and_when_its_action_moves(
    client, confirmed, workshop
):
    cite(confirmed, workshop)
    with later(hours=2):
        assert send_notices(acting_user=None) == 1
        assert send_notices(acting_user=None) == 0
    body = mail.outbox[0].body
    assert "Votre témoignage est publié" in body
    assert "« Zones blanches autour du bourg »" in body
    assert "« Recenser les salles" in body or "Une action vient de là" in body

    report_progress(
        action=Action.objects.get(), state="done", on=dt.date(2026, 3, 2), text="", obstacle="",
        unblocker="", client_key=uuid.uuid4(), acting_user=None,
    )  # fmt: skip
    with later(hours=4):
        assert send_notices(acting_user=None) == 0
    with later(hours=30):
        assert send_notices(acting_user=None) == 1
    assert "Elle est faite, depuis le 2 mars 2026." in mail.outbox[1].body
    assert "est publié" not in mail.outbox[1].body


def test_a_refusal_is_told_and_its_reason_kept_for_whoever_has_the_code(confirmed):
    refuse_retex(retex=confirmed.retex, reason="Une voisine est nommée.", acting_user=None)
    with later(hours=2):
        send_notices(acting_user=None)

    body = mail.outbox[0].body
    assert "n’est pas publié" in body
    assert "voisine" not in body


def test_mails_hold_neither_what_was_said_nor_the_receipt(client, confirmed, workshop):
    cite(confirmed, workshop)
    with later(hours=2):
        send_notices(acting_user=None)

    raw = mail.outbox[0].message().as_string() + mail.outbox[0].body
    for secret in ("capte", "forfait", confirmed.receipt, confirmed.receipt.replace("-", "")):
        assert secret not in raw


def test_the_trail_and_the_journal_do_not_know_the_address(client, confirmed, caplog, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError(ADDRESS)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    publish_retex(retex=confirmed.retex, acting_user=None)
    with later(hours=2):
        send_notices(acting_user=None)

    assert "not sent" in caplog.text
    assert ADDRESS not in caplog.text
    assert "perlimpin" not in str(list(Entry.objects.values()))
    assert {"voices.contact.left", "voices.contact.confirmed"} <= set(
        Entry.objects.values_list("event", flat=True)
    )


def test_a_mail_server_that_is_away_stops_no_page_and_is_tried_again(
    client, confirmed, monkeypatch
):
    def refuse(self, messages):
        raise ConnectionRefusedError

    publish_retex(retex=confirmed.retex, acting_user=None)
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", refuse)
        for hours in (2, 3, 4):
            with later(hours=hours):
                assert send_notices(acting_user=None) == 0
                assert client.get(page_of(confirmed)).status_code == 200
    assert Notice.objects.get(sent_at=None).tries == 3

    with later(hours=6):
        assert send_notices(acting_user=None) == 1
    assert len(mail.outbox) == 1


def test_a_tick_that_dies_half_way_leaves_the_mail_for_the_next_one(confirmed):
    publish_retex(retex=confirmed.retex, acting_user=None)
    with later(hours=2):
        send_notices(acting_user=None)
        Notice.objects.filter(sent_at__isnull=False).exclude(kind="confirm").update(sent_at=None)
        mail.outbox.clear()
        assert send_notices(acting_user=None) == 0  # still somebody's
    with later(hours=3):
        assert send_notices(acting_user=None) == 1
    assert mail.outbox[0].extra_headers["Message-ID"]


def test_two_ticks_at_once_do_not_take_the_same_mail(client, sent):
    client.post(page_of(sent), {"email": ADDRESS})

    assert len(take_notices(most=10, acting_user=None)) == 1
    assert take_notices(most=10, acting_user=None) == []


@pytest.mark.parametrize("get_first", [True, False])
def test_each_mail_has_a_link_that_stops_them_and_erases_the_address(client, confirmed, get_first):
    publish_retex(retex=confirmed.retex, acting_user=None)
    with later(hours=2):
        send_notices(acting_user=None)
    message = mail.outbox[0]
    link = link_of(message, "arreter")
    assert message.extra_headers["List-Unsubscribe"] == f"<{link}>"
    if get_first:
        assert "Effacer mon adresse" in main_words(read(client.get(link)))
        assert Contact.objects.exists()

    assert "effacée" in main_words(read(client.post(link, {"List-Unsubscribe": "One-Click"})))

    assert not Contact.objects.exists()
    assert not Notice.objects.exists()
    assert "effacée" in main_words(read(client.post(link)))


def test_one_forgets_it_with_the_receipt_too(client, confirmed):
    client.post(page_of(confirmed), {"stop": "1"})

    assert not Contact.objects.exists()


def test_withdrawing_one_s_words_takes_the_address_with_them(confirmed):
    withdraw_retex(retex=confirmed.retex, acting_user=AUTHOR)

    assert not Contact.objects.exists()


def test_another_address_is_confirmed_anew_and_the_first_link_is_dead(client, sent):
    client.post(page_of(sent), {"email": ADDRESS})
    send_notices(acting_user=None)
    client.post(page_of(sent), {"email": "autre@exemple.fr"})
    send_notices(acting_user=None)

    assert [message.to for message in mail.outbox] == [[ADDRESS], ["autre@exemple.fr"]]
    assert client.post(link_of(mail.outbox[0], "confirmer")).status_code == 404
    assert client.post(link_of(mail.outbox[1], "confirmer")).status_code == 200


def test_a_telephone_is_kept_for_a_human_and_shown_to_moderators_alone(client, sent):
    client.post(page_of(sent), {"phone": "+33 6 12 34 56 78"})
    assert send_notices(acting_user=None) == 0
    assert "6 12" not in main_words(read(client.get(page_of(sent))))

    client.force_login(UserFactory(moderator_of=sent.retex.consultation.territory))
    item = reverse("moderation:item", args=[sent.retex.pk])
    assert "+33 6 12 34 56 78" in main_words(read(client.get(item)))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Donnez une adresse ou un téléphone"),
        ({"email": "marie"}, "adresse"),
        ({"phone": "appelez-moi"}, "Écrivez un numéro"),
    ],
)
def test_what_cannot_reach_anyone_is_told_and_kept_in_the_form(client, sent, typed, told):
    page = read(client.post(page_of(sent), typed), status=422)

    assert told in main_words(page)
    assert not Contact.objects.exists()


def test_a_child_leaves_no_address(client, consultation):
    said = Said(profile=Profile.PUPIL, text="Le car", is_minor=True)
    sent = receive_retex(
        consultation=consultation, said=said, client_key=uuid.uuid4(), acting_user=AUTHOR
    )

    assert client.post(page_of(sent), {"email": ADDRESS}).status_code == 302
    assert not Contact.objects.exists()
    home = read(client.get(reverse("portal:my_words", args=[sent.receipt])))
    assert "Être prévenu" not in main_words(home)


def test_where_no_mail_is_sent_no_address_is_asked(client, sent, settings):
    settings.SENDS_MAIL = False

    page = main_words(read(client.get(page_of(sent))))
    assert "adresse électronique" not in page
    client.post(page_of(sent), {"email": ADDRESS, "phone": "0612345678"})
    assert Contact.objects.get().email == ""


def test_one_network_cannot_write_to_everyone(client, sent, monkeypatch):
    monkeypatch.setattr(telling, "LEFT_MOST", 1)
    client.post(page_of(sent), {"email": ADDRESS})
    page = read(client.post(page_of(sent), {"email": "autre@exemple.fr"}), status=422)

    assert "réessayez dans une heure" in main_words(page)
    assert Contact.objects.get().email == ADDRESS


def test_what_nobody_confirmed_or_is_too_old_is_forgotten(client, sent, confirmed, consultation):
    other = receive_retex(
        consultation=consultation,
        said=Said(profile=Profile.PARENT, text="Autre"),
        client_key=uuid.uuid4(),
        acting_user=AUTHOR,
    )
    client.post(page_of(other), {"email": "jamais@exemple.fr", "phone": "0612345678"})

    with later(days=8):
        assert purge_contacts(acting_user=None) == 1
    assert Contact.objects.get(retex=other.retex).email == ""
    with later(days=731):
        assert purge_contacts(acting_user=None) == 2
    assert not Contact.objects.exists()


def test_a_link_nobody_sent_opens_nothing(client):
    for name in ("portal:confirm_telling", "portal:stop_telling"):
        answer = client.get(reverse(name, args=["n-importe-quoi"]))
        assert answer.status_code == (404 if "confirm" in name else 200)
        assert answer["Referrer-Policy"] == "no-referrer"
