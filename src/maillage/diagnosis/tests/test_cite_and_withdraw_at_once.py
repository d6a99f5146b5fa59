"""A facilitator cites what its author takes back at that very moment: weights and words agree."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from maillage.diagnosis.actions import cite_point
from maillage.diagnosis.errors import NotCitable
from maillage.diagnosis.tests.factories import FindingFactory
from maillage.moderation.tests.test_two_moderators_at_once import all_at_once
from maillage.voices.actions import Said, publish_retex, receive_retex, withdraw_retex
from maillage.voices.enums import Profile
from maillage.voices.models import Point

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="one writer at a time there: transactions begin IMMEDIATE",
    ),
]
AUTHOR = AnonymousUser()


def voice(finding):
    retex = receive_retex(
        consultation=finding.theme.consultation,
        said=Said(profile=Profile.PARENT, irritants=("On ne capte rien",)),
        client_key=uuid.uuid4(),
        acting_user=AUTHOR,
    ).retex
    return publish_retex(retex=retex, acting_user=None)


@pytest.mark.parametrize("turn", range(4))
def test_either_it_is_refused_or_it_is_cited_and_empty(turn):
    finding = FindingFactory()
    retex = voice(finding)
    point = retex.points.get()

    cited, taken = all_at_once(
        lambda: cite_point(finding=finding, point=point, acting_user=None),
        lambda: withdraw_retex(retex=retex, acting_user=AUTHOR),
    )

    assert not isinstance(taken, Exception)
    finding.refresh_from_db()
    assert finding.weight == 0
    assert not Point.objects.exclude(text="").exists()
    assert isinstance(cited, NotCitable) or finding.evidence.get().point.withdrawn_at


def test_two_who_take_back_their_words_at_once_both_leave_the_count():
    finding = FindingFactory()
    several = [voice(finding) for _ in range(3)]
    for retex in several:
        cite_point(finding=finding, point=retex.points.get(), acting_user=None)
    finding.refresh_from_db()
    assert finding.weight == 3

    outcomes = all_at_once(
        *(lambda retex=retex: withdraw_retex(retex=retex, acting_user=AUTHOR) for retex in several)
    )

    assert not [each for each in outcomes if isinstance(each, Exception)]
    finding.refresh_from_db()
    assert finding.weight == 0
