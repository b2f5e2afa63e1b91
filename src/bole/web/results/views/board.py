"""The branch board: tiers, movements, near-misses, what needs attention, units compared."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bole.assess.words import Measured, PolicyWords
from bole.web.base.charts import svg
from bole.web.base.languages import language, said
from bole.web.base.tables import Column, Table
from bole.web.cycles.offers import Cycle, selectors
from bole.web.people.access import SignedInRequest, requires
from bole.web.policies.offers import heading, number, outcomes_said, words_of
from bole.web.results.board import NONE, Board, NearMiss, board_of, gaps_in_words
from bole.web.results.capabilities import SEE_BOARD
from bole.web.results.charts import movement_chart, movement_spec, tier_chart, tier_spec
from bole.web.results.filters import BoardFilter

NEAR_SHOWN = 30


@requires(SEE_BOARD)
@require_safe
def board(request: SignedInRequest) -> HttpResponseBase:
    """The latest period, or the one asked for; of every branch, or one."""
    chosen = _Chosen(request)
    context: dict[str, Any] = {"filters": chosen.filters, "period": chosen.period, "cycles": chosen.cycles}
    if chosen.board is None or chosen.words is None:
        return render(request, "results/board.html", context)
    tables = _tables(request, chosen.board, chosen.words)
    asked = tables.get(request.GET.get("list", ""))
    if asked is not None and asked.wants_export:
        return asked.workbook()
    order = [*chosen.words.tiers, NONE]
    moves = tuple(chosen.board.movements)
    charts = {
        "tiers": tier_spec(tuple(chosen.board.tiers), language()),
        "movements": movement_spec(moves, tuple(order), language()) if moves else None,
    }
    context |= {
        "board": chosen.board,
        "words": chosen.words,
        "charts": charts,
        "tables": tables,
        "by_computation": {cycle.computation_id: cycle for cycle in chosen.cycles},
    }
    return render(request, "results/board.html", context)


@requires(SEE_BOARD)
@require_safe
def board_chart(request: SignedInRequest, name: str) -> HttpResponse:
    """A chart of the board as SVG, for documents; drawn from the page's own specification."""
    chosen = _Chosen(request)
    if chosen.board is None or chosen.words is None:
        raise Http404
    order = [*chosen.words.tiers, NONE]
    match name:
        case "tiers":
            chart = tier_chart(chosen.board.tiers)
        case "movements":
            chart = movement_chart(chosen.board.movements, order)
        case _:
            raise Http404
    response = HttpResponse(svg(chart), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{name}.svg"'
    response["Cache-Control"] = "no-store"
    return response


class _Chosen:
    """The period and branches asked for, with the board over them."""

    def __init__(self, request: SignedInRequest) -> None:
        seen = selectors.visible_cycles(request.access).filter(computation__isnull=False)
        seen = seen.filter(computation__results__in=selectors.visible_results(request.access)).distinct()
        cycles = selectors.latest_of_each_branch(seen)
        periods = sorted({cycle.period for cycle in cycles}, key=_when, reverse=True)
        branches = sorted({(cycle.branch_id, cycle.branch.name) for cycle in cycles}, key=lambda b: b[1])
        asked = request.GET.get("period", "")
        self.period = asked if asked in periods else next(iter(periods), "")
        branch = request.GET.get("branch", "")
        self.cycles: list[Cycle] = [
            cycle
            for cycle in cycles
            if cycle.period == self.period and (not branch.isdecimal() or cycle.branch_id == int(branch))
        ]
        data = {"period": self.period, "branch": branch}
        self.filters = BoardFilter(data, periods=periods, branches=branches)
        self.words = words_of(self.cycles[0]) if self.cycles else None
        self.board: Board | None = None
        if self.words is not None:
            named = {cycle.computation_id or 0: cycle.branch.name for cycle in self.cycles}
            results = selectors.visible_results(request.access).filter(computation__in=list(named))
            self.board = board_of(list(results), self.words, by_branch=named)


def _when(period: str) -> tuple[str, str]:
    return period[:4], period[4:] or "Q5"


def _tables(request: SignedInRequest, board: Board, words: PolicyWords) -> dict[str, Table]:
    person = [
        Column("code", _("工号"), lambda r: r.manager.code),
        Column("name", _("姓名"), lambda r: r.manager.name),
        Column("unit", _("单位"), lambda r: r.unit.name),
        Column("tier", _("待遇档次"), lambda r: r.treatment_tier),
    ]
    near = [Column(c.key, c.label, _of_result(c)) for c in person]
    near += [
        Column("next", _("上一档"), lambda m: m.result.next_tier),
        Column("gaps", _("还差"), lambda m: gaps_in_words(m.result, words)),
    ]
    attention = [
        *person,
        Column("outcomes", _("结果"), lambda r: outcomes_said(words, r.outcomes)),
        Column("points", _("季度积分"), lambda r: r.quarter_points, numeric=True),
    ]
    top_rank = said(next(iter(words.ranks.values())).name)
    units = [
        Column("name", _("单位"), lambda u: u.name),
        Column("people", _("人数"), lambda u: u.people, numeric=True),
        *(_mean_of(each) for each in words.published),
        Column("in_top_rank", top_rank, lambda u: u.in_top_rank, numeric=True),
        Column("without", _("无档次"), lambda u: u.without, numeric=True),
        Column("up", _("上升"), lambda u: u.up, numeric=True),
        Column("down", _("下降"), lambda u: u.down, numeric=True),
        Column("attention", _("须关注"), lambda u: u.attention, numeric=True),
    ]
    moves = [
        Column("before", _("上期档次"), lambda m: m.before),
        Column("after", _("本期档次"), lambda m: m.after),
        Column("people", _("人数"), lambda m: m.people, numeric=True),
    ]
    parts = {
        "near": (board.near, near, _("接近上一档")),
        "attention": (board.attention, attention, _("须关注的结果")),
        "units": (board.units, units, _("单位比较")),
        "movements": (board.movements, moves, _("档次变动")),
    }
    return {
        name: Table(
            asked=request.GET,
            source=rows,
            columns=columns,
            row_template=f"results/_board_{name}.html",
            caption=caption,
            filename=caption,
            name=name,
            page_size=NEAR_SHOWN,
        )
        for name, (rows, columns, caption) in parts.items()
    }


def _mean_of(measured: Measured) -> Column:
    """The average of an indicator in a unit."""
    label = _("平均%(measure)s") % {"measure": heading(measured)}
    return Column(
        f"measure.{measured.id}", label, lambda unit: number(measured, unit.means[measured.id]), numeric=True
    )


def _of_result(column: Column) -> Callable[[NearMiss], object]:
    """A column of a result, on a row that has one."""
    return lambda miss: column.cell(miss.result)
