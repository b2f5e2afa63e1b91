"""The list of a cycle's results, accepted or of one computation."""

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bole.assess.words import Measured, PolicyWords
from bole.web.base.tables import Column, Table
from bole.web.cycles.capabilities import RUN_CYCLE
from bole.web.cycles.offers import Computation, Cycle, Result, selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_MANAGERS
from bole.web.policies.offers import heading, number, outcomes_said, post_in, words_of
from bole.web.results.board import gaps_in_words
from bole.web.results.filters import ResultFilter


@requires(SEE_MANAGERS)
@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Everyone's result in a cycle, as far as the person may see it."""
    cycle = selectors.cycle_or_404(request.access, pk)
    return _listed(request, cycle, selectors.visible_results(request.access, cycle))


@requires(RUN_CYCLE)
@require_safe
def computation_results(request: SignedInRequest, pk: int, number: int) -> HttpResponseBase:
    """The results of one computation, to look through before it is accepted or to compare afterwards."""
    cycle = selectors.cycle_or_404(request.access, pk)
    computation, seen = selectors.results_of_computation(request.access, cycle, number)
    return _listed(request, cycle, seen, of=computation)


def _listed(
    request: SignedInRequest, cycle: Cycle, seen: QuerySet[Result], *, of: Computation | None = None
) -> HttpResponseBase:
    words = words_of(cycle)
    units = sorted(set(seen.order_by().values_list("unit", "unit__name")), key=lambda pair: pair[1])
    filters = ResultFilter(request.GET or None, units=units, words=words)
    table = Table(
        asked=request.GET,
        source=selectors.ranked(_filtered(seen, filters, words), words),
        columns=_columns(words),
        row_template="results/_result_row.html",
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
    return render(request, "results/results.html", context)


def _filtered(results: QuerySet[Result], filters: ResultFilter, words: PolicyWords) -> QuerySet[Result]:
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
        wanted = words.attention if outcome == "attention" else {outcome}
        results = results.annotate(outcomes_text=Cast("outcomes", TextField()))
        has = [Q(outcomes_text__contains=f'"{each}"') for each in sorted(wanted)]
        condition = has[0]
        for each in has[1:]:
            condition |= each
        results = results.filter(condition)
    return results


def _columns(words: PolicyWords) -> list[Column]:
    return [
        Column("code", _("工号"), lambda r: r.manager.code, "manager__code"),
        Column("name", _("姓名"), lambda r: r.manager.name, "manager__name"),
        Column("unit", _("单位"), lambda r: r.unit.name, "unit__path"),
        Column("post", _("岗位"), lambda r: post_in(words, r.post), "post"),
        Column("tier", _("待遇档次"), lambda r: r.treatment_tier, "tier_place"),
        Column("before", _("上期档次"), lambda r: r.previous_tier, ""),
        Column("reached", _("业绩档次"), lambda r: r.performance_tier, "reached_place"),
        *(_measure(place, each) for place, each in enumerate(words.published)),
        Column("points", _("季度积分"), lambda r: r.quarter_points, "quarter_points", numeric=True),
        Column("outcomes", _("结果"), lambda r: outcomes_said(words, r.outcomes)),
        Column("missing", _("距上一档"), lambda r: gaps_in_words(r, words)),
        Column("assumed", _("所用假定值"), lambda r: _("、").join(r.assumed)),
    ]


def _measure(place: int, measured: Measured) -> Column:
    """A published indicator: its values as numbers, and the order by them."""
    return Column(
        f"measure.{measured.id}",
        heading(measured),
        lambda row: number(measured, row.measures.get(measured.id)),
        selectors.measure_place(place),
        numeric=True,
    )
