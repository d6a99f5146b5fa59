"""What is published leaves in open formats, says no more than the pages, and comes back."""

import csv
import gzip
import io
import json

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.exchange.actions import import_batch, keep_batch
from maillage.exchange.references import pk_of, reference_of
from maillage.territory.tests.factories import TerritoryFactory
from maillage.toolbox.guard import neutralised, restored
from maillage.voices.enums import PointKind, Profile, RetexState, Source
from maillage.voices.models import Retex
from maillage.voices.tests.factories import PointFactory, ThemeFactory, VoiceFactory

FORMATS = ("csv", "json", "jsonl", "xlsx")


@pytest.fixture
def theme(db):
    return ThemeFactory(number=1)


@pytest.fixture
def voice(theme):
    department = TerritoryFactory(
        department=True, code="D91", name="Val-de-Brume", parent=theme.consultation.territory
    )
    town = TerritoryFactory(name="Lanterres", parent=department)
    voice = VoiceFactory(
        theme=theme, territory=town, title="=cmd|calc", text="Deux\nlignes ; et « ça »", links=[]
    )
    PointFactory(workshop=None, kind=PointKind.IRRITANT, text="+33 ne capte pas", about=[voice])
    return voice


def content(client, file_format, name="exchange:published"):
    if file_format.endswith(".gz"):
        name, file_format = "exchange:packed", file_format.removesuffix(".gz")
    response = client.get(reverse(name, args=[file_format]))
    assert response.status_code == 200
    return response.getvalue()


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_whatever_leaves_a_cell_comes_back_as_it_was(text):
    assert restored(neutralised(text)) == text
    assert neutralised(text)[:1] not in "=+-@\t\r＝＋－＠" or not text


@given(st.integers(1, 2**62))
def test_a_reference_is_known_again_and_no_other_is(number):
    assert pk_of(reference_of(number)) == number


def test_a_formula_leaves_as_text_and_one_person_is_placed_at_large(client, voice):
    row = next(
        csv.DictReader(io.StringIO(content(client, "csv").decode("utf-8-sig")), delimiter=";")
    )
    assert row["titre"] == "'=cmd|calc"
    assert row["irritants"] == "'+33 ne capte pas"
    assert (row["territoire"], row["lieu"]) == ("department-D91", "Val-de-Brume")
    assert "Lanterres" not in str(row)


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_not_published_does_not_leave(client, voice, theme, file_format):
    VoiceFactory(theme=theme, state=RetexState.RECEIVED, text="Secret")
    told = content(client, file_format)
    assert b"Secret" not in told
    if file_format == "json":
        assert len(json.loads(told)) == 1


NASTY = (
    "=1+1", "+33 6", "-2", "@SOMME(A1)", "\t=1", "'=1", "''+2", "＝1", "'", "'bonjour'", ";", '"',
    '""a"";"', "deux\nlignes\n\n- trois", "a < b et c > d, <b>en gras</b>", "&amp; &lt;",
    "😀 👩‍👩‍👧", "مرحبا، = 1", "e\u0301", "Le car\u00a0: trop\u202ftard", "_x000D_ _x0041_",
    "\u200fשלום", "NULL", "007", "1e5", "2026-01-02", "VRAI", "un\x0b\x1fdeux",
)  # fmt: skip


@pytest.fixture
def nasty(theme, voice):
    for text in NASTY:
        made = VoiceFactory(
            theme=theme, territory=None, title=text.replace("\n", " "), text=text,
            links=["https://a.example/?=1&b=<c>"], language="ar",
        )  # fmt: skip
        PointFactory(workshop=None, kind=PointKind.STRENGTH, text=text.strip(), about=[made])
        PointFactory(workshop=None, kind=PointKind.STRENGTH, text="puis", about=[made])
    VoiceFactory(theme=theme, source=Source.WORKSHOP, profile=Profile.WORKSHOP)


@pytest.mark.parametrize("file_format", [*FORMATS, "csv.gz", "jsonl.gz", "json.gz"])
def test_an_export_that_comes_back_is_the_same_export(
    client, nasty, theme, settings, tmp_path, file_format
):
    settings.MEDIA_ROOT = tmp_path
    first, count = content(client, file_format), Retex.objects.count()
    consultation = theme.consultation

    def bring():
        name = f"a.{file_format}"
        batch = keep_batch(consultation=consultation, name=name, pieces=[first], acting_user=None)
        return import_batch(batch=batch, publish=True, acting_user=None)

    assert (bring().added, Retex.objects.count()) == (0, count), "they are there already"

    settings.SECRET_KEY = "another installation " * 4
    Retex.objects.all().delete()
    assert bring().added == count
    assert content(client, file_format) == first
    assert bring().added == 0


def test_a_workbook_opens_elsewhere_and_holds_text_alone(client, nasty):
    rows = list(openpyxl.load_workbook(io.BytesIO(content(client, "xlsx"))).active.rows)
    assert [cell.value for cell in rows[0]][:2] == ["identifiant", "date"]
    assert len(rows) == Retex.objects.count() + 1
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    assert rows[2][7].value == "'=1+1"


def test_a_packed_file_is_sent_as_it_is(client, voice):
    address = reverse("exchange:packed", args=["csv"])
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer["Content-Type"] == "application/gzip"
    assert "Content-Encoding" not in answer
    assert gzip.decompress(answer.getvalue()) == content(client, "csv")
    assert client.get("/donnees/retours.exe.gz").status_code == 404


@pytest.mark.parametrize("file_format", FORMATS)
def test_nothing_to_say_is_still_a_file(client, theme, file_format):
    told = content(client, file_format)
    assert told if file_format != "jsonl" else told == b""
    assert json.loads(content(client, "json")) == []


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_a_longer_list_costs_no_more_statements_up_to_a_thousand(client, theme, file_format):
    counts = []
    for _ in range(2):
        VoiceFactory.create_batch(15, theme=theme)
        with CaptureQueriesContext(connection) as asked:
            content(client, file_format)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 11


def test_whoever_takes_out_everything_leaves_a_trace_and_needs_the_hat(client, voice, theme):
    everything = reverse("exchange:everything", args=["csv"])
    VoiceFactory(theme=theme, state=RetexState.RECEIVED, text="Pas encore lu")
    assert client.get(everything).status_code == 302
    client.force_login(UserFactory())
    assert client.get(everything).status_code == 403

    client.force_login(UserFactory(analyst_of=theme.consultation.territory))
    assert b"Pas encore lu" in content(client, "csv", "exchange:everything")
    assert Entry.objects.filter(event="exchange.everything.exported").count() == 1


def test_the_page_of_open_data_says_what_each_column_is(client, theme):
    page = client.get(reverse("exchange:home")).content.decode()
    assert "points_forts" in page
    assert client.get("/donnees/retours.exe").status_code == 404
