"""Triggers: what people decided is never changed, and nothing of a closed cycle changes."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bole.web.audit.triggers import allow_changes, refuse_changes

NEVER_CHANGED = ("cycles_vote", "cycles_decision", "cycles_step", "cycles_opinion", "cycles_adjustment")
CHANGED_UNTIL = {
    "cycles_cycle": "OLD.state = 'closed'",
    "cycles_computation": "OLD.state IN ('accepted', 'declined', 'failed')",
    "cycles_objection": "OLD.state <> 'open'",
}
"""Rows that change until the condition holds, and are never deleted."""

OF_COMPUTATION = "cycles_computation WHERE id = OLD.computation_id AND state = 'accepted'"
OF_CLOSED = "cycles_cycle WHERE computation_id = OLD.computation_id AND state = 'closed'"
RESULTS = {"delete": OF_COMPUTATION, "update": OF_CLOSED}
"""Results are not deleted once accepted, nor changed (their notice) once the cycle is closed."""

SQLITE = """
CREATE TRIGGER cycles_result_no_{verb} BEFORE {VERB} ON cycles_result
WHEN EXISTS (SELECT 1 FROM {found})
BEGIN SELECT RAISE(ABORT, 'cycles_result: results of a closed cycle are never changed'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION cycles_result_refuse_{verb}() RETURNS trigger AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM {found}) THEN
        RAISE EXCEPTION 'cycles_result: results of a closed cycle are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER cycles_result_no_{verb} BEFORE {VERB} ON cycles_result FOR EACH ROW
EXECUTE FUNCTION cycles_result_refuse_{verb}()
"""


def refuse(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What is settled stays."""
    for table in NEVER_CHANGED:
        refuse_changes(editor, table)
    for table, condition in CHANGED_UNTIL.items():
        refuse_changes(editor, table, update_when=condition)
    postgres = editor.connection.vendor == "postgresql"
    for verb, found in RESULTS.items():
        for text in (POSTGRES_FUNCTION, POSTGRES) if postgres else (SQLITE,):
            editor.execute(text.format(verb=verb, VERB=verb.upper(), found=found))


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for table in (*NEVER_CHANGED, *CHANGED_UNTIL, "cycles_result"):
        allow_changes(editor, table)
    if editor.connection.vendor == "postgresql":
        for verb in RESULTS:
            editor.execute(f"DROP FUNCTION cycles_result_refuse_{verb}()")


class Migration(migrations.Migration):
    """Settled rows."""

    dependencies = [("cycles", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
