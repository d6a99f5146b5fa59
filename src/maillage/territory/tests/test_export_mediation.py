"""What we hold of places, in the national schema: valid by it, and loaded back as it left."""

import csv
import json
import re

import pytest
from django.core.management import CommandError, call_command
from tests import public_files as samples
from tests.public_files import GIVEN

from maillage.territory.analysis import BY_NAME
from maillage.territory.loading_datasets import rows_of

pytestmark = pytest.mark.django_db

SERVICES = """\
id_fs;insee_dep;lib_fs;adresse;insee_com;code_postal;lib_com;latitude;longitude;mail;\
telephone;h_lundi;h_mardi;h_mercredi;h_jeudi;h_vendredi;h_samedi;format_fs
7;99;France services;1 rue du Cèdre;99001;99100;Brumeval;47.05;-0.95;fs@brumeval.example;\
02 40 97 35 23;08:30 - 12:30 / 14:00 - 17:00;;08:30 - 12:30;;;;Itinérante
8;99;Sans adresse;;99001;99100;Brumeval;47.05;-0.95;;;;;;;;;Fixe
"""
LIBRARIES = """\
code_bib;libelle1;type_adresse;code_departement;insee;cp;ville;voie;latitude;longitude;\
connexion_wi_fi
L1;Médiathèque « du Marais »;Bâtiment ouvert;99;99001;99100;Brumeval;"2, place; du Marché";\
47,05;-0,95;Oui
L2;Réserve;Bâtiment fermé;99;99001;99100;Brumeval;3 rue Haute;47,05;-0,95;Non
"""


@pytest.fixture
def places(tmp_path):
    for name, content in (
        ("liste-fs-20240801.csv", SERVICES),
        ("bibliotheques-2023.csv", LIBRARIES),
        ("mediation.csv", samples.table(BY_NAME["mediation-numerique"], many=3)),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        call_command("territory", "load", str(tmp_path / name))
    return tmp_path


def export(folder, department="99", name="lieux.csv"):
    call_command("territory", "export", department, "--mediation", "-o", str(folder / name))
    return folder / name


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_libraries_and_france_services_are_places_of_the_schema(places, capsys):
    rows = {row["id"]: row for row in read(export(places))}
    assert list(rows) == ["L0", "L1", "L2", "bib-L1", "fs-7"]
    library, service = rows["bib-L1"], rows["fs-7"]
    assert library["adresse"] == "2, place; du Marché"
    assert (library["typologie"], library["services"]) == (
        "BIB", "Accès internet et matériel informatique",
    )  # fmt: skip
    assert service["telephone"] == "+33240973523"
    assert service["horaires"] == "Mo 08:30-12:30,14:00-17:00; We 08:30-12:30"
    assert (service["itinerance"], service["date_maj"]) == ("Itinérant", "2024-08-01")
    printed = capsys.readouterr()
    assert "5 lieux" in printed.out
    assert "laissé : Sans adresse" in printed.err


def test_what_is_exported_comes_back_identical(places):
    first = export(places)
    call_command("territory", "load", str(first), replace=True)
    assert {row["id"] for row in rows_of("mediation-numerique", "99")} == {
        row["id"] for row in read(first)
    }
    assert export(places, name="again.csv").read_bytes() == first.read_bytes()


def test_where_there_is_nothing_nothing_is_written(tmp_path):
    with pytest.raises(CommandError, match="Aucun lieu") as refused:
        export(tmp_path)
    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def assert_valid(rows, schema):
    """By the rules of Frictionless that this schema uses."""
    assert list(rows[0]) == [field["name"] for field in schema["fields"]]
    for field in schema["fields"]:
        rules, values = field.get("constraints", {}), [row[field["name"]] for row in rows]
        assert all(values) or not rules.get("required"), field["name"]
        assert not rules.get("unique") or len(set(values)) == len(values)
        for value in filter(None, values):
            # Their patterns are written for any part of the value to fit.
            assert re.search(rules.get("pattern", ""), value), (field["name"], value)
            assert len(value) <= rules.get("maxLength", 10**6)
            if field["type"] == "number":
                float(value)
            elif field["type"] == "date":
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", value)


@pytest.mark.skipif(GIVEN is None, reason="the public files are not beside this checkout")
def test_what_is_exported_is_valid_by_the_published_schema(places):
    schema = json.loads(
        (GIVEN / "formats" / "mediation-numerique_schema_v1.0.2_tableschema.json").read_text()
    )
    assert_valid(read(export(places)), schema)
    example = GIVEN / "formats" / "mediation-numerique_schema_v1.0.2.REAL.csv"
    call_command("territory", "load", str(example))
    (theirs,), (ours,) = read(example), read(export(places, "51"))
    assert_valid([ours], schema)
    assert ours == theirs


@pytest.mark.skipif(GIVEN is None, reason="the public files are not beside this checkout")
def test_the_places_of_loire_atlantique_are_valid_by_the_schema(tmp_path):
    call_command("territory", "load", str(GIVEN / "access_points"))
    schema = json.loads(
        (GIVEN / "formats" / "mediation-numerique_schema_v1.0.2_tableschema.json").read_text()
    )
    rows = read(export(tmp_path, "44"))
    assert_valid(rows, schema)
    assert sum(row["typologie"] == "RFS" for row in rows) == 33
    assert sum(row["typologie"] == "BIB" for row in rows) > 200
