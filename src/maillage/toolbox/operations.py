"""What migrations of the rooms may need beside Django's operations.

The statements are built from the names of tables and columns, which come from models, never from a
request: hence the S608 set aside below.
"""

import re
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from maillage.toolbox.search import VECTOR, index_name


class SearchIndex(Operation):
    """Keep the words of a column ready to be searched.

    On SQLite, an FTS5 table that points at the rows, kept by three triggers (the primary key is an
    integer). On PostgreSQL, a GIN index.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, column: str = "folded") -> None:
        self.model_name = model_name
        self.column = column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.model_name], {"column": self.column}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def _statements(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, state: ProjectState, forwards: bool
    ) -> list[str]:
        model = state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(editor.connection.alias, model):
            return []
        table, column = model._meta.db_table, model._meta.get_field(self.column).column
        primary_key = model._meta.pk.column
        if editor.connection.vendor == "sqlite":
            if forwards:
                return [*_fts(table, primary_key, column), *_triggers(table, primary_key, column)]
            return [*_no_triggers(table), f'DROP TABLE "{index_name(table)}"']
        quote = editor.quote_name
        if forwards:
            vector = VECTOR.format(quote(column))
            return [
                f"CREATE INDEX {quote(index_name(table))} ON {quote(table)} USING gin ({vector})"
            ]
        return [f"DROP INDEX {quote(index_name(table))}"]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self._statements(app_label, schema_editor, to_state, forwards=True):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self._statements(app_label, schema_editor, to_state, forwards=False):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Search the words of {self.column} of {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_search"


# The words are those that `fold` left: nothing more is taken off, marks inside a word belong to it.
TOKENS = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"


def _fts(table: str, primary_key: str, column: str) -> list[str]:
    index = index_name(table)
    return [
        f'CREATE VIRTUAL TABLE "{index}" USING fts5("{column}", content="{table}", '
        f'content_rowid="{primary_key}", tokenize="{TOKENS}", prefix="2 3")',
        f'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')',
        _forgetful(index),
    ]


def _forgetful(index: str) -> str:
    """What is deleted leaves the index at once; by default its words wait there for a merge."""
    return f'INSERT INTO "{index}" ("{index}", rank) VALUES (\'secure-delete\', 1)'


def _triggers(table: str, primary_key: str, column: str) -> list[str]:
    index = index_name(table)
    add = f'INSERT INTO "{index}" (rowid, "{column}") VALUES (new."{primary_key}", new."{column}");'
    remove = (
        f'INSERT INTO "{index}" ("{index}", rowid, "{column}") '
        f'VALUES (\'delete\', old."{primary_key}", old."{column}");'
    )
    events = (
        ("insert", "INSERT", add),
        ("delete", "DELETE", remove),
        ("update", f'UPDATE OF "{primary_key}", "{column}"', remove + " " + add),
    )
    return [
        f'CREATE TRIGGER "{index}_{name}" AFTER {event} ON "{table}" BEGIN {body} END'
        for name, event, body in events
    ]


def _no_triggers(table: str) -> list[str]:
    names = ("insert", "delete", "update")
    return [f'DROP TRIGGER IF EXISTS "{index_name(table)}_{name}"' for name in names]


INDEXED = re.compile(
    r'fts5\("(?P<column>[^"]+)", content="(?P<table>[^"]+)", content_rowid="(?P<pk>[^"]+)"'
)


def mend_search(connection: BaseDatabaseWrapper) -> list[str]:
    """Put back the triggers that SQLite dropped with a table; the tables concerned.

    Django changes a table on SQLite by writing it anew: its triggers go with the old one, silently.
    """
    if connection.vendor != "sqlite":
        return []
    mended = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql LIKE '%%USING fts5(%%' ORDER BY name"
        )
        found = [INDEXED.search(sql) for (sql,) in cursor.fetchall()]
        for index in filter(None, found):
            table = index["table"]
            _forget_from_now_on(cursor, index_name(table))
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
                "AND name LIKE %s",
                [table, f"{index_name(table)}%"],
            )
            if cursor.fetchone()[0] == len(_no_triggers(table)):
                continue
            name = index_name(table)
            for statement in (
                *_no_triggers(table),
                *_triggers(table, index["pk"], index["column"]),
                f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')',
            ):
                cursor.execute(statement)
            mended.append(table)
    return mended


def _forget_from_now_on(cursor: Any, index: str) -> None:
    """An index made before it was forgetful still holds what was deleted: it is written anew."""
    cursor.execute(f"SELECT v FROM \"{index}_config\" WHERE k = 'secure-delete'")
    if cursor.fetchone() is None:
        cursor.execute(_forgetful(index))
        cursor.execute(f'INSERT INTO "{index}" ("{index}") VALUES (\'optimize\')')
