"""The national sheet comes in, stands on its page and leaves, without a word lost."""

import pytest
from django.urls import reverse

from maillage.synthesis import analysis, exports, queries
from maillage.synthesis.actions import Destination, import_sheet
from maillage.synthesis.tests.national import (
    ADDED,
    ITEMS,
    national_sheet,
    national_workshop,
    needs_the_file,
)

pytestmark = [pytest.mark.django_db, needs_the_file]


def test_its_items_are_all_added_and_all_leave_again(consultation):
    told = national_sheet()

    report = import_sheet(
        sheet=told,
        file_name="thematique-1.md",
        destination=Destination(consultation=consultation, title="Thématique 1"),
        acting_user=None,
    )

    assert [change["what"] for change in report.changes] == ["added"] * ADDED
    assert analysis.digest(queries.sheet_of(report.workshop)) == analysis.digest(told)


def test_a_second_import_changes_nothing(consultation):
    national_workshop(consultation)

    report = import_sheet(
        sheet=national_sheet(),
        file_name="thematique-1.md",
        destination=Destination(
            **{"consultation": consultation}
            | queries.guess_destination(national_sheet(), "autre nom", consultation, None)
        ),
        acting_user=None,
    )

    assert report.is_unchanged


@pytest.mark.parametrize("extension", ["docx", "odt", "html", "md", "txt", "json"])
def test_it_reads_back_identical_from_each_format(client, consultation, extension):
    workshop = national_workshop(consultation)

    document = exports.document(workshop, extension)

    read = analysis.read(document.content, name=document.file_name)
    assert analysis.digest(read) == analysis.digest(national_sheet())


def test_its_page_says_every_item_at_the_cost_of_six_queries(
    client, consultation, django_assert_max_num_queries
):
    workshop = national_workshop(consultation)
    with django_assert_max_num_queries(6):
        page = client.get(reverse("synthesis:sheet", args=[workshop.slug]))

    shown = [
        item
        for section in page.context["sections"]
        for row in section["rows"]
        for column in row["columns"]
        for item in column["items"]
    ]
    assert len(shown) == ITEMS
