import factory
from factory.django import DjangoModelFactory

from maillage.plan.enums import IndicatorKind
from maillage.plan.models import Action, ActionLever, Actor, Horizon, Indicator, LeverLink, Step
from maillage.projections.tests.factories import LeverFactory, ProjectionRowFactory
from maillage.toolbox.analysis import fold
from maillage.voices.enums import LinkState
from maillage.voices.tests.factories import WorkshopFactory


def _cell(model, **fixed):
    """`ActionFactory(steps=["…"])` fills the cell; a text in a tuple is highlighted: `("…",)`."""

    @factory.post_generation
    def fill(action, create, texts, **kwargs):
        for position, text in enumerate(texts or ()):
            highlighted = isinstance(text, tuple)
            said = text[0] if highlighted else text
            model.objects.create(
                row=action, text=said, highlighted=highlighted, position=position, **fixed
            )
            action.folded = fold(f"{action.folded} {said}")
        if texts:
            action.save(update_fields=["folded"])

    return fill


class ActionFactory(DjangoModelFactory):
    """A published action with a title of its own and empty cells."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    workshop = factory.SubFactory(WorkshopFactory, published=True)
    theme = factory.SelfAttribute("workshop.theme")
    title = factory.Sequence("Ouvrir une salle connectée {}".format)
    folded = factory.LazyAttribute(lambda made: fold(made.title))

    levers = _cell(ActionLever)
    steps = _cell(Step)
    actors = _cell(Actor)
    horizons = _cell(Horizon)
    indicators = _cell(Indicator, kind=IndicatorKind.INDICATOR)


class ActionLeverFactory(DjangoModelFactory):
    class Meta:
        model = ActionLever

    row = factory.SubFactory(ActionFactory)
    text = factory.Sequence("Un point d’accès dans chaque commune {}".format)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    row = factory.SubFactory(ActionFactory)
    text = factory.Sequence("Équiper une salle communale {}".format)


class ActorFactory(DjangoModelFactory):
    class Meta:
        model = Actor

    row = factory.SubFactory(ActionFactory)
    text = "Pilote : médiathèque de Sauvelle"


class HorizonFactory(DjangoModelFactory):
    class Meta:
        model = Horizon

    row = factory.SubFactory(ActionFactory)
    text = "le mercredi après-midi"


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    class Params:
        factor = factory.Trait(kind=IndicatorKind.SUCCESS_FACTOR)

    row = factory.SubFactory(ActionFactory)
    text = factory.Sequence("Nombre d’élèves connectés {}".format)
    kind = IndicatorKind.INDICATOR


class LeverLinkFactory(DjangoModelFactory):
    """Suggested, between the plan and the projections of one workshop."""

    class Meta:
        model = LeverLink

    action_lever = factory.SubFactory(ActionLeverFactory)
    lever = factory.SubFactory(
        LeverFactory,
        row=factory.SubFactory(
            ProjectionRowFactory, workshop=factory.SelfAttribute("...action_lever.row.workshop")
        ),
    )
    state = LinkState.SUGGESTED
    score = 0.7
    reason = "accès, commune"
