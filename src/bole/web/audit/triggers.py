"""Triggers that refuse to change or delete rows, for both databases."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed or deleted'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION bole_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '%: rows are never changed or deleted', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} FOR EACH ROW {when}
EXECUTE FUNCTION bole_refuse_change()
"""


def refuse_changes(
    editor: BaseDatabaseSchemaEditor, table: str, *, update_when: str = "", delete_when: str = ""
) -> None:
    """Refuse updates and deletes of a table's rows, or only of those a condition (on OLD) names."""
    postgres = editor.connection.vendor == "postgresql"
    if postgres:
        editor.execute(POSTGRES_FUNCTION, params=None)
    for verb, condition in (("update", update_when), ("delete", delete_when)):
        when = f"WHEN ({condition})" if condition else ""
        text = POSTGRES if postgres else SQLITE
        editor.execute(text.format(table=table, verb=verb, VERB=verb.upper(), when=when))


def allow_changes(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Drop the triggers again (for reversing a migration)."""
    on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")
