import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from maillage.territory.tests.factories import TerritoryFactory
from maillage.toolbox.analysis import fold
from maillage.voices.enums import ConsultationStatus, PointKind, Profile, RetexState, Source
from maillage.voices.models import Consultation, Point, Retex, Theme, Workshop

OPENED_AT = datetime.datetime(2026, 2, 2, 9, tzinfo=datetime.UTC)


class ConsultationFactory(DjangoModelFactory):
    """A draft; `ConsultationFactory(open=True)` lets everyone read what its workshops publish."""

    class Meta:
        model = Consultation

    class Params:
        open = factory.Trait(status=ConsultationStatus.OPEN, opened_at=OPENED_AT)

    slug = factory.Sequence("consultation-{}".format)
    title = factory.Sequence("Le numérique pour tous, édition {}".format)
    question = "De quoi avons-nous besoin ?"
    territory = factory.SubFactory(TerritoryFactory, academy=True)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    consultation = factory.SubFactory(ConsultationFactory, open=True)
    number = factory.LazyAttribute(lambda made: made.consultation.themes.count() + 1)
    title = factory.Sequence("Un égal accès au numérique {}".format)


class WorkshopFactory(DjangoModelFactory):
    """Unpublished, somewhere in its consultation's territory; `WorkshopFactory(published=True)`."""

    class Meta:
        model = Workshop

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))

    theme = factory.SubFactory(ThemeFactory)
    territory = factory.SubFactory(
        TerritoryFactory, parent=factory.SelfAttribute("..theme.consultation.territory")
    )
    title = factory.Sequence("Atelier du bourg {}".format)
    slug = factory.Sequence("atelier-{}".format)


class RetexFactory(DjangoModelFactory):
    class Meta:
        model = Retex

    workshop = factory.SubFactory(WorkshopFactory, published=True)
    theme = factory.SelfAttribute("workshop.theme")
    consultation = factory.SelfAttribute("theme.consultation")
    territory = factory.LazyAttribute(lambda made: made.workshop and made.workshop.territory)
    state = factory.LazyAttribute(
        lambda made: (
            RetexState.PUBLISHED
            if made.workshop is None or made.workshop.is_published
            else RetexState.RECEIVED
        )
    )
    is_shown = factory.LazyAttribute(
        lambda made: made.state == RetexState.PUBLISHED and made.removed_at is None
    )
    removed_at = None
    profile = Profile.WORKSHOP
    source = Source.WORKSHOP
    number = factory.Sequence(lambda n: n + 1)
    place = "Lycée de la Digue"
    title = factory.Sequence("Suivre la classe depuis le car {}".format)
    text = "Le téléphone ne capte qu’au bout de la digue."
    folded = factory.LazyAttribute(lambda made: fold(f"{made.title} {made.text} {made.place}"))


class VoiceFactory(RetexFactory):
    """One person, for themselves; published. `VoiceFactory(territory=…, profile=Profile.PUPIL)`."""

    workshop = None
    theme = factory.SubFactory(ThemeFactory)
    territory = factory.SubFactory(
        TerritoryFactory, parent=factory.SelfAttribute("..theme.consultation.territory")
    )
    profile = Profile.PARENT
    source = Source.WEB
    number = None
    # The words typed for a place are never shown.
    place = "3 impasse des Serins"
    state = RetexState.PUBLISHED


class PointFactory(DjangoModelFactory):
    """`PointFactory(about=[retex])` ties it to the accounts it was said about."""

    class Meta:
        model = Point
        skip_postgeneration_save = True

    workshop = factory.SubFactory(WorkshopFactory, published=True)
    kind = PointKind.IRRITANT
    text = "On ne capte rien au bourg"

    @factory.post_generation
    def about(self, create, extracted, **kwargs):
        if create and extracted:
            self.retex.set(extracted)
