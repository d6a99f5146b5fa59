import pytest

from maillage.territory.enums import Kind
from maillage.territory.queries import INDENT, choices_for_filter
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def academy():
    academy = TerritoryFactory(academy=True, name="Académie")
    east = TerritoryFactory(department=True, name="Vaux", parent=academy)
    west = TerritoryFactory(department=True, name="Écluse", parent=academy)
    TerritoryFactory(name="Zébuville", parent=west)
    TerritoryFactory(name="Abbeville", parent=west)
    TerritoryFactory(name="Midi", parent=east)
    return academy


def labels(*scope, **options):
    return [label.replace(INDENT, "-") for _, label in choices_for_filter(*scope, **options)]


def test_the_choices_are_a_tree_in_alphabetical_order_accents_or_not(academy):
    TerritoryFactory(name="Ailleurs")

    assert labels(academy) == [
        "Académie", "-Écluse", "--Abbeville", "--Zébuville", "-Vaux", "--Midi",
    ]  # fmt: skip


def test_the_choices_may_stop_at_some_kinds(academy):
    assert labels(academy, kinds=[Kind.DEPARTMENT]) == ["Écluse", "Vaux"]


def test_a_choice_is_worth_the_key_of_its_territory(academy):
    assert choices_for_filter(academy)[0] == (str(academy.pk), "Académie")


def test_the_choices_cost_one_query_however_many(academy, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            choices_for_filter(academy)
        TerritoryFactory.create_batch(5, parent=academy)
