import pytest
from django.db import connection

from maillage.territory import queries
from maillage.territory.models import Territory, path_range
from maillage.territory.tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def brumeval():
    """Academy > two departments > communes, and a stranger beside."""
    academy = TerritoryFactory(academy=True)
    here = TerritoryFactory(department=True, parent=academy)
    there = TerritoryFactory(department=True, parent=academy)
    return {
        "academy": academy,
        "here": here,
        "there": there,
        "town": TerritoryFactory(parent=here),
        "village": TerritoryFactory(parent=there),
        "stranger": TerritoryFactory(department=True),
    }


def test_a_territory_holds_itself_and_everything_below(brumeval):
    inside = set(queries.within(brumeval["academy"]))

    assert inside == {brumeval[key] for key in ("academy", "here", "there", "town", "village")}
    assert set(queries.within(brumeval["here"])) == {brumeval["here"], brumeval["town"]}
    assert set(queries.within(brumeval["town"])) == {brumeval["town"]}


def test_a_neighbour_whose_key_begins_with_the_same_digits_is_not_inside():
    first = TerritoryFactory(pk=12, academy=True)
    TerritoryFactory(pk=120, academy=True)
    TerritoryFactory(pk=1_200_000, academy=True)

    assert list(queries.within(first)) == [first]


def test_the_ancestors_of_a_territory_come_from_the_widest(brumeval):
    assert list(queries.ancestors(brumeval["town"])) == [brumeval["academy"], brumeval["here"]]
    assert list(queries.ancestors(brumeval["academy"])) == []


def test_covering_asks_nothing_of_the_database(brumeval, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert brumeval["academy"].covers(brumeval["town"])
        assert brumeval["town"].covers(brumeval["town"])
        assert not brumeval["town"].covers(brumeval["academy"])
        assert not brumeval["here"].covers(brumeval["village"])
        assert not Territory(name="Pas encore enregistré").covers(brumeval["town"])


@pytest.mark.parametrize(
    ("places", "shared"),
    [
        (["town", "village"], "academy"),
        (["town", "here"], "here"),
        (["town"], "town"),
        (["town", "stranger"], None),
        ([], None),
    ],
)
def test_the_common_ancestor_is_the_narrowest_that_holds_them_all(brumeval, places, shared):
    found = queries.common_ancestor(brumeval[place] for place in places)

    assert found == (brumeval[shared] if shared else None)


def test_looking_below_a_territory_uses_the_index():
    territory = TerritoryFactory(academy=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # On a table of one row the planner reads the table: forbid that to see the index.
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = queries.within(territory).order_by().explain()

    assert "territory_by_path" in plan
    assert "SCAN" not in plan
    if connection.vendor == "postgresql":
        assert "Index Cond" in plan
    else:
        assert "(path>? AND path<?)" in plan


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite compares bytes; PostgreSQL follows a language"
)
@pytest.mark.parametrize("collation", ["C", "en-US-x-icu", "fr-FR-x-icu", "und-x-icu"])
def test_the_range_of_a_path_is_the_same_in_every_language(collation):
    top = TerritoryFactory(pk=7, academy=True)
    below = TerritoryFactory(pk=71, parent=top)
    TerritoryFactory(pk=70, academy=True)
    TerritoryFactory(pk=8, academy=True)
    lower, upper = (value for _, value in path_range(top.path).children)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM territory_territory "  # noqa: S608
            f'WHERE path COLLATE "{collation}" >= %s AND path COLLATE "{collation}" < %s',
            [lower, upper],
        )
        assert {key for (key,) in cursor.fetchall()} == {top.pk, below.pk}
