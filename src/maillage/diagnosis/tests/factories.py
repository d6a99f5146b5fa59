import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from maillage.diagnosis.enums import FindingKind
from maillage.diagnosis.models import DiagnosisRow, Evidence, Finding
from maillage.toolbox.analysis import fold
from maillage.voices.tests.factories import PointFactory, WorkshopFactory


class DiagnosisRowFactory(DjangoModelFactory):
    class Meta:
        model = DiagnosisRow

    workshop = factory.SubFactory(WorkshopFactory, published=True)
    theme = factory.SelfAttribute("workshop.theme")


class FindingFactory(DjangoModelFactory):
    """An irritant on a row of its own; `FindingFactory(strength=True)`, or `row=` another's."""

    class Meta:
        model = Finding

    class Params:
        strength = factory.Trait(kind=FindingKind.STRENGTH)

    row = factory.SubFactory(DiagnosisRowFactory)
    workshop = factory.SelfAttribute("row.workshop")
    theme = factory.SelfAttribute("row.theme")
    kind = FindingKind.IRRITANT
    text = factory.Sequence("Zones blanches autour du bourg {}".format)
    folded = factory.LazyAttribute(lambda made: fold(made.text))


class EvidenceFactory(DjangoModelFactory):
    """What a finding rests on. Does not count: give the finding its `weight`."""

    class Meta:
        model = Evidence

    finding = factory.SubFactory(FindingFactory)
    point = factory.SubFactory(
        PointFactory,
        workshop=factory.SelfAttribute("..finding.workshop"),
        kind=factory.SelfAttribute("..finding.kind"),
    )
    decided_at = factory.LazyFunction(timezone.now)
