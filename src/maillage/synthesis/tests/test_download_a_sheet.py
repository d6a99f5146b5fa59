"""A sheet leaves in every format, and comes back identical."""

import json

import pytest
from django.urls import reverse

from maillage.diagnosis.models import Evidence
from maillage.synthesis import analysis, exports, queries
from maillage.synthesis.tests.examples import corrected, imported, sheet
from maillage.voices.actions import publish_workshop
from maillage.voices.models import Workshop

pytestmark = pytest.mark.django_db
READABLE = [each for each in exports.FORMATS if each.extension != "pdf"]


def download(client, workshop, extension):
    return client.get(reverse("synthesis:download", args=[workshop.slug, extension]))


@pytest.fixture
def workshop(consultation, place):
    return publish_workshop(workshop=imported(consultation, territory=place), acting_user=None)


@pytest.mark.parametrize("form", READABLE, ids=lambda form: form.extension)
def test_what_leaves_reads_back_identical(client, workshop, form):
    response = download(client, workshop, form.extension)

    assert response["Content-Type"] == form.content_type
    name = f"{workshop.slug}.{form.extension}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert analysis.read(response.content, name=name) == sheet()


def test_the_document_to_print_is_a_pdf(client, workshop):
    assert download(client, workshop, "pdf").content.startswith(b"%PDF-")


def test_an_unknown_format_does_not_exist(client, workshop):
    assert download(client, workshop, "exe").status_code == 404


def test_the_page_offers_every_format(client, workshop):
    page = client.get(workshop.get_absolute_url()).content.decode()

    for form in exports.FORMATS:
        assert reverse("synthesis:download", args=[workshop.slug, form.extension]) in page


def test_what_was_corrected_in_place_is_what_leaves(client, workshop, consultation):
    imported(consultation, corrected(), workshop=workshop)

    assert json.loads(download(client, workshop, "json").content) == corrected()


def test_an_export_imported_elsewhere_is_the_same_sheet(client, workshop, consultation, place):
    leaving = analysis.read(download(client, workshop, "docx").content, name="a.docx")
    Evidence.objects.all().delete()
    Workshop.objects.all().delete()

    again = imported(consultation, leaving, territory=place)

    assert queries.sheet_of(again) == sheet()


def test_a_row_left_empty_and_a_doubled_line_survive_the_journey(consultation, place):
    odd = sheet()
    odd["diagnosis"].append({"theme": "", "retex": [1, 2], "irritants": [], "strengths": []})
    odd["plan"][0]["steps"] *= 2
    odd["retex"].append({"number": None, "place": "", "accounts": odd["retex"][0]["accounts"] * 2})

    workshop = imported(consultation, odd, territory=place)

    assert queries.sheet_of(workshop) == odd
