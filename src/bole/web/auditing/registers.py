"""The record of what was done, as auditors and audit administrators read it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bole.web.audit.models import Entry
from bole.web.audit.words import action_label, actor_label, subject_label
from bole.web.auditing import actions, selectors
from bole.web.auditing.capabilities import SEE_AUDIT
from bole.web.base.tables import Column
from bole.web.common.menu import SYSTEM
from bole.web.common.register import Filter, Link, Register, declare
from bole.web.common.register.filters import searching
from bole.web.people.access import Access


def _on_record(
    field: str, label: Callable[[str], str]
) -> Callable[[QuerySet[Any, Any]], Iterable[tuple[str, str]]]:
    """What a field holds in the entries in scope, each with its word."""
    return lambda rows: [(value, label(value)) for value in selectors.values_on_record(rows, field)]


def _content(access: Access) -> Sequence[Column]:
    """Columns of an export that say what an entry says, as far as the reader may know it."""

    def change(row: Entry, side: str) -> str:
        if not selectors.sees_content(access, row):
            return ""
        return "；".join(f"{c.name}={getattr(c, side)}" for c in selectors.changes(row) if getattr(c, side))

    return (
        Column("before", _("之前"), lambda row: change(row, "before")),
        Column("after", _("之后"), lambda row: change(row, "after")),
        Column("reason", _("理由"), lambda row: row.reason if selectors.sees_content(access, row) else ""),
        Column("hash", _("校验值"), lambda row: row.hash),
    )


def _context(access: Access, entry: Entry) -> Mapping[str, Any]:
    return {
        "changes": selectors.changes(entry),
        "may_read": selectors.sees_content(access, entry),
        "history": selectors.history_url(entry),
    }


declare(
    Register(
        model=Entry,
        plural="audit",
        one="audit_entry",
        kind="audit",
        administration=True,
        title=_("审计记录"),
        sees=(SEE_AUDIT,),
        rows=selectors.entries,
        menu=(910, SYSTEM),
        also=("audit_verify",),
        hint=_("记录只增不改，逐条相连；导出与核验本身也会记录。"),
        links=(Link(label=_("核验完整性"), route="audit_verify", send=True),),
        columns=(
            Column("number", _("序号"), lambda row: row.number, "number", numeric=True),
            Column("at", _("时间"), lambda row: row.at, "at"),
            Column("actor", _("操作人"), lambda row: actor_label(row.actor_name), "actor_name"),
            Column("address", _("来源地址"), lambda row: row.address, "address", style="nowrap"),
            Column("action", _("动作"), lambda row: action_label(row.action), "action", style="nowrap"),
            Column(
                "subject_type", _("对象类型"), lambda row: subject_label(row.subject_type), "subject_type"
            ),
            Column("subject", _("对象"), lambda row: row.subject_id, "subject_id"),
            Column("unit", _("机构"), lambda row: row.unit_path, "unit_path"),
        ),
        filters=(
            searching(_("操作人"), ("actor_name",), "who"),
            Filter(
                name="action",
                label=_("动作"),
                choices=_on_record("action", action_label),
                narrow=lambda rows, action: rows.filter(action=action),
            ),
            Filter(
                name="subject_type",
                label=_("对象类型"),
                choices=_on_record("subject_type", subject_label),
                narrow=lambda rows, kind: rows.filter(subject_type=kind),
            ),
            searching(_("对象"), ("subject_id",), "subject"),
            "at",
        ),
        default="-number",
        page=(),
        page_template="auditing/entry.html",
        context=_context,
        taken=actions.record_export,
        taken_with=_content,
    )
)
