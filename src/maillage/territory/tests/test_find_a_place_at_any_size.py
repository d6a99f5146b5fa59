"""Twenty thousand places cost what twenty do: three queries, each through an index."""

import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.territory.enums import Kind, SchoolKind
from maillage.territory.models import Postcode, School, Territory
from maillage.territory.names import folded_name, folded_school
from maillage.territory.queries import find_places
from maillage.territory.tests.factories import TerritoryFactory, uai
from maillage.toolbox.tests.pace import counting

pytestmark = pytest.mark.django_db
TOWNS, SCHOOLS = 6_000, 14_000
BEGINNINGS = ("Saint-Aubrin", "Montfer", "Villeneuve", "Roche", "Fontaine", "Le Marais")
PATRONS = ("Jeanne-Barret", "du Moulin", "des Roseaux", "Ada-Lovelace", "de la Digue")
TYPED = [
    "Villeneuve-sur-Lune-4994",
    "villen",
    "sa",
    "Le Marais",
    "Le Marais (2A)",
    "École",
    "école primaire publique",
    "collège jeanne barret",
    "collège des roseaux, montfer sur lune 1",
    "jeanne barret",
    "20123",
    "20004",
    "2A004",
    uai(12_345),
]
# Two hundred names are then compared one by one.
MISSPELT = ["Montfer-sur-Lyne-1001", "Villenueve-sur-Lune-4994"]


@pytest.fixture
def country():
    departments = [TerritoryFactory(department=True, code=code) for code in ("20", "2A", "2B")]
    towns = []
    for rank in range(TOWNS):
        begins = BEGINNINGS[rank % len(BEGINNINGS)]
        name = begins if begins == "Le Marais" else f"{begins}-sur-Lune-{rank}"
        towns.append(
            Territory(
                kind=Kind.COMMUNE,
                code=f"2{'0AB'[rank % 3]}{rank:04d}"[:6],
                name=name,
                parent=departments[rank % 3],
                folded=folded_name(name),
            )
        )
    Territory.objects.bulk_create(towns)
    for town in towns:
        town.path = town.path_under(town.parent)
    Territory.objects.bulk_update(towns, ["path"], batch_size=500)
    Postcode.objects.bulk_create(
        Postcode(code=f"{20_000 + rank % 900:05d}", territory=town)
        for rank, town in enumerate(towns)
    )
    schools = []
    for rank in range(SCHOOLS):
        is_college = rank % 10 == 0
        name = f"{'Collège' if is_college else 'École primaire publique'} {PATRONS[rank % 5]}"
        town = towns[rank % TOWNS]
        schools.append(
            School(
                uai=uai(rank),
                name=name,
                kind=SchoolKind.COLLEGE if is_college else SchoolKind.SCHOOL,
                territory=town,
                folded=folded_school(name, town),
            )
        )
    School.objects.bulk_create(schools)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return departments[1]


def test_each_place_is_found_in_three_queries_through_an_index_however_long(country):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Where an index would serve, the table is not read whole.
            cursor.execute("SET LOCAL enable_seqscan = off")
    for typed in (*TYPED, *MISSPELT):
        for within in (None, country):
            with CaptureQueriesContext(connection) as asked:
                find_places(typed, within=within)
            assert len(asked) <= 3, typed
            for query in asked:
                assert not whole_tables(query["sql"]), (typed, query["sql"])


def whole_tables(sql):
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {sql}")
        plan = "\n".join(str(line[-1]) for line in cursor.fetchall())
    return re.findall(
        r"SCAN territory_(?:territory|school|postcode)(?! USING)(?!_search)\b"
        r"|Seq Scan on territory_\w+",
        plan,
    )


def test_each_place_is_found_in_a_few_thousandths_of_a_second(country):
    unit = counting()
    limits = dict.fromkeys(TYPED, 1.5 * unit) | dict.fromkeys(MISSPELT, 3 * unit)
    spent = {typed: min(seconds(typed) for _ in range(5)) for typed in limits}
    assert {typed: spent[typed] for typed in limits if spent[typed] >= limits[typed]} == {}


def seconds(typed):
    began = time.process_time()
    find_places(typed)
    return time.process_time() - began
