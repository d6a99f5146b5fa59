import pytest

from arpent.sheets import read_sheet
from arpent.sheets.tests.pages import edited, plan, read, saved


def marks(cell: str) -> list[bool]:
    return [item.highlighted for item in read(plan(f"x|{cell}|y|z|t")).plan[0].steps]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<b>un</b>", [True]),
        ("<strong>un</strong> :", [True]),
        ("<b>un</b> deux", [False]),
        ("<ul><li><b>un</b></li><li>deux</li></ul>", [True, False]),
        ("<b>- un<br>- deux</b><br>- trois", [True, True, False]),
        ("▶ <b>un</b>", [True]),
        ('<span style="color: rgb(0, 176, 80)">un</span>', [True]),
        ('<span style="font-weight:700">un</span>', [True]),
        ('<span style="color:#ff0000">un</span>', [False]),
        ("<u>un</u> <i>deux</i>", [False]),
    ],
)
def test_an_item_is_highlighted_when_the_whole_of_it_is(cell: str, expected: list[bool]) -> None:
    assert marks(cell) == expected


def test_a_header_in_bold_highlights_nothing() -> None:
    titles = "<b>Leviers</b>|<b>Actions</b>|<b>Qui</b>|<b>Quand</b>|<b>Mesure</b>"
    row = read(plan("a|b|c|d|e", header=titles)).plan[0]
    assert not any(item.highlighted for item in [*row.levers, *row.steps, *row.indicators])


def test_a_column_typed_in_bold_is_a_way_of_typing_and_is_told() -> None:
    sheet = read(plan(*["<b>a</b>|b|c|d|e"] * 3))
    assert not any(item.highlighted for row in sheet.plan for item in row.levers)
    assert [("gras" in one.message, "quoi" in one.where.lower()) for one in sheet.warnings] == [
        (True, True)
    ]


def test_a_column_marked_by_name_stays_highlighted() -> None:
    cell = '<span class="souligne"><b>a</b></span>|b|c|d|e'
    sheet = read(plan(*[cell] * 3))
    assert all(item.highlighted for row in sheet.plan for item in row.levers)
    assert sheet.warnings == ()


def test_the_page_google_docs_wraps_in_a_bold_that_is_not_bold_highlights_nothing() -> None:
    page = '<b style="font-weight:normal;" id="docs-internal-guid-1">' + plan("a|b|c|d|e") + "</b>"
    assert not any(item.highlighted for item in read(page).plan[0].steps)


def test_a_green_run_of_word_is_highlighted() -> None:
    document = edited(
        saved(plan("vert|b|c|d|e"), "docx"),
        "word/document.xml",
        '<w:r><w:t xml:space="preserve">vert</w:t></w:r>',
        '<w:r><w:rPr><w:color w:val="00B050"/></w:rPr><w:t>vert</w:t></w:r>',
    )
    row = read_sheet(document).plan[0]
    assert [item.highlighted for item in (*row.levers, *row.steps)] == [True, False]
