"""`/donnees/`: whoever takes a part of what is published knows what it is; nobody is told apart."""

import csv
import io
import json

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.accounts.tests.factories import UserFactory
from maillage.exchange.columns import NAMES
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.actions import withdraw_retex
from maillage.voices.enums import PointKind, Profile, RetexState
from maillage.voices.tests.factories import (
    PointFactory,
    RetexFactory,
    ThemeFactory,
    VoiceFactory,
    WorkshopFactory,
)
from maillage.voices.tests.pages import page_weight, read, words

pytestmark = pytest.mark.django_db
HOME, TABLE = "/donnees/", "/donnees/retours.csv"


@pytest.fixture
def theme():
    return ThemeFactory(number=1)


@pytest.fixture
def department(theme):
    return TerritoryFactory(
        department=True, code="D91", name="Val-de-Brume", parent=theme.consultation.territory
    )


def rows(client, asked=""):
    answer = client.get(f"{TABLE}{asked}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))


def told(client, asked=""):
    return words(read(client.get(f"{HOME}{asked}")))


def test_the_filters_of_the_list_cut_the_file_and_the_page_says_how_many(client, theme, department):
    other = ThemeFactory(consultation=theme.consultation, number=2)
    here = VoiceFactory.create_batch(5, theme=theme, territory=department, profile=Profile.PUPIL)
    VoiceFactory.create_batch(6, theme=other, territory=None, folded="le bac")
    PointFactory(workshop=None, kind=PointKind.STRENGTH, about=here[:2])

    for asked, count in (
        ("", 11),
        ("?thematique=2", 6),
        ("?territoire=department-D91", 5),
        ("?profil=pupil", 5),
        ("?source=web", 11),
        ("?nature=strength", 2),
        ("?q=bac", 6),
        ("?thematique=2&profil=parent", 6),
        ("?thematique=1&profil=parent", 0),
    ):
        assert len(rows(client, asked)) == count, asked
        said = f" : {count} témoignage{'s' if count > 1 else ''}."
        assert said in told(client, asked), (asked, told(client, asked)[:900])
    page = client.get(f"{HOME}?profil=pupil").content.decode()
    assert f'href="{TABLE}?profil=pupil"' in page
    assert 'href="/donnees/retours.jsonl.gz?profil=pupil"' in page


def test_fewer_than_five_are_not_singled_out_whoever_asks(client, theme, department):
    town = TerritoryFactory(code="91001", name="Lanterres", parent=department)
    VoiceFactory.create_batch(5, theme=theme, territory=town)
    VoiceFactory(theme=theme, territory=town, profile=Profile.OPERATOR, text="Secret")
    workshop = WorkshopFactory(theme=theme, territory=town, published=True)
    RetexFactory(workshop=workshop, text="À la table", profile=Profile.OPERATOR)

    for asked in ("?profil=operator", f"?territoire={town.kind}-91001"):
        assert [row["recit"] for row in rows(client, asked)] == ["À la table"]
        assert "moins de cinq" in told(client, asked)
    client.force_login(UserFactory(is_superuser=True))
    assert [row["recit"] for row in rows(client, "?profil=operator")] == ["À la table"]
    assert len(rows(client)) == 7


def test_what_did_not_change_is_not_sent_again(client, theme):
    voice = VoiceFactory(theme=theme)
    VoiceFactory(theme=theme, state=RetexState.RECEIVED)
    first = client.get(TABLE)
    assert len(rows(client)) == 1
    again = {"headers": {"if-none-match": first["ETag"]}}
    with CaptureQueriesContext(connection) as asked:
        assert client.get(TABLE, **again).status_code == 304
    assert not [each for each in asked if "voices_retex" in each["sql"]]
    assert client.get(f"{TABLE}?profil=parent", **again).status_code == 200
    assert client.get("/donnees/retours.json", **again).status_code == 200

    withdraw_retex(retex=voice, acting_user=None)
    assert client.get(TABLE, **again).status_code == 200
    assert rows(client) == []


def test_the_page_and_the_schema_are_not_sent_again_either(client, theme):
    for address in (HOME, reverse("exchange:schema")):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304, address


def test_the_schema_describes_each_column_as_the_specification_asks(client, theme):
    schema = json.loads(client.get(reverse("exchange:schema")).content)
    assert [field["name"] for field in schema["fields"]] == list(NAMES)
    assert schema["primaryKey"] in NAMES
    assert schema["missingValues"] == [""]
    for field in schema["fields"]:
        assert field["type"] in {"string", "integer", "date"}
        assert field["description"]
        assert field.get("constraints", {}).keys() <= {
            "required", "unique", "enum", "pattern", "minimum",
        }  # fmt: skip
    english = client.get(reverse("exchange:schema"), headers={"accept-language": "en"})
    assert json.loads(english.content) == schema


def test_what_leaves_answers_to_its_schema(client, theme, department):
    VoiceFactory(theme=theme, territory=department)
    VoiceFactory(theme=None, territory=None, consultation=theme.consultation)
    schema = json.loads(client.get(reverse("exchange:schema")).content)
    for row in rows(client):
        for field in schema["fields"]:
            said, rules = row[field["name"]], field.get("constraints", {})
            assert said or not rules.get("required"), field
            assert not said or said in rules.get("enum", [said]), field
            assert field["type"] != "integer" or not said or int(said) >= 0


def test_the_licence_and_the_day_are_told(client, theme):
    VoiceFactory(theme=theme)
    page = read(client.get(HOME))
    (licence,) = page.findall(".//a[@rel='license']")
    assert "etalab" in licence.attrib["href"]
    assert "Le dernier a été reçu le" in words(page)
    assert 'rel="license"' in client.get(TABLE)["Link"]


def test_the_page_is_light_and_costs_the_same_however_many(client, theme, department):
    counts = []
    for _ in range(2):
        VoiceFactory.create_batch(12, theme=theme, territory=department)
        for kept in ("pages", "minute"):
            caches[kept].clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(HOME)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8
    assert page_weight(answer) <= 20_000


def test_another_consultation_is_taken_whole(client, theme):
    older = ThemeFactory(number=1)
    older.consultation.opened_at = theme.consultation.opened_at.replace(year=2020)
    older.consultation.save()
    VoiceFactory(theme=older, text="Jadis")
    VoiceFactory.create_batch(2, theme=theme)
    asked = f"?consultation={older.consultation.slug}"
    assert [row["recit"] for row in rows(client, asked)] == ["Jadis"]
    assert "<select" not in client.get(f"{HOME}{asked}").content.decode()
