"""Insert rows by a statement written once for each table.

Django takes longer to write an INSERT than either database to run it; what hundreds of people send
in the same second is written here once, and filled in. No signal is sent, nothing is validated:
constraints hold in the database, and the action has checked the rest.
"""

from collections.abc import Sequence
from functools import cache
from types import NoneType
from typing import Any

from django.db import connections, models, router
from django.db.models import Field, Model


def insert(rows: Sequence[Model]) -> None:
    """Write new rows of one model, in one statement; each is given the key that it received."""
    if not rows:
        return
    model = type(rows[0])
    alias = router.db_for_write(model)
    connection = connections[alias]
    fields, key = _columns(model)
    values = [
        _value(row, field, as_it_is, connection) for row in rows for field, as_it_is in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows), connection.vendor), values)
        if key is not None:
            for row, (given,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = given
    for row in rows:
        row._state.adding, row._state.db = False, alias


def _value(row: Model, field: Field, as_it_is: frozenset[type], connection: Any) -> Any:
    value = getattr(row, field.attname) if as_it_is else field.pre_save(row, add=True)
    if type(value) in as_it_is:
        return value
    return field.get_db_prep_save(value, connection)


@cache
def _columns(model: type[Model]) -> tuple[list[tuple[Field, frozenset[type]]], Field | None]:
    """The columns to fill, with the types that each sends as they are, and the key that the
    database draws, if it does."""
    key = model._meta.pk
    drawn = key if isinstance(key, models.AutoField) else None
    filled = [field for field in model._meta.concrete_fields if field is not drawn]
    return [(field, _sent_as_they_are(field)) for field in filled], drawn


def _sent_as_they_are(field: Field) -> frozenset[type]:
    """None for a field that computes what it sends, or sends it in another form."""
    if type(field).pre_save is not Field.pre_save:
        return frozenset()
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    for kinds, sent in _AS_THEY_ARE:
        if isinstance(target, kinds):
            return frozenset({sent, NoneType})
    return frozenset()


_AS_THEY_ARE: tuple[tuple[tuple[type[Field], ...], type], ...] = (
    ((models.CharField, models.TextField), str),
    ((models.IntegerField,), int),
    ((models.BooleanField,), bool),
)


@cache
def _statement(model: type[Model], count: int, vendor: str) -> str:
    fields, key = _columns(model)
    names = ", ".join(f'"{field.column}"' for field, _ in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    returning = f' RETURNING "{key.column}"' if key is not None else ""
    table = model._meta.db_table
    # Names come from models, never from a request.
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([marks] * count)}{returning}'  # noqa: S608
