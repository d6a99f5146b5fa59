"""Full-text search that finds the same rows on SQLite and on PostgreSQL.

A model keeps a column of folded text (`fold` leaves words separated by one space), and its
migration a `SearchIndex` on it. Each typed word must begin a word of the row, and what stands
between double quotes must stand there in that order.
"""

import re
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from maillage.toolbox.analysis import fold
from maillage.toolbox.listing import Sift

# Nobody means more; a request for ten thousand words must cost what a request for twelve does.
MOST_WORDS = 12
LONGEST_WORD = 60
# PostgreSQL would read "02e3a" as a number, then a letter: an x before each word makes it a word.
# The index and the question must say exactly this, or the index is not used.
VECTOR = "to_tsvector('simple'::regconfig, 'x' || replace(translate({}, E'\\n', ' '), ' ', ' x'))"


def words(query: str) -> list[str]:
    return [word for _, found in _terms(query) for word in found]


def search(queryset: QuerySet[Any], query: str, *, column: str = "folded") -> QuerySet[Any]:
    """The rows that answer `query`: still a queryset, to be filtered, ordered and cut."""
    if not query.strip():
        return queryset
    terms = _terms(query)
    return queryset.filter(Answers(terms, column)) if terms else queryset.none()


def sifted(query: str, *, column: str = "folded") -> Sift | None:
    """The same search for `keyset_page`, where a word may be a common one; None without words."""
    if not query.strip():
        return None
    terms = _terms(query)

    def keeps(folded: str) -> bool:
        said = f" {folded} "
        return bool(terms) and all(
            f" {' '.join(found)}{' ' if phrase else ''}" in said for phrase, found in terms
        )

    return Sift(column, keeps, lambda rows: search(rows, query, column=column))


def _terms(query: str) -> list[tuple[bool, list[str]]]:
    """[(is a phrase, its words)]; an unclosed quotation mark is no phrase."""
    room = MOST_WORDS
    terms: list[tuple[bool, list[str]]] = []
    parts = re.split(r'["“”«»]', query[:1000])
    for number, part in enumerate(parts):
        found = [word[:LONGEST_WORD] for word in fold(part).split()][:room]
        room -= len(found)
        if number % 2 and number < len(parts) - 1:
            terms += [(True, found)] if found else []
        else:
            terms += [(False, [word]) for word in found]
    return terms


class Answers(Func):
    """True where the row answers. `fold` left words only in the terms: nothing to escape."""

    output_field = BooleanField()

    def __init__(self, terms: list[tuple[bool, list[str]]], column: str) -> None:
        super().__init__(F("pk"), F(column))
        self.terms = terms

    def _table(self) -> str:
        target = self.source_expressions[0].target  # type: ignore[attr-defined]
        return str(target.model._meta.db_table)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: Any, **extra: Any
    ) -> tuple[str, list[Any]]:
        pk, parameters = compiler.compile(self.source_expressions[0])
        index = connection.ops.quote_name(index_name(self._table()))
        match = " AND ".join(
            f'"{" ".join(found)}"' if phrase else f'"{found[0]}"*' for phrase, found in self.terms
        )
        asked = f"{pk} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"  # noqa: S608
        return asked, [*parameters, match]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any, **extra: Any
    ) -> tuple[str, list[Any]]:
        column, parameters = compiler.compile(self.source_expressions[1])
        asked = " & ".join(
            "(" + " <-> ".join(f"'x{word}'" for word in found) + ")"
            if phrase
            else f"'x{found[0]}':*"
            for phrase, found in self.terms
        )
        return f"{VECTOR.format(column)} @@ %s::tsquery", [*parameters, asked]


def index_name(table: str) -> str:
    return f"{table}_search"
