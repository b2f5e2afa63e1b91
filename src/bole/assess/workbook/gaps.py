"""「差距」: what each manager still needs for a higher tier, the nearest first."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from functools import partial
from operator import attrgetter

from bole.assess.assessment import Assessment
from bole.assess.shortfall import Shortfall, shortfalls
from bole.assess.words import Measured
from bole.assess.workbook.assumed import AssumedColumns
from bole.assess.workbook.book import Column, Row, Value
from bole.assess.workbook.names import Names, assumed_clauses, header
from bole.assess.workbook.style import MEASURE_STYLES, Style
from bole.kernel.units import MeasureUnit

CENT = Decimal("0.01")
NEAR_WORD = "是"

GAP_STYLES: dict[MeasureUnit, Style] = {**MEASURE_STYLES, "percent": "fine_percent"}


def columns(names: Names) -> Iterator[Column[Shortfall]]:
    """One column per criterion of the policy, and what would close the gap."""
    yield from names.identity(attrgetter("judgement.manager"))
    yield Column(
        "qualified_tier", "考核档次", 22, of=lambda short: names.tier_cell(short.judgement.qualified_tier)
    )
    yield Column("target", "更高一档", 22, of=lambda short: names.tier_cell(short.tier))
    yield Column("near", "接近", 7, "code", of=lambda short: NEAR_WORD if short.near else None)
    yield Column("rank", "尚需资格", 15, of=lambda short: short.rank and names.ranks[short.rank].name.zh)
    yield Column("count", "未达标\n项数", 8, "count", of=lambda short: len(short.missed))
    yield Column("missed", "未达标项", 30, of=lambda short: _missed(short, names))
    yield Column("largest", "最大差距\n占标准", 10, "percent", of=lambda short: float(short.largest))
    for criterion in names.policy.criteria:
        each = names.indicators[criterion.indicator]
        title = header(each).replace(each.name.zh, f"{each.name.zh}\n差")
        yield Column(f"gap.{each.id}", title, 14, GAP_STYLES[each.unit], of=partial(_gap, each))
    if names.score:
        yield Column("gap.score", "评分差\n（分）", 9, "score", of=partial(_gap, names.score))
    if (composite := names.composite) is not None:
        item = names.items[composite.terms[0].item]
        title = f"{composite.name.zh}差\n折合{item.name.zh}（万元）"
        yield Column("gap.product", title, 24, "wan", of=partial(_way, item.id, of=composite.id))
    yield Column("to_recover", "需收回\n不良贷款（万元）", 15, "wan", of=partial(_way, "to_recover"))
    yield Column("to_collect", "需收回\n欠息（万元）", 13, "wan", of=partial(_way, "to_collect"))
    yield Column("assumed", "假定条款", 20, of=lambda short: assumed_clauses(short.judgement))


def rows(assessment: Assessment, *, names: Names) -> Iterator[Row[Shortfall]]:
    """The nearest first: by whether it is near, the largest gap and the number of criteria missed."""
    marks = AssumedColumns(names.policy)
    found = [short for judgement in assessment.judgements for short in shortfalls(judgement)]
    for short in sorted(found, key=lambda each: (*each.closeness, -names.place(each.tier))):
        yield Row(short, marks(short.judgement), "near" if short.near else None)


def _missed(short: Shortfall, names: Names) -> str | None:
    return "、".join(names.measured(each.indicator).name.zh for each in short.missed) or None


def _gap(measured: Measured, short: Shortfall) -> Value:
    """Amounts rounded up to the two decimals shown, so that closing what is shown is enough."""
    gap = next((each.gap for each in short.missed if each.indicator == measured.id), None)
    if gap is None:
        return None
    if measured.unit == "count":
        return int(gap)
    return float(gap.quantize(CENT, ROUND_CEILING) if measured.unit in {"wan", "wan_usd"} else gap)


def _way(way: str, short: Shortfall, *, of: str | None = None) -> Value:
    """What closes a gap in some way, of one indicator if asked for."""
    ways = (each.ways.get(way) for each in short.missed if of in {None, each.indicator})
    return next((float(amount) for amount in ways if amount is not None), None)
