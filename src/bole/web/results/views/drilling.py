"""From one item of a manager's result down to its accounts and their days."""

from collections.abc import Callable, Sequence
from typing import Any

import duckdb
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bole.assess import drilldown
from bole.assess.drilldown import WITH_DAYS, contribution_columns, day_columns
from bole.assess.explanation import step_of
from bole.kernel.units import with_unit
from bole.measure.days import Subject, SubjectType
from bole.policy.schema.indicators import Item
from bole.web.base.languages import language, said
from bole.web.base.tables import Column, Table
from bole.web.cycles.offers import Cycle, Result
from bole.web.people.access import SignedInRequest, requires
from bole.web.policies.offers import words_of
from bole.web.results.breakdown import contributions_of, days_of
from bole.web.results.views.explained import SEES_RESULTS, explanation_or_404, found_or_404

ITEMS_SHOWN = 20
DAYS_SHOWN = 400


@requires(*SEES_RESULTS)
@require_safe
def result_items(request: SignedInRequest, pk: int, manager: int, component: str) -> HttpResponseBase:
    """The accounts, loans, settlements or customers behind one item, page by page."""
    cycle, found = found_or_404(request, pk, manager)
    item = item_or_404(cycle, component)
    try:
        rows = contributions_of(cycle, found, component)
    except FileNotFoundError as error:
        raise Http404 from error
    columns = contribution_columns(item, subject_type=rows[0].subject_type) if rows else ()
    table, context = _listed(
        request,
        rows,
        columns,
        caption=said(item.name),
        filename=f"{found.manager.code} {component}",
        name="items",
        page_size=ITEMS_SHOWN,
        empty_title=_("没有计入这一项的账户或业务"),
        ordered=True,
    )
    if table.wants_export:
        return table.workbook()
    context |= {"cycle": cycle, "result": found, "item": item, "with_days": WITH_DAYS}
    return render(request, "results/_items.html" if context["partial"] else "results/items.html", context)


@requires(*SEES_RESULTS)
@require_safe
def result_days(request: SignedInRequest, pk: int, manager: int, component: str) -> HttpResponseBase:
    """The days of one account or loan: balance by balance, share by share."""
    cycle, found = found_or_404(request, pk, manager)
    item = item_or_404(cycle, component)
    kind, number = request.GET.get("type", ""), request.GET.get("subject", "")
    days = days_or_404(cycle, found, item, kind=kind, number=number)
    table, context = _listed(
        request,
        days.rows,
        day_columns(item, subject_type=kind, currency=days.currency),
        caption=_("逐段余额"),
        filename=f"{found.manager.code} {component} {number}",
        name="days",
        page_size=DAYS_SHOWN,
    )
    if table.wants_export:
        return table.workbook()
    context |= {
        "cycle": cycle,
        "result": found,
        "item": item,
        "subject": number,
        "total": with_unit(days.added, item.unit, language(), decimals=6),
        "window": _window(cycle, found),
    }
    return render(request, "results/_days.html" if context["partial"] else "results/days.html", context)


def days_or_404(cycle: Cycle, found: Result, item: Item, *, kind: str, number: str) -> drilldown.ItemDays:
    """The days of an account or loan that count for an item."""
    types: dict[str, SubjectType] = {"account": "account", "loan": "loan"}
    if kind not in types or not number:
        raise Http404
    subject = Subject(types[kind], number, found.manager.code)
    try:
        every = days_of(cycle, found, words_of(cycle).policy, subject)
    except (FileNotFoundError, duckdb.Error) as error:
        raise Http404 from error
    of_item = next((days for days in every if days.item == item.id), None)
    if of_item is None:
        raise Http404
    return of_item


def item_or_404(cycle: Cycle, component: str) -> Item:
    """An item of the cycle's policy."""
    item = next((each for each in words_of(cycle).policy.items if each.id == component), None)
    if item is None:
        raise Http404
    return item


def _listed(
    request: SignedInRequest,
    rows: Sequence[object],
    columns: Sequence[drilldown.Column],
    *,
    filename: str,
    ordered: bool = False,
    **more: Any,
) -> tuple[Table, dict[str, Any]]:
    """The rows as a table with those of the engine's columns in which any row has something."""
    partial = bool(request.htmx)  # type: ignore[attr-defined]
    said_of = [c for c in columns if any(getattr(row, c.key) is not None for row in rows)]
    table = Table(
        asked=request.GET,
        source=rows,
        columns=[
            Column(
                c.key,
                capfirst(said(c.header)),
                _cell(c.key),
                c.key if ordered else "",
                numeric=c.unit is not None,
            )
            for c in said_of
        ],
        row_template="results/_figures_row.html",
        filename="" if partial else filename,
        **more,
    )
    return table, {"table": table, "columns": said_of, "partial": partial}


def _cell(key: str) -> Callable[[object], object]:
    return lambda row: getattr(row, key)


def _window(cycle: Cycle, found: Result) -> Any:
    """The days that the assessment looked at."""
    step = step_of(explanation_or_404(cycle, found), "window")
    return step["inputs"] if step else {}
