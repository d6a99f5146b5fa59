import datetime
import uuid

import factory
from factory.django import DjangoModelFactory

from maillage.followup.enums import Method, ProgressState
from maillage.followup.models import Measure, ProgressReport
from maillage.plan.tests.factories import ActionFactory, IndicatorFactory

DAY = datetime.date(2026, 6, 15)


class ReportFactory(DjangoModelFactory):
    """Under way in June; `ReportFactory(blocked=True)` says by what and who can unblock."""

    class Meta:
        model = ProgressReport

    class Params:
        blocked = factory.Trait(
            state=ProgressState.BLOCKED,
            obstacle="L’assurance refuse les prêts.",
            unblocker="Service juridique du rectorat",
        )
        done = factory.Trait(state=ProgressState.DONE)

    action = factory.SubFactory(ActionFactory)
    state = ProgressState.UNDER_WAY
    on = DAY
    client_key = factory.LazyFunction(uuid.uuid4)


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    indicator = factory.SubFactory(IndicatorFactory)
    value = 12
    on = DAY
    method = Method.MEASURED
    source = "Cahier d’émargement"
    client_key = factory.LazyFunction(uuid.uuid4)
