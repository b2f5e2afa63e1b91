"""Results of a cycle: the list, the notice, one manager's result down to accounts and days."""

from fractions import Fraction
from typing import Any

import duckdb
from django.db.models import Case, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bole.web.common.tables import Column, Table
from bole.web.cycles import selectors
from bole.web.cycles.board import gaps_in_words
from bole.web.cycles.breakdown import (
    WITH_DAYS,
    contributions_of,
    days_behind,
    explanation_of,
    outline_of,
    rounded,
    step_of,
)
from bole.web.cycles.choices import PUBLISHED, State
from bole.web.cycles.differences import inputs_changed
from bole.web.cycles.forms import ResultFilter
from bole.web.cycles.labels import difference_rows
from bole.web.cycles.models import Computation, Cycle, Result
from bole.web.cycles.standing import bars_of, gaps_of, rank_needed
from bole.web.cycles.views.cycles import compared_with
from bole.web.cycles.words import NEEDS_ATTENTION, Words
from bole.web.people.access import Can, SignedInRequest, requires

ITEMS_SHOWN = 20
SEES_RESULTS = (Can.SEE_OWN, Can.SEE_MANAGERS)


@requires(Can.SEE_MANAGERS)
@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everyone's result in a cycle, as far as the person may see it."""
    cycle = selectors.cycle_or_404(request.access, pk)
    return _listed(request, cycle, selectors.visible_results(request.access, cycle))


@requires(Can.RUN_CYCLE)
@require_safe
def computation_results(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The results of one computation, to look through before it is accepted or to compare afterwards."""
    cycle = selectors.cycle_or_404(request.access, pk)
    computation, seen = selectors.results_of_computation(request.access, cycle, number)
    return _listed(request, cycle, seen, of=computation)


def _listed(
    request: SignedInRequest, cycle: Cycle, seen: QuerySet[Result], *, of: Computation | None = None
) -> HttpResponse:
    words = Words.of(cycle)
    units = sorted(set(seen.order_by().values_list("unit", "unit__name")), key=lambda pair: pair[1])
    filters = ResultFilter(request.GET or None, units=units, tiers=words.tiers, outcomes=words.outcomes)
    table = Table(
        request=request,
        source=_ranked(_filtered(seen, filters), words),
        columns=_columns(words),
        row_template="cycles/_result_row.html",
        caption=_("考核结果"),
        default="tier",
        filters=filters,
        filename=_("考核结果 %(branch)s %(period)s") % {"branch": cycle.branch.name, "period": cycle.period},
        empty_title=_("还没有结果"),
        empty_hint=_("选定事实数据并确认计算之后，这里列出每名客户经理的结果。"),
    )
    if table.wants_export:
        return table.workbook()
    context = {"cycle": cycle, "table": table, "words": words, "computation": of}
    return render(request, "cycles/results.html", context)


def _filtered(results: QuerySet[Result], filters: ResultFilter) -> QuerySet[Result]:
    chosen = filters.cleaned_data if filters.is_valid() else {}
    if asked := chosen.get("q"):
        results = results.filter(Q(manager__code__icontains=asked) | Q(manager__name__icontains=asked))
    if chosen.get("unit"):
        results = results.filter(unit=int(chosen["unit"]))
    if chosen.get("post"):
        results = results.filter(post=chosen["post"])
    if tier := chosen.get("tier"):
        results = results.filter(treatment_tier=None if tier == "none" else tier)
    if outcome := chosen.get("outcome"):
        wanted = NEEDS_ATTENTION if outcome == "attention" else {outcome}
        results = results.annotate(outcomes_text=Cast("outcomes", TextField()))
        has = [Q(outcomes_text__contains=f'"{each}"') for each in sorted(wanted)]
        condition = has[0]
        for each in has[1:]:
            condition |= each
        results = results.filter(condition)
    return results


def _ranked(results: QuerySet[Result], words: Words) -> QuerySet[Result]:
    """With the place of each tier on the ladder, to order by."""
    places = [When(treatment_tier=tier, then=Value(n)) for n, tier in enumerate(words.tiers)]
    reached = [When(performance_tier=tier, then=Value(n)) for n, tier in enumerate(words.tiers)]
    return results.annotate(
        tier_place=Case(*places, default=None, output_field=IntegerField(null=True)),
        reached_place=Case(*reached, default=None, output_field=IntegerField(null=True)),
    )


def _columns(words: Words) -> list[Column]:
    names, posts = words.indicators, words.posts
    deposit, volume = names.get("average_deposit", ""), names.get("composite_volume", "")
    return [
        Column("code", _("工号"), lambda r: r.manager.code, "manager__code"),
        Column("name", _("姓名"), lambda r: r.manager.name, "manager__name"),
        Column("unit", _("单位"), lambda r: r.unit.name, "unit__path"),
        Column("post", _("岗位"), lambda r: posts.get(r.post, r.post), "post"),
        Column("tier", _("待遇档次"), lambda r: r.treatment_tier, "tier_place"),
        Column("before", _("上期档次"), lambda r: r.previous_tier, ""),
        Column("reached", _("业绩档次"), lambda r: r.performance_tier, "reached_place"),
        Column(
            "deposit",
            _("%(name)s（万元）") % {"name": deposit},
            lambda r: r.average_deposit,
            "average_deposit",
            numeric=True,
        ),
        Column(
            "volume",
            _("%(name)s（万元）") % {"name": volume},
            lambda r: r.composite_volume,
            "composite_volume",
            numeric=True,
        ),
        Column(
            "customers", _("对公客户"), lambda r: r.corporate_customers, "corporate_customers", numeric=True
        ),
        Column("npl", _("不良率"), lambda r: r.npl_ratio, "npl_ratio", numeric=True),
        Column(
            "interest",
            _("利息回收率"),
            lambda r: r.interest_collection_rate,
            "interest_collection_rate",
            numeric=True,
        ),
        Column("points", _("季度积分"), lambda r: r.quarter_points, "quarter_points", numeric=True),
        Column("outcomes", _("结果"), lambda r: words.outcomes_said(r.outcomes)),
        Column("missing", _("距上一档"), lambda r: gaps_in_words(r, words)),
        Column("assumed", _("所用假定值"), lambda r: _("、").join(r.assumed)),
    ]


@requires(Can.SEE_OWN, Can.SEE_CYCLES)
@require_safe
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """The public notice, to read and to print (§31)."""
    cycle = selectors.cycle_or_404(request.access, pk)
    listed = selectors.notice_results(request.access, cycle)
    words = Words.of(cycle)
    table = Table(
        request=request,
        source=_ranked(listed, words).order_by("unit__path", "manager__code"),
        columns=_columns(words)[:5],
        row_template="cycles/_notice_row.html",
        caption=_("公示名单"),
        filename=_("公示 %(branch)s %(period)s") % {"branch": cycle.branch.name, "period": cycle.period},
        page_size=1000,
    )
    if table.wants_export:
        return table.workbook()
    running = cycle.state == State.ON_NOTICE
    context = {
        "cycle": cycle,
        "table": table,
        "words": words,
        "running": running,
        "published": cycle.state in PUBLISHED,
    }
    return render(request, "cycles/notice.html", context)


@requires(*SEES_RESULTS)
@require_safe
def result(request: SignedInRequest, pk: int, manager: int) -> HttpResponse:
    """One manager's result: the decision, each step, the components, what the next tier needs."""
    cycle, found = _found(request, pk, manager)
    words = Words.of(cycle)
    explanation = _explanation(cycle, found)
    line = outline_of(explanation, words.language)
    own = found.manager.user_id == request.user.pk
    context = {
        "cycle": cycle,
        "result": found,
        "own": own,
        "words": words,
        "line": line,
        "post": words.posts.get(found.post, found.post),
        "tier": words.tier(found.treatment_tier),
        "previous": words.tier(found.previous_tier),
        "next_tier": words.tier(found.next_tier) if found.next_tier else "",
        "gaps": gaps_of(found, words),
        "rank_needed": rank_needed(explanation, words),
        "bars": bars_of(explanation, found, words),
        "outcomes": words.outcome_list(found.outcomes),
        "indicators": _indicators(explanation, words),
        "open": cycle.state == State.ON_NOTICE,
    }
    return render(request, "cycles/result.html", context)


def _found(request: SignedInRequest, pk: int, manager: int) -> tuple[Cycle, Result]:
    cycle = selectors.cycle_or_404(request.access, pk)
    return cycle, selectors.result_or_404(request.access, cycle, manager)


def _explanation(cycle: Cycle, found: Result) -> Any:
    try:
        return explanation_of(cycle, found)
    except FileNotFoundError as error:
        raise Http404 from error


def _indicators(explanation: Any, words: Words) -> list[dict[str, Any]]:
    """Each indicator with the items it is made of, as the engine explains them."""
    names = words.items
    measures = step_of(explanation, "measures") or {}
    return [
        {
            "name": node["text" if words.language == "zh" else "text_en"],
            "value": words.amount(node["id"].removeprefix("indicator."), node["value"]),
            "clause": node["clause"],
            "items": [
                {
                    "id": item["id"].removeprefix("item."),
                    "name": names.get(item["id"].removeprefix("item."), item["text"]),
                    "amount": item["inputs"].get("amount", item["value"]),
                    "per_100": item["inputs"].get("per_100"),
                    "credited": item["value"] if "per_100" in item["inputs"] else None,
                    "settlement": "settlement_" in item["id"],
                    "assumed": item.get("assumed", False),
                    "clause": item["clause"],
                    "zero": item["inputs"].get("amount", item["value"]) == "0.000000",
                }
                for item in node.get("steps", [])
            ],
            "counted": node["id"] == "indicator.corporate_customers",
        }
        for node in measures.get("steps", [])
    ]


@requires(*SEES_RESULTS)
@require_safe
def result_items(request: SignedInRequest, pk: int, manager: int, component: str) -> HttpResponse:
    """The accounts, loans, settlements or customers behind one component, page by page."""
    cycle, found = _found(request, pk, manager)
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
        row_template="cycles/_item_row.html",
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
    return render(request, "cycles/_items.html" if partial else "cycles/items.html", context)


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
    cycle, found = _found(request, pk, manager)
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
        row_template="cycles/_day_row.html",
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
        "window": explanation_window(cycle, found),
        "partial": partial,
    }
    return render(request, "cycles/_days.html" if partial else "cycles/days.html", context)


def explanation_window(cycle: Cycle, found: Result) -> Any:
    """The days that the assessment looked at."""
    step = step_of(_explanation(cycle, found), "window")
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


@requires(Can.SEE_CYCLES)
@require_safe
def differences(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Who changes in a computation, in what, and what went in differently."""
    cycle = selectors.cycle_or_404(request.access, pk)
    if not selectors.sees_whole(request.access, cycle):
        raise Http404
    computation = cycle.computations.filter(number=number).select_related("facts").first()
    if computation is None:
        raise Http404
    words = Words.of(cycle)
    table = Table(
        request=request,
        source=difference_rows(computation.differences, words),
        columns=[
            Column("code", _("工号"), lambda r: r.code, "code"),
            Column("name", _("姓名"), lambda r: r.name, "name"),
            Column("field", _("项目"), lambda r: r.field, "field"),
            Column("old", _("原为"), lambda r: r.old),
            Column("new", _("现为"), lambda r: r.new),
        ],
        row_template="cycles/_difference_row.html",
        caption=_("差异"),
        filename=_("差异 %(branch)s %(period)s") % {"branch": cycle.branch.name, "period": cycle.period},
        empty_title=_("没有差异"),
        empty_hint=_("这次计算与所比较的结果逐人逐项相同。"),
    )
    if table.wants_export:
        return table.workbook()
    context = {
        "cycle": cycle,
        "computation": computation,
        "table": table,
        "people": len(computation.differences),
        "causes": inputs_changed(compared_with(cycle), computation),
    }
    return render(request, "cycles/differences.html", context)
