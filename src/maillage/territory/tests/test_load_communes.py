"""The code of geography gives our tree what it lacks, and moves nothing of what is there."""

import pytest

from maillage.territory.actions import load_dataset
from maillage.territory.enums import Kind
from maillage.territory.loading_communes import lacking
from maillage.territory.models import Postcode, School, Territory
from maillage.territory.tests.factories import TerritoryFactory
from maillage.territory.tests.test_load_datasets import write

pytestmark = pytest.mark.django_db


def test_an_empty_tree_takes_a_departement_and_its_communes(tmp_path):
    load_dataset(path=write(tmp_path, "communes"), acting_user=None)

    department = Territory.objects.get(kind=Kind.DEPARTMENT)
    assert (department.code, department.name, department.parent) == ("99", "Département 99", None)
    communes = Territory.objects.below(department.path).filter(kind=Kind.COMMUNE)
    assert sorted(communes.values_list("code", flat=True)) == [f"99{n:03d}" for n in range(1, 13)]


def test_what_is_there_stays_where_it_was_put(tmp_path):
    academy = TerritoryFactory(academy=True)
    department = TerritoryFactory(department=True, code="99", name="Brume", parent=academy)
    agglomeration = TerritoryFactory(epci=True, parent=department)
    commune = TerritoryFactory(code="99001", name="Brumeval", parent=agglomeration)

    load_dataset(path=write(tmp_path, "communes"), acting_user=None)

    for kept, parent in ((department, academy), (commune, agglomeration)):
        was = (kept.name, kept.path)
        kept.refresh_from_db()
        assert (kept.name, kept.path, kept.parent) == (*was, parent)
    assert Territory.objects.filter(kind=Kind.COMMUNE, parent=department).count() == 11


def test_schools_that_came_before_their_communes_are_there_when_these_come(tmp_path):
    load_dataset(path=write(tmp_path, "annuaire-education"), acting_user=None)
    assert not School.objects.exists()

    told = load_dataset(path=write(tmp_path, "communes"), acting_user=None)

    assert School.objects.count() == Postcode.objects.count() == 12
    assert [fed["created"] for fed in told.fed] == [13, 12, 12]


def test_departements_bear_their_names():
    rows = [
        {"code": "2A004", "kind": "commune", "department": "2A", "name": "Ajaccio"},
        {"code": "2A900", "kind": "former", "department": "2A", "name": "Ancienne"},
    ]

    assert [(row["code"], row["name"]) for row in lacking(rows)] == [
        ("2A", "Corse-du-Sud"),
        ("2A004", "Ajaccio"),
    ]
