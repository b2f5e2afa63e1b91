"""Triggers behind rules that a constraint cannot express, because they compare rows; for both databases.

One manager has one posting a day; one person is not two administrators, nor an administrator and
anything else, on any day. An open end counts as later than every day. They run after the row is
written, when it has its identifier; refusing undoes the whole statement.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bole.web.people.choices import ADMINISTRATORS

OVERLAPS = (
    "other.id <> NEW.id AND COALESCE(other.valid_to, '9999-12-31') >= NEW.valid_from"
    " AND other.valid_from <= COALESCE(NEW.valid_to, '9999-12-31')"
)
_ADMINISTRATORS = ", ".join(f"'{role.value}'" for role in sorted(ADMINISTRATORS))

_HELD_APART = (
    "SELECT 1 FROM people_grant other WHERE other.user_id = NEW.user_id AND other.role <> NEW.role"
    f" AND (other.role IN ({_ADMINISTRATORS}) OR NEW.role IN ({_ADMINISTRATORS})) AND {OVERLAPS}"
)
_POSTED_TWICE = f"SELECT 1 FROM people_posting other WHERE other.manager_id = NEW.manager_id AND {OVERLAPS}"

RULES = {
    ("people_posting", "one_a_day"): (_POSTED_TWICE, "a manager has one posting a day"),
    ("people_grant", "apart"): (_HELD_APART, "an administrator holds no other role"),
}
"""By table and name: the query that finds what a new or changed row collides with, and the rule."""

SQLITE = """
CREATE TRIGGER {table}_{name}_{verb} AFTER {verb} ON {table} WHEN EXISTS ({query})
BEGIN SELECT RAISE(ABORT, '{table}: {rule}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger AS $$
BEGIN
    IF EXISTS ({query}) THEN
        RAISE EXCEPTION '{table}: {rule}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER {table}_{name}_{verb} AFTER {verb} ON {table} FOR EACH ROW
EXECUTE FUNCTION {table}_{name}()
"""
VERBS = ("insert", "update")


def create(editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    postgres = editor.connection.vendor == "postgresql"
    for (table, name), (query, rule) in RULES.items():
        if postgres:
            editor.execute(POSTGRES_FUNCTION.format(table=table, name=name, query=query, rule=rule))
        for verb in VERBS:
            text = POSTGRES if postgres else SQLITE
            editor.execute(text.format(table=table, name=name, verb=verb, query=query, rule=rule))


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    on_postgres = editor.connection.vendor == "postgresql"
    for table, name in RULES:
        for verb in VERBS:
            editor.execute(f"DROP TRIGGER {table}_{name}_{verb}" + (f" ON {table}" if on_postgres else ""))
        if on_postgres:
            editor.execute(f"DROP FUNCTION {table}_{name}()")
