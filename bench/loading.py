"""Rows straight into tables, as fast as each database takes them."""

import itertools


def insert(model, columns, rows):
    """Give `columns` (attribute names); the rest takes the defaults of the model."""
    from django.db import connection

    rows = iter(rows)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    rest = [field for name, field in fields.items() if name not in columns and name != "id"]
    default = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    names = [fields[name].column for name in columns] + [field.column for field in rest]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row + default)
        else:
            marks = ", ".join(["%s"] * len(names))
            statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608
            while batch := [row + default for row in itertools.islice(rows, 20_000)]:
                cursor.executemany(statement, batch)


def mend_sequences():
    """Keys were given: what is written next must not meet them."""
    from django.apps import apps
    from django.core.management.color import no_style
    from django.db import connection

    for statement in connection.ops.sequence_reset_sql(
        no_style(), apps.get_models(include_auto_created=True)
    ):
        with connection.cursor() as cursor:
            cursor.execute(statement)
