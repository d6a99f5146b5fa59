"""Which column of a table says what, in which section."""

from collections.abc import Sequence
from dataclasses import dataclass

from arpent.sheets._grid import Cell, Grid
from arpent.sheets._text import marker_length
from arpent.sheets._words import COLUMNS, SECTIONS, column_field, fold

_MAX_TITLE = 200
_MAX_OFFSET = 30  # a title names its column in its first words; a sentence, anywhere


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each column its field, or none, and the title it was found under."""

    section: str
    fields: tuple[str | None, ...]
    titles: tuple[str, ...]

    def score(self) -> int:
        return len({name for name in self.fields if name})

    def repeats(self, row: Sequence[Cell]) -> bool:
        """Whether a row says the header again, as at the top of a printed page."""
        texts = [fold(cell.text()) for cell in row]
        if len(set(texts)) < 2 or any(cell.has_list() for cell in row):
            return False
        return texts == [fold(title) for title in self.titles]


def find_header(row: Sequence[Cell], part: str | None, *, first: bool) -> Mapping | None:
    """What a row says of the columns, if it is a header; ``first`` when no header came before."""
    cells = list(dict.fromkeys(map(id, row)))
    texts = [cell.text() for cell in row]
    filled = len({identity for identity, text in zip(map(id, row), texts, strict=True) if text})
    if filled < 2 or len(cells) < 2 or any(cell.has_list() for cell in row):
        return None
    if any(len(text) > _MAX_TITLE or marker_length(text) for text in texts):
        return None
    sections = [part] if part == "retex" else [*SECTIONS, *(["retex"] if first else [])]
    if part in SECTIONS:
        sections = [part, *(name for name in SECTIONS if name != part)]
    mappings = [_mapping(section, texts) for section in sections]
    best = max(mappings, key=Mapping.score)  # the first of equals: the part we are in
    score = best.score()
    if score < 2 or set(best.fields) <= {"theme", "retex", "number", None}:
        return None
    if first:
        return best if 2 * score >= filled else None
    # Below the header, a row of contents may speak like a title: every cell must.
    matched = sum(1 for name, text in zip(best.fields, texts, strict=True) if name and text)
    return best if matched == sum(map(bool, texts)) and score >= min(3, filled) else None


def _mapping(section: str, texts: Sequence[str]) -> Mapping:
    names: list[str | None] = []
    for text in texts:
        found = column_field(section, text)
        names.append(found[0] if found and found[1] <= _MAX_OFFSET else None)
    return Mapping(section, tuple(names), tuple(texts))


def template_mapping(section: str, width: int) -> Mapping | None:
    """The columns in the template's order, for a table whose header was lost."""
    columns = COLUMNS[section]
    if width == len(columns):
        return Mapping(section, tuple(columns), tuple(columns.values()))
    if width == len(columns) - 1:
        return Mapping(section, tuple(columns)[1:], tuple(columns.values())[1:])
    return None


def transpose(grid: Grid) -> Grid:
    return [list(column) for column in zip(*grid, strict=True)]
