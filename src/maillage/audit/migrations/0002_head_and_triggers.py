"""The one row of the head, and triggers that refuse to change what was written.

SQLite gets no trigger on DELETE: Django empties its test databases with that statement there (with
TRUNCATE, which fires no row trigger, on PostgreSQL). See docs/rooms/audit.md.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entry is final: record what follows instead';
END $$;
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_final();
"""
POSTGRESQL_UNDO = """
DROP TRIGGER audit_entry_is_final ON audit_entry;
DROP FUNCTION audit_entry_is_final();
"""
SQLITE = """
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is final: record what follows instead'); END
"""
SQLITE_UNDO = "DROP TRIGGER audit_entry_is_final"


def set_up(apps, schema_editor):
    apps.get_model("audit", "Head").objects.using(schema_editor.connection.alias).create(id=1)
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def undo(apps, schema_editor):
    undoing = POSTGRESQL_UNDO if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDO
    schema_editor.execute(undoing)
    apps.get_model("audit", "Head").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(set_up, undo)]
