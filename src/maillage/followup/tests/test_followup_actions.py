"""Reports and measures are added, never replaced; what the rules forbid says why."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.followup import actions
from maillage.followup.enums import Event, Method, ProgressState
from maillage.followup.errors import DateToCome, KeyReused, ReasonMissing
from maillage.followup.models import Measure, ProgressReport
from maillage.followup.tests.factories import DAY, MeasureFactory, ReportFactory
from maillage.plan.tests.factories import ActionFactory, IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return ActionFactory()


@pytest.fixture
def lead(action):
    return UserFactory(action_lead_of=action.workshop.territory)


def report(action, user, **changes):
    said = {"state": ProgressState.UNDER_WAY, "on": DAY, "client_key": uuid.uuid4(), **changes}
    return actions.report_progress(action=action, acting_user=user, **said)


def measure(indicator, user, **changes):
    said = {
        "value": 12,
        "on": DAY,
        "method": Method.DECLARED,
        "source": "Cahier",
        "client_key": uuid.uuid4(),
        **changes,
    }
    return actions.record_measure(indicator=indicator, acting_user=user, **said)


def test_a_report_is_in_the_trail_of_its_action(action, lead):
    made = report(action, lead, state=ProgressState.DONE)

    entry = Entry.objects.get(event=Event.PROGRESS_REPORTED)
    assert (entry.actor_id, entry.target_id) == (lead.pk, str(action.pk))
    assert entry.data == {"state": "done"}
    assert made.reported_by == lead


def test_a_measure_is_in_the_trail_of_its_indicator(action, lead):
    indicator = IndicatorFactory(row=action)
    measure(indicator, lead, value="12.5")

    entry = Entry.objects.get(event=Event.MEASURE_RECORDED)
    assert entry.target_id == str(indicator.pk)
    assert entry.data == {"value": "12.5", "method": "declared"}


def test_the_same_key_twice_is_one_report_and_one_entry(action, lead):
    key = uuid.uuid4()
    first, second = (report(action, lead, client_key=key, text="Fait") for _ in range(2))

    assert first.pk == second.pk
    assert Entry.objects.filter(event=Event.PROGRESS_REPORTED).count() == 1


@pytest.mark.parametrize("changes", [{"text": "Autre"}, {"state": "done"}])
def test_a_key_that_comes_back_with_other_words_is_refused(action, lead, changes):
    made = report(action, lead)

    with pytest.raises(KeyReused):
        report(action, lead, client_key=made.client_key, **changes)

    assert ProgressReport.objects.get().text == ""


def test_a_key_of_another_action_does_not_stand_for_this_one(action, lead):
    made = report(action, lead)
    other = ActionFactory(workshop=action.workshop)

    with pytest.raises(KeyReused):
        report(other, lead, client_key=made.client_key)


def test_the_same_measure_twice_is_one_and_another_under_its_key_is_refused(action, lead):
    indicator = IndicatorFactory(row=action)
    key = uuid.uuid4()
    first, second = (measure(indicator, lead, client_key=key) for _ in range(2))
    assert first.pk == second.pk

    with pytest.raises(KeyReused):
        measure(indicator, lead, client_key=key, value=13)
    assert Measure.objects.get().value == 12


@pytest.mark.parametrize("missing", ["obstacle", "unblocker"])
def test_a_blocked_action_says_why_and_by_whom_also_in_the_action(action, lead, missing):
    told = {"obstacle": "L’assurance", "unblocker": "La région", missing: ""}

    with pytest.raises(ReasonMissing, match="ce qui la bloque et qui peut la débloquer"):
        report(action, lead, state=ProgressState.BLOCKED, **told)


def test_what_is_to_come_is_not_reported(action, lead):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    for write, thing in ((report, action), (measure, IndicatorFactory(row=action))):
        with pytest.raises(DateToCome, match="à venir"):
            write(thing, lead, on=tomorrow)
    assert report(action, lead, on=timezone.localdate())


def test_who_leads_nothing_here_writes_nothing(action):
    for user in (UserFactory(), UserFactory(action_lead_of=ActionFactory().workshop.territory)):
        with pytest.raises(PermissionDenied):
            report(action, user)
        with pytest.raises(PermissionDenied):
            measure(IndicatorFactory(row=action), user)
    assert report(action, None)


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda: ReportFactory(state="blocked"), "followup_blocked_says_why_and_by_whom"),
        (lambda: MeasureFactory(margin=-1), "followup_margin_is_positive"),
        (lambda: MeasureFactory(source=""), "followup_measure_has_source"),
    ],
)
def test_the_database_itself_holds_the_rules_under_their_names(make, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()
