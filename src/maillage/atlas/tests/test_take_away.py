"""Each table as CSV and GeoJSON: all its lines, what is hidden said hidden, and nothing of it."""

import csv
import io
import json

import pytest

from maillage.territory.actions import load_dataset
from maillage.territory.tests.factories import (
    EstimateFactory,
    EstimateLineFactory,
    SchoolFactory,
    SketchFactory,
    TerritoryFactory,
)
from maillage.territory.tests.test_sketches import _contours

pytestmark = pytest.mark.django_db


@pytest.fixture
def estimate():
    return EstimateFactory(territory=TerritoryFactory(department=True, code="44", name="Loire"))


def _commune(estimate, code, name, **figures):
    town = TerritoryFactory(code=code, name=name, parent=estimate.territory)
    return EstimateLineFactory(estimate=estimate, territory=town, **figures)


def _csv(client, name):
    answer = client.get(f"/carte/44/{name}.csv")
    assert answer.status_code == 200
    sent = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(sent), delimiter=";"))


def _geojson(client, name):
    answer = client.get(f"/carte/44/{name}.geojson")
    assert answer.headers["Content-Type"] == "application/geo+json"
    return json.loads(answer.getvalue())


def test_a_table_is_taken_whole_with_its_method_and_its_licence(client, estimate):
    for number in range(25):
        _commune(estimate, f"440{number:02d}", f"Ville {number}", rank=number)

    rows = _csv(client, "communes")

    assert len(rows) == 25
    first = rows[0]
    assert (first["nom"], first["etat"]) == ("Ville 0", "dit")
    told = [first[name] for name in ("sans_solution", "au_moins", "au_plus", "pour_100_eleves")]
    assert told == ["30.0", "10.0", "50.0", "15.0"]
    assert (first["methode"], first["licence"]) == ("commune", "Licence Ouverte 2.0")
    assert first["sources"] == "Débits filaires des communes 2026T1"


def test_what_is_hidden_is_said_hidden_and_holds_no_figure(client, estimate):
    _commune(estimate, "44001", "Le Hameau", hidden=True)
    unknown = {"pupils": None, "without": None, "low": None, "high": None, "residents": None}
    _commune(estimate, "44002", "Le Port", **unknown)

    rows = {row["nom"]: row for row in _csv(client, "communes")}

    assert rows["Le Hameau"]["etat"] == "masque"
    assert rows["Le Port"]["etat"] == "absent"
    figures = ("sans_solution", "au_moins", "au_plus", "pour_100_eleves", "y_habitent")
    assert {row[name] for row in rows.values() for name in figures} == {""}
    feature = _geojson(client, "communes")["features"][0]
    assert {feature["properties"][name] for name in figures} == {None}


def test_a_name_is_never_a_formula(client, estimate):
    _commune(estimate, "44001", "=1+1")

    assert _csv(client, "communes")[0]["nom"] == "'=1+1"


def test_a_commune_has_its_contour(client, estimate, tmp_path):
    path = tmp_path / "contours.geojson"
    path.write_text(_contours("44001"))
    load_dataset(path=path, acting_user=None)
    _commune(estimate, "44001", "Bruneval")
    _commune(estimate, "44002", "Sans contour")

    features = {
        each["properties"]["nom"]: each for each in _geojson(client, "communes")["features"]
    }

    assert features["Bruneval"]["geometry"]["type"] == "MultiPolygon"
    assert features["Bruneval"]["geometry"]["coordinates"][0][0][0] == [-1.5, 47.2]
    assert features["Sans contour"]["geometry"] is None


def test_a_school_has_its_point(client, estimate):
    school = SchoolFactory(uai="0440001M")
    EstimateLineFactory(estimate=estimate, school=school)
    SketchFactory(around={"schools": {"0440001M": [600, 440]}})

    [feature] = _geojson(client, "etablissements")["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [-1, 47.5]}


def test_white_zones_are_taken_too(client, estimate):
    SketchFactory(codes=["44001"], networks={"44001": [3, 5, 92]})
    TerritoryFactory(code="44001", name="La Blanche", parent=estimate.territory)

    [row] = _csv(client, "zones-blanches")

    told = [row[name] for name in ("nom", "aucun_operateur", "un_ou_deux", "trois_ou_plus")]
    assert told == ["La Blanche", "3", "5", "92"]


def test_operators_have_no_place(client, estimate):
    EstimateLineFactory(estimate=estimate, about="operator", territory=None, code="O", name="O")

    [feature] = _geojson(client, "operateurs")["features"]

    assert feature["geometry"] is None


@pytest.mark.parametrize("name", ["communes.pdf", "autre.csv"])
def test_what_is_no_table_is_not_found(client, estimate, name):
    assert client.get(f"/carte/44/{name}").status_code == 404


def test_the_address_of_a_table_is_written_beside_it(client, estimate):
    _commune(estimate, "44001", "Bruneval")

    assert b"/carte/44/communes.csv" in client.get("/carte/44/communes/").content
