import factory
from factory.django import DjangoModelFactory

from maillage.territory.enums import Kind, SchoolKind
from maillage.territory.models import Postcode, School, Territory
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
