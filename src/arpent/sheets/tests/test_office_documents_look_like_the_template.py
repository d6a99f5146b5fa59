import io
import zipfile

import pytest

from arpent.sheets import Sheet, write_sheet

TITLE = "<dc:title>THEMATIQUE N°3 : Travailler ensemble autrement</dc:title>"


def parts(sheet: Sheet, kind: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write_sheet(sheet, kind))) as archive:
        assert archive.testzip() is None
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", "mimetype"))
        }


@pytest.fixture(scope="module")
def docx(sheet: Sheet) -> dict[str, str]:
    return parts(sheet, "docx")


@pytest.fixture(scope="module")
def odt(sheet: Sheet) -> dict[str, str]:
    return parts(sheet, "odt")


def test_the_title_is_a_property_and_no_line_of_its_own(
    docx: dict[str, str], odt: dict[str, str]
) -> None:
    assert docx["docProps/core.xml"].count(TITLE) == 1
    assert odt["meta.xml"].count(TITLE) == 1
    assert docx["word/document.xml"].count("THEMATIQUE") == 1
    assert odt["content.xml"].count("THEMATIQUE") == 1


def test_the_page_lies_on_its_side_and_speaks_french(
    docx: dict[str, str], odt: dict[str, str]
) -> None:
    assert 'w:orient="landscape"' in docx["word/document.xml"]
    assert 'w:val="fr-FR"' in docx["word/styles.xml"]
    assert 'style:print-orientation="landscape"' in odt["styles.xml"]
    assert 'fo:language="fr"' in odt["styles.xml"]


def test_the_header_row_repeats_on_each_page(docx: dict[str, str], odt: dict[str, str]) -> None:
    assert docx["word/document.xml"].count("<w:tblHeader") == 3
    assert odt["content.xml"].count("<table:table-header-rows>") == 3


def test_cells_have_borders_and_highlights_their_style(
    docx: dict[str, str], odt: dict[str, str]
) -> None:
    assert "<w:insideV" in docx["word/styles.xml"]
    assert docx["word/document.xml"].count('<w:rStyle w:val="Soulign') == 2
    assert 'fo:border="0.5pt solid' in odt["content.xml"]
    assert odt["content.xml"].count('text:style-name="Souligné"') == 2
    assert "0b6b2e" in docx["word/styles.xml"].lower()
    assert "0b6b2e" in odt["styles.xml"].lower()
