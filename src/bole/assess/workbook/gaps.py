"""「差距」: what each manager still needs for a higher tier, the nearest first."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from bole.assess.assessment import Assessment
from bole.assess.shortfall import Missed, Shortfall, shortfalls
from bole.assess.words import SCORE, Measured
from bole.assess.workbook.assumed import AssumedColumns
from bole.assess.workbook.book import Column, Row, Value
from bole.assess.workbook.names import IDENTITY, Names, header
from bole.assess.workbook.style import MEASURE_STYLES, Style
from bole.kernel.units import MeasureUnit

CENT = Decimal("0.01")
NEAR_WORD = "是"

GAP_STYLES: dict[MeasureUnit, Style] = {**MEASURE_STYLES, "percent": "fine_percent"}


def columns(names: Names) -> tuple[Column, ...]:
    """One column per criterion of the policy, and what would close the gap."""
    return (
        *IDENTITY,
        Column("qualified_tier", "考核档次", 22),
        Column("target", "更高一档", 22),
        Column("near", "接近", 7, "code"),
        Column("rank", "尚需资格", 15),
        Column("count", "未达标\n项数", 8, "count"),
        Column("missed", "未达标项", 30),
        Column("largest", "最大差距\n占标准", 10, "percent"),
        *(
            Column(
                f"gap.{each.id}",
                header(each).replace(each.name.zh, f"{each.name.zh}\n差"),
                14,
                GAP_STYLES[each.unit],
            )
            for each in _criteria(names)
        ),
        *((Column("gap.score", "评分差\n（分）", 9, "score"),) if names.score else ()),
        *_product_column(names),
        Column("to_recover", "需收回\n不良贷款（万元）", 15, "wan"),
        Column("to_collect", "需收回\n欠息（万元）", 13, "wan"),
        Column("assumed", "假定条款", 20),
    )


def rows(assessment: Assessment, *, names: Names) -> Iterator[Row]:
    """The nearest first: by whether it is near, the largest gap and the number of criteria missed."""
    marks = AssumedColumns(names.policy)
    found = [short for judgement in assessment.judgements for short in shortfalls(judgement)]
    rank = {tier.id: -place for place, tier in enumerate(names.policy.tiers)}
    for short in sorted(found, key=lambda each: (*each.closeness, rank[each.tier])):
        near = short.near
        yield Row(tuple(_cells(short, names)), marks(short.judgement), "near" if near else None)


def _cells(short: Shortfall, names: Names) -> Iterator[Value]:
    judgement, missed = short.judgement, {each.indicator: each for each in short.missed}
    yield from names.identity(judgement.manager)
    yield names.tier_cell(judgement.qualified_tier)
    yield names.tier_cell(short.tier)
    yield NEAR_WORD if short.near else None
    yield None if short.rank is None else names.ranks[short.rank].name.zh
    yield len(short.missed)
    yield "、".join(names.measured(each.indicator).name.zh for each in short.missed) or None
    yield float(short.largest)
    for each in _criteria(names):
        yield _gap(missed.get(each.id), each.unit)
    if names.score:
        yield _gap(missed.get(SCORE), "score")
    composite = names.composite
    if composite is not None:
        yield _way(missed.get(composite.id), composite.terms[0].item)
    for way in ("to_recover", "to_collect"):
        yield next((value for each in short.missed if (value := _way(each, way)) is not None), None)
    yield "、".join(judgement.assumed) or None


def _gap(missed: Missed | None, unit: MeasureUnit) -> Value:
    """Amounts rounded up to the two decimals shown, so that closing what is shown is enough."""
    if missed is None:
        return None
    if unit == "count":
        return int(missed.gap)
    return float(missed.gap.quantize(CENT, ROUND_CEILING) if unit in {"wan", "wan_usd"} else missed.gap)


def _way(missed: Missed | None, key: str) -> Value:
    way = missed.ways.get(key) if missed else None
    return None if way is None else float(way)


def _criteria(names: Names) -> list[Measured]:
    return [names.indicators[criterion.indicator] for criterion in names.policy.criteria]


def _product_column(names: Names) -> tuple[Column, ...]:
    composite = names.composite
    if composite is None:
        return ()
    product = names.items[composite.terms[0].item].name.zh
    return (Column("gap.product", f"{composite.name.zh}差\n折合{product}（万元）", 24, "wan"),)
