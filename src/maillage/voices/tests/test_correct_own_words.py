"""Whoever holds the receipt says it better; what was there before is kept, and can be erased."""

import uuid
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.audit.models import Entry
from maillage.voices.actions import (
    Said,
    call_for_reading,
    correct_own_retex,
    publish_retex,
    receive_retex,
    refuse_retex,
    withdraw_retex,
)
from maillage.voices.enums import Moderation, Profile, RetexState
from maillage.voices.errors import AlreadyWithdrawn, WordingChanged
from maillage.voices.models import Contribution, FormerRetex, Point
from maillage.voices.tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db
AUTHOR = AnonymousUser()
WORDS = Said(
    profile=Profile.PARENT,
    title="Le forfait",
    text="Chez nous on ne capte rien.",
    irritants=("On ne capte rien", "Le car passe trop tôt"),
    strengths=("La bibliothèque",),
)
BETTER = replace(WORDS, text="Chez nous on ne capte que dehors.")


def sent(moderation=Moderation.AFTER, said=WORDS, **how):
    return receive_retex(
        consultation=ConsultationFactory(open=True, moderation=moderation),
        said=said,
        client_key=uuid.uuid4(),
        acting_user=AUTHOR,
        **how,
    ).retex


def correct(retex, said=BETTER, **how):
    how = {"version": retex.version, **how}
    return correct_own_retex(retex=retex, said=said, acting_user=AUTHOR, **how)


def test_the_words_before_are_kept_beside_and_the_trail_holds_none():
    retex = correct(sent())

    assert retex.text == BETTER.text
    assert "dehors" in retex.folded
    assert FormerRetex.objects.get().text == WORDS.text
    entry = Entry.objects.get(event="voices.retex.corrected")
    assert entry.data == {"changed": ["text"]}


def test_a_point_said_again_keeps_its_row_and_one_that_nobody_cites_goes():
    retex = sent()
    kept = Point.objects.get(text="La bibliothèque")

    correct(retex, replace(WORDS, irritants=("On ne capte rien", "Le car passe à six heures")))

    assert set(Point.objects.values_list("text", flat=True)) == {
        "La bibliothèque", "On ne capte rien", "Le car passe à six heures",
    }  # fmt: skip
    assert Point.objects.filter(pk=kept.pk, text="La bibliothèque").exists()


def test_one_point_said_twice_is_two_points_and_once_is_one():
    retex = correct(sent(), replace(WORDS, irritants=("Le car", "Le car")))
    assert Point.objects.filter(text="Le car").count() == 2

    correct(retex, replace(WORDS, irritants=("Le car",)))
    assert Point.objects.filter(text="Le car").count() == 1


@pytest.mark.parametrize(
    ("moderation", "how", "shown"),
    [
        (Moderation.AFTER, {}, True),
        (Moderation.BEFORE, {}, False),
        (Moderation.AFTER, {"flags": ["phone"]}, False),
    ],
    ids=["read after", "read before", "looks private"],
)
def test_what_was_published_is_read_again_first_where_reading_comes_first(moderation, how, shown):
    retex = publish_retex(retex=sent(moderation), acting_user=None)

    corrected = correct(retex, **how)

    assert corrected.is_shown is shown
    assert Contribution.objects.get().waits_since is not None


def test_a_child_s_words_are_always_read_again_first():
    retex = publish_retex(retex=sent(said=replace(WORDS, is_minor=True)), acting_user=None)

    assert not correct(retex).is_shown


def test_what_was_not_published_is_corrected_and_sent_again():
    retex = refuse_retex(retex=sent(), reason="Une personne est nommée.", acting_user=None)

    corrected = correct(retex)

    assert corrected.state == RetexState.RECEIVED
    held = Contribution.objects.get()
    assert held.reason == ""
    assert held.waits_since is not None


def test_two_corrections_at_once_meet_and_the_second_is_shown_the_first():
    retex = sent()
    correct(retex)

    with pytest.raises(WordingChanged) as met:
        correct(retex, replace(WORDS, text="Autre chose"), version=retex.version)
    assert "dehors" in str(met.value)
    assert met.value.version == retex.version + 1


def test_a_second_click_is_given_what_the_first_one_wrote():
    retex = sent()
    correct(retex)
    correct(retex, version=retex.version)

    assert FormerRetex.objects.count() == 1


def test_nothing_is_corrected_in_what_was_taken_back():
    retex = withdraw_retex(retex=sent(), acting_user=AUTHOR)

    with pytest.raises(AlreadyWithdrawn):
        correct(retex)


def test_a_retry_of_the_first_sending_still_finds_it_after_a_correction_and_a_withdrawal():
    consultation, key = ConsultationFactory(open=True), uuid.uuid4()
    sending = {"consultation": consultation, "said": WORDS, "client_key": key}
    first = receive_retex(**sending, acting_user=AUTHOR)
    correct(first.retex)
    assert receive_retex(**sending, acting_user=AUTHOR).receipt == first.receipt

    withdraw_retex(retex=first.retex, acting_user=AUTHOR)
    again = receive_retex(**sending, acting_user=AUTHOR)
    assert (again.receipt, again.is_new, again.retex.state) == (
        first.receipt, False, RetexState.WITHDRAWN,
    )  # fmt: skip


def test_what_was_read_is_no_longer_to_be_read():
    retex = sent()
    assert Contribution.objects.get().waits_since is not None

    publish_retex(retex=retex, acting_user=None)
    publish_retex(retex=retex, acting_user=None)

    assert Contribution.objects.get().waits_since is None
    assert Entry.objects.filter(event="voices.retex.read").count() == 1


@pytest.mark.parametrize("hides", [True, False])
def test_readers_call_a_moderator_back_and_may_set_it_aside_meanwhile(hides):
    retex = publish_retex(retex=sent(), acting_user=None)

    call_for_reading(retex=retex, reports=3, hides=hides, acting_user=AUTHOR)

    retex.refresh_from_db()
    assert retex.is_shown is not hides
    assert Contribution.objects.get().reports == 3
    assert Contribution.objects.get().waits_since is not None
    assert Entry.objects.filter(event="voices.retex.set_aside").count() == int(hides)
