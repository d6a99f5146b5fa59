"""When bold says something: an item in bold among others does, a column in bold does not."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from arpent.sheets._model import DiagnosisRow, Item, PlanRow, ProjectionRow

Row = DiagnosisRow | ProjectionRow | PlanRow
R = TypeVar("R", DiagnosisRow, ProjectionRow, PlanRow)
_COLUMN_ITEMS = 3
_TABLE_ITEMS = 6


def item_fields(row: Row) -> list[str]:
    return [one.name for one in fields(row) if one.name not in {"theme", "retex"}]


def bold_columns(rows: Sequence[Row]) -> list[str]:
    """The columns whose bold is a way of typing: every item of several rows, or of the table."""
    if not rows:
        return []
    columns: dict[str, list[tuple[Item, ...]]] = {
        name: [cell for row in rows if (cell := getattr(row, name))]
        for name in item_fields(rows[0])
    }
    everything = [item for cells in columns.values() for cell in cells for item in cell]
    if len(everything) >= _TABLE_ITEMS and all(item.highlighted for item in everything):
        return [name for name, cells in columns.items() if cells]
    return [
        name
        for name, cells in columns.items()
        if len(cells) > 1
        and sum(map(len, cells)) >= _COLUMN_ITEMS
        and all(item.highlighted for cell in cells for item in cell)
    ]


def without_highlight(rows: Sequence[R], columns: Sequence[str]) -> list[R]:
    """The same rows, with nothing highlighted in those columns."""
    return [_plain(row, columns) for row in rows]


def _plain(row: R, columns: Sequence[str]) -> R:
    changes: dict[str, Any] = {
        name: tuple(Item(item.text) for item in getattr(row, name)) for name in columns
    }
    return replace(row, **changes)
