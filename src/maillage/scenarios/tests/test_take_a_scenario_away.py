"""A scenario as files: read back by what opens them, and never a formula."""

import csv
import io
import json
import zipfile

import pyarrow.parquet as pq
import pypdf
import pytest
from django.urls import reverse
from shapely import from_wkb

from maillage.scenarios.tests.factories import ScenarioFactory, commune, outcome, place

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("x")'


@pytest.fixture
def scenario():
    places = [
        place("Ouverte", was_open=True, connects=True, at=(-0.9, 47.1)),
        place(FORMULA, slots={"saturday": True, "evening": False}, seats=12, pupils=20.0),
    ]
    communes = [
        commune("99001", 30.0, is_reached=True, was_reached=True),
        commune("99002", 20.0, is_reached=True, place=1, at=[-1.1, 47.2]),
        commune("99003", 10.5, is_reached=False, place=None, metres=None),
    ]
    return ScenarioFactory(
        published=True,
        outcome=outcome(places=places, communes=communes, hidden=["Rochevive"]),
    )


@pytest.fixture
def take(client, scenario):
    def get(file_format):
        return client.get(reverse("scenarios:data", args=[scenario.pk, file_format]))

    return get


def test_the_csv_reads_back_with_its_commas_and_without_a_formula(take):
    sent = take("csv")

    assert sent["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["etat"] for row in rows] == ["deja_ouvert", "a_ouvrir", "atteinte", "atteinte",
                                             "reste"]  # fmt: skip
    opened = rows[1]
    assert opened["nom"] == "'" + FORMULA
    assert (opened["longitude"], opened["eleves"]) == ("-1,0", "20,0")
    assert (opened["samedi"], opened["soir"], opened["mercredi"]) == ("oui", "non", "")
    assert (opened["wifi_ou_postes"], opened["places"]) == ("", "12")
    assert rows[4]["eleves"] == "10,5"
    assert rows[4]["lieu_le_plus_proche"] == ""


def test_the_geojson_is_a_collection_of_points_with_what_was_asked(take):
    told = json.loads(take("geojson").content)

    assert told["type"] == "FeatureCollection"
    assert told["demande"]["objective"] == "reach"
    assert told["preuve"]["is_proved"] is True
    assert told["masquees"] == ["Rochevive"]
    assert [each["geometry"]["coordinates"] for each in told["features"][:2]] == [
        [-0.9, 47.1], [-1.0, 47.0],
    ]  # fmt: skip
    assert told["features"][1]["properties"]["wifi_ou_postes"] is None


def test_the_geoparquet_reads_back_row_by_row(take):
    table = pq.read_table(io.BytesIO(take("parquet").content))

    rows = table.to_pylist()
    about = json.loads(table.schema.metadata[b"geo"])
    assert about["version"] == "1.1.0"
    assert about["columns"]["geometry"]["bbox"] == [-1.1, 47.0, -0.9, 47.2]
    assert [row["etat"] for row in rows].count("atteinte") == 2
    assert from_wkb(rows[3]["geometry"]).coords[0] == (-1.1, 47.2)
    assert rows[4]["eleves_haut"] == 21.0
    assert rows[1]["samedi"] is True


def test_the_documents_say_the_places_the_communes_and_what_it_is_worth(take):
    with zipfile.ZipFile(io.BytesIO(take("docx").content)) as document:
        words = document.read("word/document.xml").decode()
    assert "Commune" in words
    assert "HYPERLINK" in words
    pages = pypdf.PdfReader(io.BytesIO(take("pdf").content)).pages
    told = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for said in ("Commune 99003", "Aucun choix ne fait mieux", "Rochevive", "Lieux à ouvrir"):
        assert said in told


def test_an_unknown_format_or_a_scenario_that_one_may_not_read_is_not_there(client, take):
    assert take("xlsx").status_code == 404
    hidden = ScenarioFactory()
    for file_format in ("csv", "pdf"):
        address = reverse("scenarios:data", args=[hidden.pk, file_format])
        assert client.get(address).status_code == 404
