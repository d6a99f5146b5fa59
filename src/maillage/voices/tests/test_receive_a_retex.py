"""What somebody sends is written once, proved by a receipt, and gone when they wish."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.voices.actions import (
    Said,
    publish_retex,
    receive_retex,
    refuse_retex,
    withdraw_retex,
)
from maillage.voices.enums import ConsultationStatus, Moderation, Profile, RetexState, Source
from maillage.voices.errors import NotOpen, OtherWordsSameKey
from maillage.voices.models import Contribution, Point, Retex
from maillage.voices.queries import retex_visible_to
from maillage.voices.receipts import read_receipt, receipt_of
from maillage.voices.tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
WORDS = Said(
    profile=Profile.PARENT,
    title="Le forfait",
    text="Chez nous on ne capte rien.",
    irritants=("On ne capte rien",),
    strengths=("La bibliothèque",),
)


@pytest.fixture
def consultation():
    return ConsultationFactory(open=True, moderation=Moderation.AFTER)


def send(consultation, said=WORDS, key=None, acting_user=VISITOR, **how):
    return receive_retex(
        consultation=consultation,
        said=said,
        client_key=key or uuid.uuid4(),
        acting_user=acting_user,
        **how,
    )


def test_a_retry_is_given_the_same_receipt_and_writes_nothing(consultation):
    key = uuid.uuid4()
    first, again = send(consultation, key=key), send(consultation, key=key)

    assert (first.is_new, again.is_new) == (True, False)
    assert first.receipt == again.receipt
    assert first.retex == again.retex
    assert Retex.objects.count() == Contribution.objects.count() == 1
    assert Point.objects.count() == 2
    assert Entry.objects.filter(event="voices.retex.received").count() == 1


def test_other_words_under_a_key_already_used_are_refused_and_the_first_kept(consultation):
    key = uuid.uuid4()
    send(consultation, key=key)

    with pytest.raises(OtherWordsSameKey):
        send(consultation, Said(profile=Profile.PARENT, text="Autre chose"), key=key)
    assert Retex.objects.get().text == WORDS.text


def test_the_database_holds_no_receipt_that_could_speak_for_its_author(consultation):
    receipt = send(consultation).receipt
    held = str(Contribution.objects.values().get()) + str(list(Entry.objects.values()))

    assert receipt not in held
    assert receipt.replace("-", "") not in held


def test_the_trail_says_that_it_came_and_not_what_was_said(consultation):
    send(consultation)

    assert "capte" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    "typed",
    ["{0}", "  {0} ", "{1}", "{2}", "{3}"],
    ids=["as is", "spaces", "lower case", "no dash", "misread"],
)
def test_a_receipt_is_read_however_it_is_typed(typed):
    receipt = receipt_of(uuid.UUID(int=7))
    misread = receipt.replace("0", "O").replace("1", "l")
    asked = typed.format(receipt, receipt.lower(), receipt.replace("-", ""), misread)

    assert read_receipt(asked) == receipt


def test_what_is_no_receipt_is_not_read_as_one():
    assert read_receipt("") is None
    assert read_receipt("7K4P-9XQ2") is None
    assert read_receipt("7K4P-9XQ2-M0VB-3HT!") is None


def test_a_closed_consultation_still_gives_its_receipt_to_a_retry(consultation):
    key = uuid.uuid4()
    receipt = send(consultation, key=key).receipt
    consultation.status = ConsultationStatus.CLOSED

    assert send(consultation, key=key).receipt == receipt
    with pytest.raises(NotOpen):
        send(consultation)


def test_nothing_is_shown_before_it_is_read_where_moderation_comes_first(consultation):
    consultation.moderation = Moderation.BEFORE
    retex = send(consultation).retex
    assert not retex_visible_to(VISITOR).exists()

    publish_retex(retex=retex, acting_user=None)

    assert list(retex_visible_to(VISITOR)) == [retex]


@pytest.mark.parametrize("held", ["minor", "flagged"])
def test_a_minor_and_what_looks_private_wait_for_a_reader_everywhere(consultation, held):
    said = Said(profile=Profile.PUPIL, text="Le car", is_minor=held == "minor")
    retex = send(consultation, said, flags=["phone"] if held == "flagged" else []).retex

    assert retex.state == RetexState.RECEIVED
    assert not retex.is_shown


def test_a_refusal_hides_it_and_keeps_the_reason_for_its_author(consultation):
    retex = send(consultation).retex
    refuse_retex(retex=retex, reason="Une personne est nommée.", acting_user=None)

    assert not retex_visible_to(VISITOR).exists()
    assert Contribution.objects.get().reason == "Une personne est nommée."


def test_only_a_moderator_of_the_place_decides(consultation):
    retex = send(consultation).retex
    for outsider in (VISITOR, UserFactory(), UserFactory(facilitator_of=consultation.territory)):
        with pytest.raises(PermissionDenied):
            publish_retex(retex=retex, acting_user=outsider)
        with pytest.raises(PermissionDenied):
            refuse_retex(retex=retex, reason="non", acting_user=outsider)


def test_withdrawing_leaves_the_rows_and_none_of_the_words(consultation):
    retex = send(consultation).retex
    withdraw_retex(retex=retex, acting_user=VISITOR)
    withdraw_retex(retex=retex, acting_user=VISITOR)

    retex.refresh_from_db()
    assert retex.is_withdrawn
    assert not retex.is_shown
    assert "capte" not in str(list(Retex.objects.values()))
    assert not Point.objects.exists()
    assert Entry.objects.filter(event="voices.retex.withdrawn").count() == 1


def test_nobody_types_for_others_without_the_hat(consultation):
    with pytest.raises(PermissionDenied):
        send(consultation, source=Source.PAPER)
    with pytest.raises(PermissionDenied):
        send(consultation, source=Source.IMPORT, acting_user=UserFactory())

    typist = UserFactory(facilitator_of=consultation.territory)
    send(consultation, source=Source.PAPER, acting_user=typist)
    assert Contribution.objects.get().typed_by == typist
