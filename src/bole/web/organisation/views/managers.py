"""The list of managers, and each manager's postings."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bole.web.base.tables import Column, Table
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt_form
from bole.web.organisation import actions
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.organisation.forms import ExclusionForm, ManagerFilter, ManagerForm, TransferForm
from bole.web.people import selectors
from bole.web.people.access import Capability, SignedInRequest, requires
from bole.web.people.capabilities import SEE_MANAGERS
from bole.web.people.models import Manager, Posting, Unit
from bole.web.policies.offers import post_name

COLUMNS = (
    Column("code", _("工号"), lambda row: row.code, "code"),
    Column("name", _("姓名"), lambda row: row.name, "name"),
    Column("unit", _("单位"), lambda row: row.unit_name, "unit_path"),
    Column("post", _("岗位"), lambda row: post_name(row.post), "post"),
    Column("hire_type", _("入行类型"), lambda row: row.get_hire_type_display(), "hire_type"),
    Column("hired_on", _("入行日期"), lambda row: row.hired_on, "hired_on"),
    Column("posted_from", _("任职自"), lambda row: row.posted_from, "posted_from"),
    Column("excluded", _("不执行序列的原因"), lambda row: row.excluded_reason, "excluded_reason"),
)


@requires(SEE_MANAGERS)
@require_safe
def managers(request: SignedInRequest) -> HttpResponse:
    """The managers in scope, as the filters leave them."""
    form = ManagerFilter(request.GET or None, units=selectors.units(request.access))
    rows = selectors.managers(request.access, on=timezone.localdate())
    table = Table(
        request=request,
        source=_filtered(rows, form.cleaned_data) if form.is_valid() else rows,
        columns=COLUMNS,
        row_template="organisation/_manager_row.html",
        caption=pgettext_lazy("list", "客户经理"),
        default="code",
        filters=form,
        filename=pgettext_lazy("list", "客户经理"),
        empty_title=_("还没有客户经理"),
        empty_hint=_("载入数据后自动建立，也可以逐个新建。"),
    )
    if table.wants_export:
        return table.workbook()
    may_edit = request.access.can(EDIT_ORGANISATION)
    return render(request, "organisation/managers.html", {"table": table, "may_edit": may_edit})


@requires(SEE_MANAGERS)
@require_safe
def manager(request: SignedInRequest, pk: int) -> HttpResponse:
    """One manager: who, where now, where before."""
    shown = _manager(request, pk)
    held = selectors.postings(shown)
    current = next((posting for posting in held if posting.valid_to is None), None)
    context = {
        "manager": shown,
        "postings": held,
        "current": current,
        "may_edit": bool(current and request.access.can(EDIT_ORGANISATION, current.unit)),
    }
    return render(request, "organisation/manager.html", context)


@requires(EDIT_ORGANISATION)
@require_http_methods(["GET", "HEAD", "POST"])
def manager_create(request: SignedInRequest) -> HttpResponse:
    """A new manager with a first posting."""
    form = ManagerForm(request.POST or None, units=_editable(request))

    def create() -> Manager:
        return actions.create_manager(actor_of(request), **form.cleaned_data)

    if request.method == "POST" and attempt_form(request, form, create, done=_("客户经理已建立。")):
        return redirect("managers")
    return render(request, "organisation/manager_create.html", {"form": form})


@requires(EDIT_ORGANISATION)
@require_http_methods(["GET", "HEAD", "POST"])
def manager_transfer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another unit or post from a day on."""
    shown, current = _with_posting(request, pk)
    initial = {"unit": current.unit_id if current else None, "post": current.post if current else None}
    form = TransferForm(request.POST or None, units=_editable(request), initial=initial)

    def transfer() -> Posting:
        return actions.transfer(actor_of(request), shown, **form.cleaned_data)

    if request.method == "POST" and attempt_form(request, form, transfer, done=_("调动已登记。")):
        return _after(request, shown)
    return render(
        request, "organisation/manager_transfer.html", {"form": form, "manager": shown, "current": current}
    )


@requires(EDIT_ORGANISATION)
@require_http_methods(["GET", "HEAD", "POST"])
def manager_exclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Out of the sequence with a reason, or back (§2)."""
    shown, current = _with_posting(request, pk)
    initial = {"excluded_reason": current.excluded_reason if current else ""}
    form = ExclusionForm(request.POST or None, initial=initial)

    def exclude() -> None:
        actions.set_exclusion(actor_of(request), shown, **form.cleaned_data)

    if request.method == "POST" and attempt_form(request, form, exclude, done=_("序列状态已修改。")):
        return redirect("manager", pk)
    return render(
        request, "organisation/manager_exclude.html", {"form": form, "manager": shown, "current": current}
    )


def _filtered(rows: QuerySet[Any], chosen: dict[str, Any]) -> QuerySet[Any]:
    if chosen["q"]:
        rows = rows.filter(Q(code__icontains=chosen["q"]) | Q(name__icontains=chosen["q"]))
    if chosen["unit"]:
        rows = rows.filter(unit_path__startswith=chosen["unit"].path)
    if chosen["post"]:
        rows = rows.filter(post=chosen["post"])
    if chosen["excluded"]:
        rows = (
            rows.exclude(excluded_reason="")
            if chosen["excluded"] == "yes"
            else rows.filter(excluded_reason="")
        )
    return rows


def _manager(request: SignedInRequest, pk: int, capability: Capability = SEE_MANAGERS) -> Manager:
    seen = selectors.managers(request.access, on=timezone.localdate(), capability=capability)
    found: Manager = get_object_or_404(seen, pk=pk)
    return found


def _with_posting(request: SignedInRequest, pk: int) -> tuple[Manager, Posting | None]:
    shown = _manager(request, pk, EDIT_ORGANISATION)
    return shown, selectors.open_posting(shown)


def _editable(request: SignedInRequest) -> QuerySet[Unit]:
    return selectors.units(request.access, capability=EDIT_ORGANISATION)


def _after(request: SignedInRequest, shown: Manager) -> HttpResponse:
    """To the manager's page, or to the list once they have left what one may see."""
    visible = selectors.managers(request.access, on=timezone.localdate()).filter(pk=shown.pk).exists()
    return redirect("manager", shown.pk) if visible else redirect("managers")
