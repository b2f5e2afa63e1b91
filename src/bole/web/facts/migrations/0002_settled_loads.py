"""Triggers: a load that is loaded or rejected never changes, and none is ever deleted."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bole.web.audit.triggers import allow_changes, refuse_changes

TABLE = "facts_factsload"
SETTLED = "OLD.state IN ('loaded', 'rejected')"


def refuse(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What is settled stays, and so does every row."""
    refuse_changes(editor, TABLE, update_when=SETTLED)


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    allow_changes(editor, TABLE)


class Migration(migrations.Migration):
    """Settled loads."""

    dependencies = [("facts", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
