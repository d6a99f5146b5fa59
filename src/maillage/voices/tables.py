"""How a table of the sheet maps to the database: declared by each stage, written by one engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import FilteredRelation, Q, TextChoices, Value

from maillage.voices.models import RestatementLink, SheetRow, Wording


def _nothing(_text):
    return {}


# {shape of a query on cells: (its SQL, its parameters)}: at most one for each length of a page.
_WRITTEN = {}


@dataclass(frozen=True)
class Column:
    """One column: its key in a sheet, the model of its items, what is fixed or read in them."""

    key: str
    label: str
    model: type[Wording]
    fixed: Mapping = field(default_factory=dict)
    # Fields that the items repeat from their row, so that lists of items read one table.
    repeated: tuple[str, ...] = ()
    read: Callable[[str], dict] = _nothing


@dataclass(frozen=True)
class Table:
    """`section`: its French name in the changes; `events`: the stage's, which bear usual names."""

    section: str
    row: type[SheetRow]
    columns: tuple[Column, ...]
    events: type[TextChoices]
    # Fields of the row itself: name on the sheet -> name in the model.
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def models(self):
        return tuple(dict.fromkeys(column.model for column in self.columns))

    def column(self, key):
        return next(column for column in self.columns if column.key == key)

    def column_of(self, wording):
        """The column in which this wording stands."""
        return next(
            column
            for column in self.columns
            if isinstance(wording, column.model)
            and all(getattr(wording, name) == value for name, value in column.fixed.items())
        )


@dataclass(frozen=True)
class Links:
    """The links of a stage to the stage before: what restates here, what is restated there."""

    model: type[RestatementLink]
    here: str
    there: str
    events: type[TextChoices]

    def ends(self, link):
        return getattr(link, f"{self.here}_id"), getattr(link, f"{self.there}_id")


def stored_rows(table, workshop):
    """The rows of a workshop, in order, each with the items of its columns: one query a model."""
    held = table.row.objects.filter(workshop=workshop, removed_at=None).select_related("theme")
    rows = list(held.order_by("position", "pk"))
    for row in rows:
        row.workshop = workshop
    return fill(table, rows)


def fill(table, rows):
    """Give each row `cells`: {column key: [items]}. One query a model, however many the rows."""
    if not rows:
        return rows
    by_row = {row.pk: row for row in rows}
    for row in rows:
        row.cells = {column.key: [] for column in table.columns}
    for model in table.models:
        items = model.objects.filter(row__in=by_row, removed_at=None).order_by("position", "pk")
        for item in items:
            item.row = by_row[item.row_id]
            item.row.cells[table.column_of(item).key].append(item)
    return rows


class Cell(NamedTuple):
    """One item as pages and sheets need it: no model is built for it."""

    pk: int
    row_id: int
    key: str
    text: str
    highlighted: bool
    position: int
    version: int


def cells(table, rows):
    """Give each row `cells`: {column key: [Cell]}, in one query whatever the rows and columns."""
    by_row = {row.pk: row for row in rows}
    for row in rows:
        row.cells = {column.key: [] for column in table.columns}
    if by_row:
        for cell in sorted(_found(table, list(by_row)), key=lambda cell: (cell.position, cell.pk)):
            by_row[cell.row_id].cells[cell.key].append(cell)
    return rows


def _found(table, keys):
    """The query of five columns takes Django longer to write than the database to answer: it is
    written once for each number of rows, with marks where their keys go.
    """
    marks = [-1 - at for at in range(len(keys))]
    shape = (table.row, *(column.key for column in table.columns), len(keys), connection.vendor)
    if shape not in _WRITTEN:
        _WRITTEN[shape] = _written(table, marks)
    sql, parameters = _WRITTEN[shape]
    here = dict(zip(marks, keys, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(sql, [here.get(value, value) for value in parameters])
        # SQLite answers 0 or 1 where the model would say False or True.
        return [Cell(*line[:4], bool(line[4]), *line[5:]) for line in cursor.fetchall()]


def _written(table, keys):
    first, *others = [
        column.model.objects.filter(row__in=keys, removed_at=None, **column.fixed)
        .annotate(column_key=Value(column.key))
        .order_by()
        .values_list("pk", "row_id", "column_key", "text", "highlighted", "position", "version")
        for column in table.columns
    ]
    return first.union(*others, all=True).query.get_compiler(connection=connection).as_sql()


def rows_on_sheet(table, workshop):
    """The rows of a workshop's sheet, in order, with their `cells`: one query in all.

    Each column contributes every row, with an item or with nothing: a row left empty stays a row.
    """
    of_row = ["pk", "position", "theme_text", *table.extra.values()]
    of_item = ["pk", "text", "highlighted", "position", "version"]
    stored = table.row.objects.filter(workshop=workshop, removed_at=None).order_by()
    first, *others = [
        stored.annotate(item=_items_of(column), column_key=Value(column.key)).values_list(
            *of_row, "column_key", *(f"item__{name}" for name in of_item)
        )
        for column in table.columns
    ]
    rows = {}
    for found in first.union(*others, all=True):
        told, (key, pk, *item) = found[: len(of_row)], found[len(of_row) :]
        if told[0] not in rows:
            row = table.row(workshop=workshop, **dict(zip(of_row, told, strict=True)))
            row.cells = {column.key: [] for column in table.columns}
            rows[told[0]] = row
        if pk is not None:
            text, highlighted, position, version = item
            cell = Cell(pk, told[0], key, text, highlighted, position, version)
            rows[told[0]].cells[key].append(cell)
    for row in rows.values():
        for items in row.cells.values():
            items.sort(key=lambda cell: (cell.position, cell.pk))
    return sorted(rows.values(), key=lambda row: (row.position, row.pk))


def _items_of(column):
    accessor = column.model._meta.get_field("row").remote_field.related_name
    conditions = {"removed_at": None, **column.fixed}
    return FilteredRelation(
        accessor, condition=Q(**{f"{accessor}__{name}": v for name, v in conditions.items()})
    )


def as_sheet_rows(table, rows):
    """The same rows, as a sheet holds them."""
    return [
        {
            "theme": row.theme_text,
            **{key: getattr(row, name) for key, name in table.extra.items()},
            **{
                key: [{"text": cell.text, "highlighted": cell.highlighted} for cell in column]
                for key, column in row.cells.items()
            },
        }
        for row in rows
    ]


def put(wording, column, row, text, highlighted, position):
    """Set what an item says, where it stands, and what can be read in it."""
    wording.row, wording.text, wording.highlighted = row, text, highlighted
    wording.position = position
    read = column.read(text)
    repeated = {name: getattr(row, name) for name in column.repeated}
    for name, value in {**column.fixed, **repeated, **read}.items():
        setattr(wording, name, value)
    return wording
