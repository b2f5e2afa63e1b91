"""The Excel file of a list: at once, or past some rows in the background, for its requester alone."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_noop, override
from django_tasks import task

from bole.web.base.exports import write_workbook
from bole.web.common.models import Export
from bole.web.common.notifications import notify
from bole.web.common.register.declared import Register
from bole.web.common.register.listing import exported
from bole.web.common.register.registry import register_of
from bole.web.people.access import access_of
from bole.web.people.models import User

MOST_AT_ONCE = 20_000
"""Rows of a file that is made while its requester waits."""
KEPT = timedelta(days=7)
"""How long a file made in the background is there to be fetched."""


def ask_for(user: User, register: Register, asked: QueryDict, *, language: str) -> Export:
    """Queue a file; those that its requester left lying too long are taken away."""
    old = Export.objects.filter(user=user, asked_at__lt=timezone.now() - KEPT)
    for each in old:
        file_of(each).unlink(missing_ok=True)
    old.delete()
    row = Export.objects.create(
        user=user, register=register.plural, query=asked.urlencode(), language=language
    )
    make_export.enqueue(row.pk)
    return row


@task()
def make_export(pk: int) -> None:
    """Write the file that was asked for, as its requester may see the records now; safe to run again."""
    row = Export.objects.select_related("user").get(pk=pk)
    register = register_of(row.register)
    access = access_of(row.user)
    if register is None or not row.user.is_active or not any(access.can(can) for can in register.sees):
        return
    path = file_of(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    with override(row.language):
        table = exported(register, access, QueryDict(row.query))
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            rows = write_workbook(file, table.headers, table.exported)
        partial.replace(path)
        called = str(register.called)
    Export.objects.filter(pk=pk).update(rows=rows, made_at=timezone.now())
    said = gettext_noop("“%(called)s”的 Excel 文件已备好，共 %(rows)s 条。")
    notify([row.user], said, url=row.get_absolute_url(), called=called, rows=rows)


def file_of(export: Export) -> Path:
    """Where the file of an export lies."""
    return Path(settings.DATA_DIR) / "exports" / f"{export.pk}.xlsx"
