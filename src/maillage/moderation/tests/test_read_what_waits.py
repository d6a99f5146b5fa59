"""/moderation/: what waits where the reader moderates, and one decision for what is ticked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.moderation.actions import report_retex
from maillage.moderation.enums import Grievance, Reason
from maillage.voices.actions import publish_retex, refuse_retex, withdraw_retex
from maillage.voices.enums import RetexState
from maillage.voices.models import Contribution
from maillage.voices.tests.pages import items, main_words, read, words

pytestmark = pytest.mark.django_db
QUEUE = "/moderation/"


def listed(client, **asked):
    page = read(client.get(reverse("moderation:queue"), asked))
    return [words(title) for title in page.findall(".//blockquote//strong")]


def ticked(client, *retex):
    """What a browser sends of the page: the boxes ticked, and what was read of each."""
    marks = {
        field.attrib["name"]: field.attrib["value"]
        for field in read(client.get(QUEUE)).iter("input")
        if field.attrib.get("name", "").startswith("seen-")
    }
    return {"retex": [each.pk for each in retex], **marks}


def state_of(retex):
    retex.refresh_from_db()
    return retex.state


def test_the_oldest_come_first_and_reported_ones_before_them(client, read_after, say, mona):
    say("Premier")
    say("Deuxième")
    report_retex(
        retex=say("Signalé"), kind=Grievance.FALSE, words="", reporter="a", acting_user=None
    )
    client.force_login(mona)

    assert listed(client) == ["Signalé", "Premier", "Deuxième"]


def test_each_moderator_reads_what_was_said_in_their_territory(
    client, say, elsewhere, mona, nils, consultation
):
    say("Ici")
    say("Là-bas", at=elsewhere)
    say("Quelque part", nowhere=True)

    client.force_login(mona)
    assert listed(client) == ["Ici"]
    client.force_login(nils)
    assert listed(client) == ["Là-bas"]
    client.force_login(UserFactory(territory_lead_of=consultation.territory))
    assert listed(client) == ["Ici", "Là-bas", "Quelque part"]
    client.force_login(UserFactory(superuser=True))
    assert listed(client) == ["Ici", "Là-bas", "Quelque part"]


def test_nobody_else_has_a_queue(client, say, place):
    assert client.get(QUEUE).status_code == 302
    client.force_login(UserFactory(facilitator_of=place))
    assert client.get(QUEUE).status_code == 403
    assert client.post(QUEUE, {"decision": "publish"}).status_code == 403


def test_what_looks_private_and_who_is_a_child_is_pointed_out(client, say, mona):
    say("Enfant", is_minor=True, flags=["phone"])
    client.force_login(mona)

    said = main_words(read(client.get(QUEUE)))
    assert "Moins de 15 ans" in said
    assert "Un numéro de téléphone" in said


def test_the_words_that_look_private_are_marked_where_they_stand(client, say, mona):
    say("Appelez le 06 12 34 56 78 <b>vite</b>")
    client.force_login(mona)

    page = read(client.get(QUEUE))
    assert [words(mark) for mark in page.iter("mark")] == ["06 12 34 56 78"]
    assert "<b>vite</b>" in main_words(page)


def test_what_was_withdrawn_is_nobody_s_to_read(client, say, mona):
    withdraw_retex(retex=say(), acting_user=None)
    client.force_login(mona)

    assert items(read(client.get(QUEUE))) == []


def test_several_are_published_at_once_and_the_others_wait(client, say, mona):
    first, second, third = say("Un"), say("Deux"), say("Trois")
    client.force_login(mona)

    answer = client.post(QUEUE, {**ticked(client, first, third), "decision": "publish"})

    assert answer.status_code == 302
    assert state_of(first) == state_of(third) == RetexState.PUBLISHED
    assert state_of(second) == RetexState.RECEIVED
    assert "2 témoignages publiés." in client.get(QUEUE).content.decode()
    assert listed(client) == ["Deux"]


def test_several_are_refused_for_one_reason_that_their_authors_read(client, say, mona):
    first, second = say("Un"), say("Deux")
    client.force_login(mona)

    sent = {"decision": "refuse", "reason": "somebody", "words": "Le nom de la rue aussi."}
    client.post(QUEUE, {**ticked(client, first, second), **sent})

    assert state_of(first) == state_of(second) == RetexState.REFUSED
    reasons = set(Contribution.objects.values_list("reason", flat=True))
    assert reasons == {f"{Reason.SOMEBODY.label}\nLe nom de la rue aussi."}


def test_nothing_is_refused_without_a_reason_and_what_was_typed_is_kept(client, say, mona):
    retex = say()
    client.force_login(mona)

    page = read(client.post(QUEUE, {**ticked(client, retex), "decision": "refuse"}), status=422)

    assert state_of(retex) == RetexState.RECEIVED
    assert "Choisissez une raison" in main_words(page)
    box = next(each for each in page.iter("input") if each.attrib.get("name") == "retex")
    assert "checked" in box.attrib


def test_nothing_ticked_is_told_and_decides_nothing(client, say, mona):
    retex = say()
    client.force_login(mona)

    page = read(client.post(QUEUE, {"decision": "publish"}), status=422)
    assert "Cochez au moins un témoignage" in main_words(page)
    assert state_of(retex) == RetexState.RECEIVED


def test_what_is_ticked_elsewhere_is_not_decided(client, say, elsewhere, mona, nils):
    retex = say(at=elsewhere)
    client.force_login(mona)

    client.post(QUEUE, {"retex": [retex.pk], f"seen-{retex.pk}": "1", "decision": "publish"})
    assert state_of(retex) == RetexState.RECEIVED


def test_the_decided_are_found_again_in_lists_of_their_own(client, say, mona):
    publish_retex(retex=say("Publié"), acting_user=None)
    refuse_retex(retex=say("Refusé"), reason="Non", acting_user=None)
    client.force_login(mona)

    assert listed(client) == []
    assert listed(client, etat="publies") == ["Publié"]
    assert listed(client, etat="refuses") == ["Refusé"]
    assert listed(client, etat="inconnu") == []


def test_where_reading_comes_after_what_everyone_reads_is_still_to_be_read(
    client, read_after, say, mona
):
    retex = say("Déjà publié")
    client.force_login(mona)
    assert retex.is_shown
    assert listed(client) == ["Déjà publié"]

    client.post(QUEUE, {**ticked(client, retex), "decision": "publish"})
    assert listed(client) == []
    assert state_of(retex) == RetexState.PUBLISHED


def test_the_account_of_a_moderator_says_how_many_wait(client, say, mona):
    say("Un")
    say("Deux")
    client.force_login(mona)
    assert "Témoignages à lire : 2" in main_words(read(client.get(reverse("accounts:home"))))

    client.force_login(UserFactory())
    assert "Témoignages à lire" not in main_words(read(client.get(reverse("accounts:home"))))


@pytest.mark.parametrize("etat", ["", "publies"])
def test_the_queue_costs_the_same_however_long_it_is(client, say, mona, etat):
    client.force_login(mona)
    counts = []
    for more in (1, 24):
        for n in range(more):
            retex = say(f"Numéro {n}")
            if etat:
                publish_retex(retex=retex, acting_user=None)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse("moderation:queue"), {"etat": etat})
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
    assert len(answer.context["rows"]) == 20
    after = client.get(answer.context["next_url"])
    assert len(after.context["rows"]) == 5
    before = client.get(after.context["previous_url"])
    assert [row.retex.pk for row in before.context["rows"]] == [
        row.retex.pk for row in answer.context["rows"]
    ]
