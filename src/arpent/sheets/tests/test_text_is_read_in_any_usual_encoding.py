import pytest

from arpent.sheets import Sheet, read_sheet, write_sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("kind", ["html", "md", "pasted"])
def test_every_encoding_gives_the_same_sheet(sheet: Sheet, kind: str, encoding: str) -> None:
    text = write_sheet(sheet, kind).decode().replace("▶ ", "")
    assert read_sheet(text.encode(encoding)) == sheet


def test_the_line_ends_of_windows_change_nothing(sheet: Sheet) -> None:
    for kind in ("html", "md", "pasted"):
        assert read_sheet(write_sheet(sheet, kind).replace(b"\n", b"\r\n")) == sheet


def test_the_content_decides_before_the_name(sheet: Sheet) -> None:
    for kind in ("docx", "html", "json", "md", "odt", "pasted"):
        assert read_sheet(write_sheet(sheet, kind), name="fiche.odt") == sheet
