import pytest
from hypothesis import HealthCheck, given, settings

from arpent.sheets import Sheet, read_sheet, sheet_from_dict, sheet_to_dict, write_sheet
from arpent.sheets.tests.strategies import TRAPS, crowded_sheet, sheets

# One run of pandoc to write, one to read: a few examples a format, each full of traps.
bounded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def survives(sheet: Sheet, kind: str) -> None:
    again = read_sheet(write_sheet(sheet, kind))
    assert again.warnings == ()
    assert again == sheet


@pytest.mark.parametrize("kind", ["docx", "html", "md", "odt", "pasted"])
def test_an_arbitrary_sheet_is_read_back_as_it_was_written(kind: str) -> None:
    @bounded
    @given(sheets)
    def check(sheet: Sheet) -> None:
        survives(sheet, kind)

    check()


@pytest.mark.parametrize("kind", ["docx", "html", "json", "md", "odt", "pasted"])
def test_every_trap_survives_in_every_place(kind: str) -> None:
    survives(crowded_sheet(TRAPS), kind)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(sheets)
def test_plain_data_give_the_same_sheet(sheet: Sheet) -> None:
    assert sheet_from_dict(sheet_to_dict(sheet)) == sheet
    assert read_sheet(write_sheet(sheet, "json")) == sheet


def test_what_was_published_survives(sheet: Sheet) -> None:
    for kind in ("docx", "html", "json", "md", "odt", "pasted"):
        survives(sheet, kind)


def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    for kind in ("docx", "html", "json", "md", "odt", "pasted", "pdf"):
        assert write_sheet(sheet, kind) == write_sheet(sheet, kind), kind
