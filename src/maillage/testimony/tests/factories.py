import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from maillage.territory.tests.factories import TerritoryFactory
from maillage.testimony.codes import new_class_code
from maillage.testimony.models import ClassCode
from maillage.voices.tests.factories import ConsultationFactory


class ClassCodeFactory(DjangoModelFactory):
    """Of a commune of its consultation, for a month; `revoked=True`, `expired=True`."""

    class Meta:
        model = ClassCode

    class Params:
        revoked = factory.Trait(revoked_at=factory.LazyFunction(timezone.now))
        expired = factory.Trait(
            expires_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=2))
        )

    code = factory.LazyFunction(new_class_code)
    consultation = factory.SubFactory(ConsultationFactory, open=True)
    territory = factory.SubFactory(
        TerritoryFactory, parent=factory.SelfAttribute("..consultation.territory")
    )
    label = factory.Sequence("6e {}".format)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=30))
