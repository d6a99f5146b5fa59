"""Several decide on and take back the same words at the same moment: each is told the truth."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from maillage.audit.models import Entry
from maillage.moderation.actions import decide, report_retex
from maillage.moderation.enums import Decision, Grievance
from maillage.moderation.queries import mark_of
from maillage.toolbox.tests.at_once import all_at_once
from maillage.voices.actions import Said, receive_retex, withdraw_retex
from maillage.voices.enums import Moderation, Profile, RetexState
from maillage.voices.models import Contribution
from maillage.voices.tests.factories import ConsultationFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one writer at a time there: transactions begin IMMEDIATE",
    ),
]
AUTHOR = AnonymousUser()


def sent():
    retex = receive_retex(
        consultation=ConsultationFactory(open=True, moderation=Moderation.AFTER),
        said=Said(profile=Profile.PARENT, irritants=("On ne capte rien",)),
        client_key=uuid.uuid4(),
        acting_user=AUTHOR,
    ).retex
    return retex, {retex.pk: mark_of(Contribution.objects.select_related("retex").get())}


def test_one_publishes_and_the_other_who_refuses_is_told():
    _retex, seen = sent()
    outcomes = all_at_once(
        *(
            lambda decision=decision: decide(
                decision=decision, seen=seen, reason="Non", acting_user=None
            )
            for decision in (Decision.PUBLISH, Decision.REFUSE)
        )
    )

    assert sorted(len(outcome.done) for outcome in outcomes) == [0, 1]
    assert sorted(len(outcome.met) for outcome in outcomes) == [0, 1]
    decided = Entry.objects.filter(event__in=["voices.retex.read", "voices.retex.refused"])
    assert decided.count() == 1


def test_its_author_and_a_moderator_never_wait_for_each_other_for_ever():
    for _ in range(5):
        Contribution.objects.all().delete()
        retex, seen = sent()
        outcomes = all_at_once(
            lambda seen=seen: decide(decision=Decision.PUBLISH, seen=seen, acting_user=None),
            lambda retex=retex: withdraw_retex(retex=retex, acting_user=AUTHOR),
        )
        assert not [each for each in outcomes if isinstance(each, Exception)]
        retex.refresh_from_db()
        assert retex.state == RetexState.WITHDRAWN


def test_five_readers_at_once_are_five_reports_and_set_it_aside():
    retex, _seen = sent()
    outcomes = all_at_once(
        *(
            lambda reader=reader: report_retex(
                retex=retex, kind=Grievance.FALSE, words="", reporter=reader, acting_user=AUTHOR
            )
            for reader in "abcde"
        )
    )

    assert not [each for each in outcomes if isinstance(each, Exception)]
    retex.refresh_from_db()
    assert not retex.is_shown
    assert Contribution.objects.get().reports == 5
