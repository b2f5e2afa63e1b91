"""The charts: one Altair specification each, drawn on the page and, the same, as SVG for documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import altair as alt
from django.utils.translation import gettext as _

from bole.assess.words import PolicyWords
from bole.kernel.text import Language
from bole.kernel.units import UNITS
from bole.web.base.charts import ACCENT, spec
from bole.web.base.languages import said
from bole.web.cycles.offers import Cycle, Result
from bole.web.policies.offers import number
from bole.web.results.board import Movement

LINES = [ACCENT, "#c27a1a", "#2e7d4f", "#7a4fa3", "#b3404a", "#5b6b7f"]
"""The colours of lines, taken up again when there are more lines."""

WAYS = {"up": "#2e7d4f", "same": "#9aa4b2", "down": "#b3404a"}


def tier_chart(tiers: Sequence[tuple[str, int]]) -> alt.TopLevelMixin:
    """How many people stand on each tier, the highest tier first."""
    rows = [{"tier": tier, "people": people} for tier, people in tiers]
    tier = alt.X("tier:N", sort=None, title=_("待遇档次"), axis=alt.Axis(labelAngle=0))
    base = alt.Chart(alt.InlineData(rows)).encode(x=tier)
    tooltip = [alt.Tooltip("tier:N", title=_("待遇档次")), alt.Tooltip("people:Q", title=_("人数"))]
    people = alt.Y("people:Q", title=_("人数"), axis=alt.Axis(tickMinStep=1, grid=True))
    bars = base.mark_bar(color=ACCENT, cornerRadiusEnd=2).encode(y=people, tooltip=tooltip)
    labels = base.mark_text(dy=-7).encode(y="people:Q", text="people:Q")
    return _fitting(alt.LayerChart(layer=[bars, labels], height=200))


def movement_chart(movements: Sequence[Movement], tiers: Sequence[str]) -> alt.TopLevelMixin:
    """From tier × to tier, as squares whose colour says up, same or down."""
    rows = [{"before": m.before, "after": m.after, "people": m.people, "way": m.way} for m in movements]
    names = {"up": _("上升"), "same": _("不变"), "down": _("下降")}
    for row in rows:
        row["way"] = names[str(row["way"])]
    scale = alt.Scale(domain=list(tiers))
    axis = alt.Axis(labelAngle=0, orient="top")
    base = alt.Chart(alt.InlineData(rows)).encode(
        x=alt.X("after:N", scale=scale, title=_("本期档次"), axis=axis),
        y=alt.Y("before:N", scale=scale, title=_("上期档次")),
    )
    colour = alt.Color(
        "way:N",
        title=None,
        scale=alt.Scale(domain=list(names.values()), range=list(WAYS.values())),
        legend=alt.Legend(orient="bottom"),
    )
    tooltip = [
        alt.Tooltip("before:N", title=_("上期档次")),
        alt.Tooltip("after:N", title=_("本期档次")),
        alt.Tooltip("people:Q", title=_("人数")),
    ]
    squares = base.mark_rect(cornerRadius=2).encode(color=colour, tooltip=tooltip)
    labels = base.mark_text(color="white", fontWeight="bold").encode(text="people:Q")
    return _fitting(alt.LayerChart(layer=[squares, labels], height=260))


@dataclass(frozen=True, slots=True)
class Trend:
    """Indicators of one unit over the year's periods: of each period, one value an indicator."""

    unit: str
    names: tuple[str, ...]
    points: tuple[tuple[str, tuple[Decimal | int | None, ...]], ...]


def trend_of(results: Sequence[tuple[Cycle, Result]], words: PolicyWords) -> Trend:
    """The published indicators that are measured like the first of them."""
    unit = words.published[0].unit
    shown = [each for each in words.published if each.unit == unit]
    return Trend(
        unit=said(UNITS[unit].name),
        names=tuple(said(each.name) for each in shown),
        points=tuple(
            (cycle.period, tuple(number(each, result.measures.get(each.id)) for each in shown))
            for cycle, result in results
        ),
    )


def trend_chart(trend: Trend) -> alt.TopLevelMixin:
    """Indicators over the year's periods, a line each."""
    rows = [
        {"period": period, "indicator": name, "value": float(value)}
        for period, values in trend.points
        for name, value in zip(trend.names, values, strict=True)
        if value is not None
    ]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("period:N", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("value:Q", title=trend.unit),
            color=alt.Color(
                "indicator:N",
                title=None,
                scale=alt.Scale(range=LINES),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[
                alt.Tooltip("period:N", title=_("期间")),
                alt.Tooltip("indicator:N", title=_("指标")),
                alt.Tooltip("value:Q", title=trend.unit, format=",.2f"),
            ],
        )
        .properties(height=180)
    )
    return _fitting(chart)


def _fitting(chart: alt.Chart | alt.LayerChart) -> alt.TopLevelMixin:
    """As wide as its place, axes and labels included."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    fitted: alt.TopLevelMixin = chart.properties(width="container", autosize=fit)
    return fitted


@lru_cache(maxsize=64)
def tier_spec(tiers: tuple[tuple[str, int], ...], language: Language) -> Mapping[str, Any]:
    """The specification of `tier_chart`; kept, since checking a chart costs more than its page."""
    del language  # the words of the chart are in the language in force
    return spec(tier_chart(tiers))


@lru_cache(maxsize=64)
def movement_spec(
    movements: tuple[Movement, ...], tiers: tuple[str, ...], language: Language
) -> Mapping[str, Any]:
    """The specification of `movement_chart`, kept like the other."""
    del language
    return spec(movement_chart(movements, tiers))


@lru_cache(maxsize=256)
def trend_spec(trend: Trend, language: Language) -> Mapping[str, Any]:
    """The specification of `trend_chart`, kept like the others."""
    del language
    return spec(trend_chart(trend))
