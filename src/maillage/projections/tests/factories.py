import factory
from factory.django import DjangoModelFactory

from maillage.diagnosis.tests.factories import DiagnosisRowFactory, FindingFactory
from maillage.projections.models import Irritant, IrritantLink, Lever, Need, ProjectionRow
from maillage.toolbox.analysis import fold
from maillage.voices.enums import LinkState
from maillage.voices.tests.factories import WorkshopFactory


class ProjectionRowFactory(DjangoModelFactory):
    """`ProjectionRowFactory(irritants=["…"], needs=["…"], levers=["…"])` fills its cells."""

    class Meta:
        model = ProjectionRow
        skip_postgeneration_save = True

    workshop = factory.SubFactory(WorkshopFactory, published=True)
    theme = factory.SelfAttribute("workshop.theme")

    @factory.post_generation
    def irritants(self, create, texts, **kwargs):
        _fill(self, Irritant, texts)

    @factory.post_generation
    def needs(self, create, texts, **kwargs):
        _fill(self, Need, texts)

    @factory.post_generation
    def levers(self, create, texts, **kwargs):
        _fill(self, Lever, texts)


def _fill(row, model, texts):
    for position, text in enumerate(texts or ()):
        model.objects.create(row=row, text=text, position=position)
    row.folded = fold(f"{row.folded} {' '.join(texts or ())}")
    row.save(update_fields=["folded"])


class IrritantFactory(DjangoModelFactory):
    class Meta:
        model = Irritant

    row = factory.SubFactory(ProjectionRowFactory)
    text = factory.Sequence("Zones blanches {}".format)


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    row = factory.SubFactory(ProjectionRowFactory)
    text = factory.Sequence("Se connecter près de chez soi {}".format)


class LeverFactory(DjangoModelFactory):
    class Meta:
        model = Lever

    row = factory.SubFactory(ProjectionRowFactory)
    text = factory.Sequence("Un point d’accès dans chaque commune {}".format)


class IrritantLinkFactory(DjangoModelFactory):
    """Suggested, between two items of one workshop."""

    class Meta:
        model = IrritantLink

    irritant = factory.SubFactory(IrritantFactory)
    finding = factory.SubFactory(
        FindingFactory,
        row=factory.SubFactory(
            DiagnosisRowFactory, workshop=factory.SelfAttribute("...irritant.row.workshop")
        ),
    )
    state = LinkState.SUGGESTED
    score = 0.7
    reason = "zones, blanches"
