"""One head row to chain from, and triggers that make the record append-only."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from bole.web.audit.chain import GENESIS
from bole.web.audit.triggers import allow_changes, refuse_changes

TABLE = "audit_entry"


def begin(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The chain begins with nothing."""
    apps.get_model("audit", "Head").objects.create(pk=1, number=0, hash=GENESIS)
    refuse_changes(editor, TABLE)


def undo(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers and the head; the entries stay."""
    allow_changes(editor, TABLE)
    apps.get_model("audit", "Head").objects.all().delete()


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(begin, undo)]
