"""The record as auditors and audit administrators read it."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from bole.web.audit.models import Entry
from bole.web.audit.words import action_label, actor_label, subject_label
from bole.web.auditing import actions, selectors
from bole.web.auditing.capabilities import SEE_AUDIT
from bole.web.auditing.forms import EntryFilter
from bole.web.base.tables import Column, Table
from bole.web.common.actions import actor_of
from bole.web.people.access import SignedInRequest, requires

COLUMNS = (
    Column("number", _("序号"), lambda row: row.number, "number", numeric=True),
    Column("at", _("时间"), lambda row: row.at, "at"),
    Column("actor", _("操作人"), lambda row: actor_label(row.actor_name), "actor_name"),
    Column("address", _("来源地址"), lambda row: row.address, "address"),
    Column("action", _("动作"), lambda row: action_label(row.action), "action"),
    Column("subject_type", _("对象类型"), lambda row: subject_label(row.subject_type), "subject_type"),
    Column("subject", _("对象"), lambda row: row.subject_id, "subject_id"),
    Column("unit", _("机构"), lambda row: row.unit_path, "unit_path"),
)
HASH = Column("hash", _("校验值"), lambda row: row.hash)


def _content(request: SignedInRequest) -> tuple[Column, ...]:
    """Columns of an export that say what an entry says, as far as the reader may know it."""

    def change(row: Entry, side: str) -> str:
        if not selectors.sees_content(request.access, row):
            return ""
        return "；".join(f"{c.name}={getattr(c, side)}" for c in selectors.changes(row) if getattr(c, side))

    def reason(row: Entry) -> str:
        return row.reason if selectors.sees_content(request.access, row) else ""

    return (
        Column("before", _("之前"), lambda row: change(row, "before")),
        Column("after", _("之后"), lambda row: change(row, "after")),
        Column("reason", _("理由"), reason),
        HASH,
    )


@requires(SEE_AUDIT)
@require_safe
def entries(request: SignedInRequest) -> HttpResponseBase:
    """The entries in scope, as the filters leave them; taking them out as a file is recorded."""
    rows = selectors.entries(request.access)
    form = EntryFilter(request.GET or None, shown=rows)
    table = Table(
        asked=request.GET,
        source=selectors.filtered(rows, **form.cleaned_data) if form.is_valid() else rows,
        columns=COLUMNS,
        row_template="auditing/_entry_row.html",
        caption=_("审计记录"),
        default="-number",
        filters=form,
        filename=_("审计记录"),
        empty_title=_("还没有记录"),
    )
    if table.wants_export:
        table.columns = (*COLUMNS, *_content(request))
        filters = {name: str(value) for name, value in form.data.items() if value and name in form.fields}
        actions.record_export(actor_of(request), filters=filters, entries=table.total)
        return table.workbook()
    return render(request, "auditing/entries.html", {"table": table})


@requires(SEE_AUDIT)
@require_safe
def entry(request: SignedInRequest, number: int) -> HttpResponse:
    """One entry: who, when, from where, what before and after."""
    shown = get_object_or_404(selectors.entries(request.access), number=number)
    context = {
        "entry": shown,
        "changes": selectors.changes(shown),
        "may_read": selectors.sees_content(request.access, shown),
        "history": selectors.history_url(shown),
    }
    return render(request, "auditing/entry.html", context)


@requires(SEE_AUDIT)
@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """Whether the whole record is as it was written."""
    head, broken = actions.verify_record(actor_of(request))
    return render(request, "auditing/verified.html", {"head": head, "broken": broken})
