"""What is published leaves in open formats, says no more than the pages, and comes back."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillage.accounts.tests.factories import UserFactory
from maillage.audit.models import Entry
from maillage.exchange.actions import import_batch, keep_batch
from maillage.exchange.exports import written
from maillage.exchange.guard import neutralised, restored
from maillage.exchange.queries import published
from maillage.exchange.references import pk_of, reference_of
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.enums import PointKind, RetexState
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
    response = client.get(reverse(name, args=[file_format]))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


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


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_that_comes_back_is_the_same_export(
    client, voice, theme, settings, tmp_path, file_format
):
    settings.MEDIA_ROOT = tmp_path
    first = content(client, file_format)
    consultation = theme.consultation

    def bring():
        name = f"a.{file_format}"
        batch = keep_batch(consultation=consultation, name=name, pieces=[first], acting_user=None)
        return import_batch(batch=batch, publish=True, acting_user=None)

    assert (bring().added, Retex.objects.count()) == (0, 1), "it is there already"

    settings.SECRET_KEY = "another installation " * 4
    Retex.objects.all().delete()
    assert bring().added == 1
    again = b"".join(written(published(consultation), file_format))
    if file_format != "xlsx":  # a workbook holds the time at which it was made
        assert again == first
    assert bring().added == 0


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_a_longer_list_costs_no_more_statements_up_to_a_thousand(client, theme, file_format):
    counts = []
    for _ in range(2):
        VoiceFactory.create_batch(15, theme=theme)
        with CaptureQueriesContext(connection) as asked:
            content(client, file_format)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


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
