"""Read rows by a statement written once: what `insertion` is for writing, where many come at once.

Django takes longer to write a SELECT than either database to run it. Only for a question that never
changes, of columns that need no conversion (no date, no JSON).
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet


def compiled(question: Callable[[], QuerySet[Any]]) -> Callable[[], list[Any]]:
    """For a function that gives a queryset made with `only(…)`: it gives its rows instead."""

    @cache
    def statement(vendor: str) -> tuple[type[Any], str, tuple[Any, ...], list[str]]:
        query = question().query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        if compiler.get_converters(columns):
            raise TypeError(f"{question.__name__} asks columns that need a conversion")
        return query.model, sql, values, [column.target.attname for column in columns]

    @wraps(question)
    def rows() -> list[Any]:
        model, sql, values, names = statement(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in cursor.fetchall()]

    return rows
