"""Charts: one Altair definition for the page (a Vega-Lite specification) and for paper (SVG).

The page draws with the bundle that `build_assets` writes, through Vega's interpreter, so that the
content security policy need not allow evaluation.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert
from django.utils.translation import gettext as _

ACCENT = "#4f86bd"
"""The one colour of charts; it reads on light and dark ground."""

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
ROW_HEIGHT = 22
PAPER_WIDTH = 480

CONFIG: dict[str, Any] = {"font": FONT, "view": {"stroke": None}, "axis": {"labelFontSize": 12}}
"""The look that all charts share; on a page, the colours of text and axes come from its own style."""


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The specification that a page embeds."""
    document = chart.to_dict()
    if document.get("width") == "container":
        document.setdefault("autosize", {"type": "fit-x", "contains": "padding"})
    return {**document, "config": CONFIG}


def svg(chart: alt.TopLevelMixin, *, width: int = PAPER_WIDTH) -> str:
    """The chart as a picture for documents and print, where there is no page to fill."""
    return _drawn(json.dumps({**spec(chart), "width": width}, sort_keys=True))


@lru_cache(maxsize=64)
def _drawn(document: str) -> str:
    """The picture of a specification; drawing takes far longer than anything else of a page."""
    return str(vl_convert.vegalite_to_svg(document))


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many managers stand in a tier."""

    tier: str
    managers: int


def tier_distribution(rows: Sequence[TierCount]) -> alt.TopLevelMixin:
    """Managers by tier, one bar each, in the order given (the highest tier first)."""
    data = alt.InlineData([{"tier": row.tier, "managers": row.managers} for row in rows])
    base = alt.Chart(data).encode(
        y=alt.Y("tier:N", sort=[row.tier for row in rows], title=None),
        x=alt.X("managers:Q", title=_("人数"), axis=alt.Axis(tickMinStep=1, format=",d")),
        tooltip=[
            alt.Tooltip("tier:N", title=_("档次")),
            alt.Tooltip("managers:Q", title=_("人数"), format=",d"),
        ],
    )
    bars = base.mark_bar(color=ACCENT, cornerRadiusEnd=2)
    labels = base.mark_text(align="left", dx=4).encode(text=alt.Text("managers:Q", format=",d"))
    return alt.LayerChart(layer=[bars, labels], height=alt.Step(ROW_HEIGHT), width="container")
