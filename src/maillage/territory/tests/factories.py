import datetime

import factory
from factory.django import DjangoModelFactory

from maillage.territory.enums import About, EstimateMethod, Kind, SchoolKind
from maillage.territory.models import (
    Contact,
    Estimate,
    EstimateLine,
    Postcode,
    School,
    Sketch,
    Territory,
)
from maillage.territory.names import UAI_LETTERS, folded_name, folded_school


class TerritoryFactory(DjangoModelFactory):
    """A commune of its own; `TerritoryFactory(academy=True)`, `TerritoryFactory(parent=academy)`.

    Written without the action, so that a test that counts entries counts its own.
    """

    class Meta:
        model = Territory
        skip_postgeneration_save = True

    class Params:
        nation = factory.Trait(kind=Kind.NATION, name="Nation")
        academic_region = factory.Trait(kind=Kind.ACADEMIC_REGION)
        academy = factory.Trait(kind=Kind.ACADEMY)
        department = factory.Trait(kind=Kind.DEPARTMENT)
        epci = factory.Trait(kind=Kind.EPCI)
        district = factory.Trait(kind=Kind.DISTRICT)

    kind = Kind.COMMUNE
    code = factory.Sequence("T{:04d}".format)
    name = factory.Sequence("Sainte-Épreuve-{}".format)
    folded = factory.LazyAttribute(lambda made: folded_name(made.name))

    @factory.post_generation
    def path(self, create, extracted, **kwargs):
        if create:
            self.path = self.path_under(self.parent)
            self.save(update_fields=["path"])


class PostcodeFactory(DjangoModelFactory):
    class Meta:
        model = Postcode

    code = factory.Sequence("{:05d}".format)
    territory = factory.SubFactory(TerritoryFactory)


def uai(number):
    """A code whose letter is right."""
    return f"{number:07d}{UAI_LETTERS[number % len(UAI_LETTERS)]}"


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    uai = factory.Sequence(lambda n: uai(9_910_000 + n))
    name = factory.Sequence("Collège de la Digue {}".format)
    kind = SchoolKind.COLLEGE
    territory = factory.SubFactory(TerritoryFactory)
    folded = factory.LazyAttribute(lambda made: folded_school(made.name, made.territory))


class EstimateFactory(DjangoModelFactory):
    """Written without the action: what is shown does not depend on how it was made."""

    class Meta:
        model = Estimate

    territory = factory.SubFactory(TerritoryFactory, department=True)
    method = EstimateMethod.COMMUNE
    thresholds = factory.LazyFunction(
        lambda: {
            "wired_mbit": 8,
            "mobile_techno": "4G",
            "mobile_level": "BC",
            "wired_source": "bon haut débit",
            "mobile_source": "bonne couverture",
        }
    )
    sources = factory.LazyFunction(
        lambda: [
            {
                "title": "Débits filaires des communes",
                "publisher": "Arcep",
                "edition": "2026T1",
                "licence": "Licence Ouverte 2.0",
                "digest": "0" * 64,
            }
        ]
    )
    digest = factory.Sequence("{:064d}".format)


class EstimateLineFactory(DjangoModelFactory):
    """A commune of the département; `school=…` for one of a school, `hidden=True`."""

    class Meta:
        model = EstimateLine

    class Params:
        hidden = factory.Trait(
            is_hidden=True, residents=None, pupils=None, without=None, low=None, high=None
        )

    estimate = factory.SubFactory(EstimateFactory)
    about = factory.LazyAttribute(lambda made: About.SCHOOL if made.school else About.COMMUNE)
    territory = factory.LazyAttribute(
        lambda made: (
            made.school.territory
            if made.school
            else TerritoryFactory(parent=made.estimate.territory)
        )
    )
    school = None
    code = factory.LazyAttribute(
        lambda made: made.school.uai if made.school else made.territory.code
    )
    name = factory.LazyAttribute(lambda made: (made.school or made.territory).name)
    residents = 200.0
    enrolled = None
    pupils = 200.0
    without = 30.0
    low = 10.0
    high = 50.0
    method = EstimateMethod.COMMUNE
    rank = factory.Sequence(lambda n: n)


class SketchFactory(DjangoModelFactory):
    """A land of squares: `SketchFactory(department="44", codes=["44001", "44002"])`."""

    class Meta:
        model = Sketch

    class Params:
        codes = ("44001", "44002")

    department = "44"
    frame = {"west": -2, "north": 48, "x": 600, "y": 880, "width": 1000, "height": 500}
    communes = factory.LazyAttribute(
        lambda made: {
            code: f"M{20 * (at % 50)} {20 * (at // 50)}l20 0 0 20-20 0z"
            for at, code in enumerate(made.codes)
        }
    )
    dots = factory.LazyFunction(lambda: {"secondary": "M10 10h0", "library": "M30 10h0"})
    networks = factory.LazyAttribute(lambda made: {code: [0, 0, 100] for code in made.codes})
    around = factory.LazyAttribute(
        lambda made: {
            "neighbours": {
                code: [each for each in made.codes if each != code][:6] for code in made.codes
            },
            "sectors": {},
            "places": [["library", "Le Phare", made.codes[0], 30, 10, True]],
            "schools": {},
        }
    )


class ContactFactory(DjangoModelFactory):
    """Of a commune; `ContactFactory(territory=None, school=…)` of a school."""

    class Meta:
        model = Contact

    territory = factory.SubFactory(TerritoryFactory)
    school = None
    function = "Référente numérique"
    organisation = "Mairie"
    email = "numerique@bruneval.fr"
    updated_on = datetime.date(2026, 9, 1)
