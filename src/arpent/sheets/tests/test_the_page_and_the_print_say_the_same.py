import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import html5lib
import pytest
from pypdf import PdfReader

from arpent.sheets import Item, PlanRow, Sheet, Theme, write_sheet


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in {"style", "title", "caption"}

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in {"style", "title", "caption"}

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.seen.append(data)


def letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text.replace("œ", "oe").replace("ﬁ", "fi").replace("ﬂ", "fl"))


@pytest.fixture(scope="module")
def page(sheet: Sheet) -> str:
    return write_sheet(sheet, "html").decode()


@pytest.fixture(scope="module")
def pdf(sheet: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(write_sheet(sheet, "pdf")))


def test_the_page_is_valid_and_accessible(page: str) -> None:
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1
    assert "<title>THEMATIQUE N°3 : Travailler ensemble autrement</title>" in page
    assert page.count("<caption") == page.count("<table") == 3
    assert page.count("<th ") == page.count('<th scope="col"') == 14
    assert "<script" not in page
    assert "http://www" not in page.split("</head>")[0]


def test_levels_of_headings_follow_one_another(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_print_is_tagged_titled_and_in_french(pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).lower().startswith("fr")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "THEMATIQUE N°3 : Travailler ensemble autrement"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_every_word_of_the_page_is_in_the_print(page: str, pdf: PdfReader) -> None:
    reader = Words()
    reader.feed(page)
    words = {word for text in reader.seen for word in text.split() if len(word) > 3}
    printed = letters("".join(one.extract_text() for one in pdf.pages))
    missing = [word for word in words if letters(word) not in printed and "://" not in word]
    assert missing == []


def test_what_looks_like_a_command_is_printed_as_it_is() -> None:
    text = '#import "x" $a$ *b* _c_ <d> @e `f` \\ // = g'
    sheet = Sheet(Theme(1, text), plan=(PlanRow(text, (Item(text, True),)),))
    printed = "".join(
        one.extract_text() for one in PdfReader(io.BytesIO(write_sheet(sheet, "pdf"))).pages
    )
    assert re.sub(r"\s", "", text) in re.sub(r"\s", "", printed)


@pytest.mark.parametrize("text", ["مرحبا", "שלום", "日本語", "🙂👩\u200d👧", "ﷺ", "▶ ➢"])
def test_any_script_can_be_printed(text: str) -> None:
    sheet = Sheet(Theme(1, text), plan=(PlanRow(text, (Item(text, True),)),))
    printed = PdfReader(io.BytesIO(write_sheet(sheet, "pdf"))).pages[0].extract_text()
    # Drawn where a font of the machine can, named by its code elsewhere: never left out.
    assert any(char in printed or f"U+{ord(char):04X}" in printed for char in text)
