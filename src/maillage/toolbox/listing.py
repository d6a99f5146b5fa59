"""Lists by pages that cost the same at a thousand rows and at a million.

A page starts after the last row seen, not at row number so-and-so: no OFFSET, no COUNT(*), one
query, and nothing skipped or shown twice when rows arrive meanwhile.
"""

import datetime
import decimal
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Field, Func, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.sql.compiler import SQLCompiler

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next_cursor: str = ""
    previous_cursor: str = ""

    @property
    def has_next(self) -> bool:
        return self.next_cursor != ""

    @property
    def has_previous(self) -> bool:
        return self.previous_cursor != ""


@dataclass(frozen=True)
class Sift:
    """A condition that most rows may meet: the nearest ones are looked at before any index is.

    An index of words gathers every row where a common word stands; the page needs twenty of them.
    `keeps` says of the value of `column` what `otherwise` asks of the database.
    """

    column: str
    keeps: Callable[[str], bool]
    otherwise: Callable[[QuerySet[Any]], QuerySet[Any]]
    window: int = 400

    def apply(self, ordered: QuerySet[Any], size: int) -> QuerySet[Any]:
        nearest = ordered.values_list("pk", self.column)[: self.window]
        kept = [key for key, value in nearest if self.keeps(value)]
        if len(kept) > size:
            return ordered.filter(pk__in=kept[: size + 1])
        return self.otherwise(ordered)


@dataclass(frozen=True)
class _Column:
    name: str
    field: Field
    descending: bool
    nullable: bool

    def ordering(self, backwards: bool) -> OrderBy:
        """A declared null comes last; read backwards, first."""
        nulls = {("nulls_first" if backwards else "nulls_last"): True} if self.nullable else {}
        expression = F(self.name)
        descending = self.descending != backwards
        return expression.desc(**nulls) if descending else expression.asc(**nulls)

    def beyond(self, value: Any, backwards: bool) -> Q | None:
        """The rows strictly further than `value`; None when there can be none."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else None
        further = Q(**{f"{self.name}__{'lt' if self.descending != backwards else 'gt'}": value})
        if self.nullable and not backwards:
            further |= Q(**{f"{self.name}__isnull": True})
        return further

    def equal(self, value: Any) -> Q:
        return Q(**({f"{self.name}__isnull": True} if value is None else {self.name: value}))


def keyset_page(
    queryset: QuerySet[Any],
    *,
    order: Sequence[str] = ("-weight", "-pk"),
    cursor: str = "",
    size: int = 20,
    nullable: Sequence[str] = (),
    sift: Sift | None = None,
) -> Page:
    """The rows after (or before) `cursor`; a cursor that cannot be read gives the first page.

    The order ends with the primary key, or two equal rows would have no place. A column that may be
    null is named in `nullable` and puts its nulls last; an undeclared one is a programming error.
    """
    columns = _columns(queryset, order, nullable)
    signer = signing.Signer(salt=f"listing:{queryset.model._meta.label}:{','.join(order)}")
    backwards, values = _read(cursor, columns, signer)

    ordered = queryset.order_by(*[column.ordering(backwards) for column in columns])
    if values is not None:
        ordered = ordered.filter(_after(columns, values, backwards))
    if sift is not None:
        ordered = sift.apply(ordered, size)
    rows = list(ordered[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()

    def write(direction: str, row: Any) -> str:
        seen = values if row is None else [_value(row, column) for column in columns]
        return signer.sign_object([direction, [_plain(value) for value in seen or []]])

    first, last = (rows[0], rows[-1]) if rows else (None, None)
    has_next = more if not backwards else True
    has_previous = more if backwards else values is not None
    return Page(
        rows,
        next_cursor=write("n", last) if has_next else "",
        previous_cursor=write("p", first) if has_previous else "",
    )


def capped_count(queryset: QuerySet[Any], cap: int = 1000) -> str:
    """How many, or "1 000+": one query that stops looking at the cap."""
    found = queryset.order_by().values("pk")[: cap + 1].count()
    shown = f"{min(found, cap):,}".replace(",", NARROW_SPACE)
    return f"{shown}+" if found > cap else shown


def _columns(
    queryset: QuerySet[Any], order: Sequence[str], nullable: Sequence[str]
) -> list[_Column]:
    columns = []
    for each in order:
        name = each.removeprefix("-")
        field: Field
        if name in queryset.query.annotations:
            field = queryset.query.annotations[name].output_field
            may_be_null = False
        else:
            meta = queryset.model._meta
            field = meta.pk if name == "pk" else meta.get_field(name)
            may_be_null = field.null
        if may_be_null and name not in nullable:
            raise ValueError(f"{name} may be null: declare it in nullable=, or leave it out")
        columns.append(_Column(name, field, each.startswith("-"), name in nullable))
    if not columns or not columns[-1].field.primary_key:
        raise ValueError("the order ends with the primary key")
    return columns


class _RowBeyond(Func):
    """(a, b) < (x, y): an index on both starts at this very row, however many share the same a."""

    output_field = BooleanField()

    def __init__(self, columns: list[_Column], values: list[Any], sign: str) -> None:
        wanted = [
            Value(value, output_field=column.field)
            for column, value in zip(columns, values, strict=True)
        ]
        super().__init__(*[F(column.name) for column in columns], *wanted)
        self.sign = sign

    def as_sql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list[Any]]:
        compiled = [compiler.compile(each) for each in self.source_expressions]
        half = len(compiled) // 2
        here, there = (
            ", ".join(sql for sql, _ in side) for side in (compiled[:half], compiled[half:])
        )
        parameters = [value for _, each in compiled for value in each]
        return f"({here}) {self.sign} ({there})", parameters


def _after(columns: list[_Column], values: list[Any], backwards: bool) -> Q:
    """(a beyond) or (a equal and b beyond) or…

    Where all go the same way and none is null, that is one comparison of rows. Elsewhere, the first
    column is also bounded by itself: an index can start near where the page starts.
    """
    ways = {column.descending for column in columns}
    if len(ways) == 1 and not any(column.nullable for column in columns):
        return Q(_RowBeyond(columns, values, "<" if ways == {not backwards} else ">"))
    condition = Q()
    equal = Q()
    for column, value in zip(columns, values, strict=True):
        beyond = column.beyond(value, backwards)
        if beyond is not None:
            condition |= equal & beyond
        equal &= column.equal(value)
    first, value = columns[0], values[0]
    if len(columns) > 1 and not first.nullable:
        edge = "lte" if first.descending != backwards else "gte"
        condition &= Q(**{f"{first.name}__{edge}": value})
    return condition


def _value(row: Any, column: _Column) -> Any:
    if isinstance(row, dict):
        return row[column.name]
    attname = getattr(column.field, "attname", None) if column.name != "pk" else "pk"
    return getattr(row, attname if attname and hasattr(row, attname) else column.name)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value) if isinstance(value, decimal.Decimal | uuid.UUID) else value


def _read(
    cursor: str, columns: list[_Column], signer: signing.Signer
) -> tuple[bool, list[Any] | None]:
    """A cursor is signed: what it holds was a row of ours, in this very order."""
    if not cursor:
        return False, None
    try:
        direction, plain = signer.unsign_object(cursor)
        values = [
            None if value is None else column.field.to_python(value)
            for column, value in zip(columns, plain, strict=True)
        ]
    except (signing.BadSignature, ValidationError, ValueError, TypeError):
        return False, None
    if any(v is None and not c.nullable for c, v in zip(columns, values, strict=True)):
        return False, None
    return direction == "p", values
