"""From one component of a manager's result down to its accounts and their days."""

from fractions import Fraction
from typing import Any

import duckdb
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bole.web.base.tables import Column, Table
from bole.web.cycles.offers import Cycle, Result
from bole.web.people.access import SignedInRequest, requires
from bole.web.policies.offers import Words
from bole.web.results.breakdown import WITH_DAYS, contributions_of, days_behind, rounded, step_of
from bole.web.results.views.explained import SEES_RESULTS, explanation_or_404, found_or_404

ITEMS_SHOWN = 20


@requires(*SEES_RESULTS)
@require_safe
def result_items(request: SignedInRequest, pk: int, manager: int, component: str) -> HttpResponse:
    """The accounts, loans, settlements or customers behind one component, page by page."""
    cycle, found = found_or_404(request, pk, manager)
    words = Words.of(cycle)
    if component not in words.items:
        raise Http404
    try:
        rows = contributions_of(cycle, found, component)
    except FileNotFoundError as error:
        raise Http404 from error
    partial = bool(request.htmx)  # type: ignore[attr-defined]
    table = Table(
        request=request,
        source=rows,
        columns=_item_columns(),
        row_template="results/_item_row.html",
        caption=words.items[component],
        filename="" if partial else f"{found.manager.code} {component}",
        empty_title=_("没有计入这一项的账户或业务"),
        name="items",
        page_size=ITEMS_SHOWN,
    )
    if table.wants_export:
        return table.workbook()
    context = {
        "cycle": cycle,
        "result": found,
        "component": component,
        "name": words.items[component],
        "table": table,
        "with_days": WITH_DAYS,
        "settlement": component.startswith("settlement_"),
    }
    return render(request, "results/_items.html" if partial else "results/items.html", context)


def _item_columns() -> list[Column]:
    kinds = {
        "account": _("账户"),
        "loan": _("贷款"),
        "settlement": _("结算业务"),
        "customer": _("客户"),
    }
    return [
        Column("subject", _("编号"), lambda r: r.subject_id, "subject"),
        Column("kind", _("种类"), lambda r: kinds.get(r.subject_type, r.subject_type)),
        Column("currency", _("币种"), lambda r: r.currency),
        Column("days", _("天数"), lambda r: r.days, "days", numeric=True),
        Column("share", _("份额（%）"), lambda r: r.share, "share", numeric=True),
        Column("amount", _("金额（万元）"), lambda r: r.amount, "amount", numeric=True),
        Column("credited", _("计入综合业务量（万元）"), lambda r: r.credited, "credited", numeric=True),
    ]


@requires(*SEES_RESULTS)
@require_safe
def result_days(request: SignedInRequest, pk: int, manager: int, component: str) -> HttpResponse:
    """The days of one account or loan: balance by balance, share by share."""
    cycle, found = found_or_404(request, pk, manager)
    words = Words.of(cycle)
    kind, subject = request.GET.get("type", ""), request.GET.get("subject", "")
    if component not in words.items or kind not in WITH_DAYS or not subject:
        raise Http404
    try:
        rows = days_behind(
            cycle,
            found,
            words.policy,
            subject_type="account" if kind == "account" else "loan",
            subject_id=subject,
        )
    except (FileNotFoundError, duckdb.Error) as error:
        raise Http404 from error
    listed = [row for row in rows if row.item == component]
    if not listed:
        raise Http404
    partial = bool(request.htmx)  # type: ignore[attr-defined]
    table = Table(
        request=request,
        source=listed,
        columns=_day_columns(),
        row_template="results/_day_row.html",
        caption=_("逐段余额"),
        filename="" if partial else f"{found.manager.code} {component} {subject}",
        name="days",
        page_size=400,
    )
    if table.wants_export:
        return table.workbook()
    context = {
        "cycle": cycle,
        "result": found,
        "component": component,
        "name": words.items[component],
        "subject": subject,
        "kind": kind,
        "table": table,
        "total": rounded(sum((row.exactly for row in listed), Fraction(0))),
        "days": sum(row.days for row in listed),
        "window": _window(cycle, found),
        "partial": partial,
    }
    return render(request, "results/_days.html" if partial else "results/days.html", context)


def _window(cycle: Cycle, found: Result) -> Any:
    """The days that the assessment looked at."""
    step = step_of(explanation_or_404(cycle, found), "window")
    return step["inputs"] if step else {}


def _day_columns() -> list[Column]:
    return [
        Column("first", _("自"), lambda r: r.first_day),
        Column("last", _("至（含）"), lambda r: r.last_day),
        Column("days", _("天数"), lambda r: r.days, numeric=True),
        Column("amount", _("余额（元）"), lambda r: r.amount, numeric=True),
        Column("currency", _("币种"), lambda r: r.currency),
        Column("rate", _("汇率"), lambda r: r.rate, numeric=True),
        Column("share", _("份额（%）"), lambda r: r.share, numeric=True),
        Column("added", _("计入（万元）"), lambda r: r.added, numeric=True),
    ]
