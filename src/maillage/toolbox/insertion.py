"""Insert rows by a statement written once for each table.

Django takes longer to write an INSERT than either database to run it; what hundreds of people send
in the same second is written here once, and filled in. No signal is sent, nothing is validated:
constraints hold in the database, and the action has checked the rest.
"""

from collections.abc import Sequence
from functools import cache

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
        field.get_db_prep_save(field.pre_save(row, add=True), connection)  # type: ignore[arg-type]
        for row in rows
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows), connection.vendor), values)
        if key is not None:
            for row, (given,) in zip(rows, cursor.fetchall(), strict=True):
                row.pk = given
    for row in rows:
        row._state.adding, row._state.db = False, alias


@cache
def _columns(model: type[Model]) -> tuple[list[Field], Field | None]:
    """The columns to fill, and the key that the database draws, if it does."""
    key = model._meta.pk
    drawn = key if isinstance(key, models.AutoField) else None
    return [field for field in model._meta.concrete_fields if field is not drawn], drawn


@cache
def _statement(model: type[Model], count: int, vendor: str) -> str:
    fields, key = _columns(model)
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = f"({', '.join(['%s'] * len(fields))})"
    returning = f' RETURNING "{key.column}"' if key is not None else ""
    table = model._meta.db_table
    # Names come from models, never from a request.
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([marks] * count)}{returning}'  # noqa: S608
