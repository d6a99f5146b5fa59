import factory
from factory.django import DjangoModelFactory

from maillage.sorting.models import Card, Desk, Run, SuggestedCard, Suggestion
from maillage.toolbox.analysis import fold
from maillage.voices.enums import PointKind
from maillage.voices.tests.factories import PointFactory, ThemeFactory, VoiceFactory


class DeskFactory(DjangoModelFactory):
    class Meta:
        model = Desk

    theme = factory.SubFactory(ThemeFactory)


def _said(card):
    voice = card.voice or VoiceFactory(theme=card.desk.theme)
    return PointFactory(workshop=None, kind=card.kind, text=card.words, about=[voice])


class CardFactory(DjangoModelFactory):
    """To sort, said by one person whom everyone reads; `CardFactory(desk=…, words=…, voice=…)`."""

    class Meta:
        model = Card

    class Params:
        words = factory.Sequence("On ne capte rien au bourg {}".format)
        voice = None

    desk = factory.SubFactory(DeskFactory)
    kind = PointKind.IRRITANT
    point = factory.LazyAttribute(_said)
    folded = factory.LazyAttribute(lambda made: fold(made.words))


class RunFactory(DjangoModelFactory):
    class Meta:
        model = Run

    desk = factory.SubFactory(DeskFactory)
    state = "done"
    engine = "lexical"


class SuggestionFactory(DjangoModelFactory):
    """`SuggestionFactory(desk=…, of=[card, …])`."""

    class Meta:
        model = Suggestion
        skip_postgeneration_save = True

    desk = factory.SubFactory(DeskFactory)
    run = factory.SubFactory(RunFactory, desk=factory.SelfAttribute("..desk"))
    kind = PointKind.IRRITANT
    name = "réseau, bourg"
    reasons = factory.LazyFunction(lambda: ["mêmes mots : réseau"])

    @factory.post_generation
    def of(self, create, extracted, **kwargs):
        if create and extracted:
            SuggestedCard.objects.bulk_create(
                SuggestedCard(suggestion=self, card=card, score=1 - at / 100)
                for at, card in enumerate(extracted)
            )
