"""The units of everything measured, judged and explained: one closed set, and how each is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Literal

from bole.kernel.money import ratio_of
from bole.kernel.text import Language, Text

MeasureUnit = Literal["wan", "wan_usd", "percent", "count", "score"]
"""What items and indicators are in: 万元, 万美元, a ratio, a number of customers, points of a score.

Results carry a ratio as a fraction; policies and people write it in percent.
"""

Unit = Literal[
    MeasureUnit,
    "wan_days",
    "yuan",
    "currency",
    "per_100",
    "points",
    "times",
    "occurrences",
    "criteria",
    "records",
    "days",
    "years",
    "year",
    "tier",
    "date",
]
"""What any figure is in: besides measures, balance-days in 万元, yuan or another currency, a number
of percent as the policy writes it
(`per_100`), error points, a factor (`times`), numbers of occurrences, of criteria, of records on file, of
days and of years, a calendar year, and the two that are no number, the id of a tier and a day.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """How figures of a unit are shown: the word after them, decimals in a cell and (more) in a sentence."""

    name: Text
    decimals: int = 0
    in_sentences: int = 0


UNITS: Mapping[Unit, Shown] = {
    "wan": Shown(Text("万元", "万元"), 2, 2),
    "wan_usd": Shown(Text("万美元", "万 US$"), 2, 2),
    "percent": Shown(Text("%", "%"), 2, 4),
    "count": Shown(Text("户", "customers")),
    "score": Shown(Text("分", "points"), 2, 2),
    "wan_days": Shown(Text("万元·天", "万元·day"), 2, 2),
    "yuan": Shown(Text("元", "yuan"), 2, 2),
    "currency": Shown(Text("原币", "its currency"), 2, 2),
    "per_100": Shown(Text("%", "%"), 2, 2),
    "points": Shown(Text("分", "points")),
    "times": Shown(Text("倍", "times")),
    "occurrences": Shown(Text("次", "occurrences")),
    "criteria": Shown(Text("项", "criteria")),
    "records": Shown(Text("笔", "entries")),
    "days": Shown(Text("天", "days")),
    "years": Shown(Text("年", "years")),
    "year": Shown(Text("年", "")),
    "tier": Shown(Text("档", "")),
    "date": Shown(Text("", "")),
}

PERCENT = 100
PERCENTAGE_POINTS = Text(" 个百分点", " percentage points")
"""The unit of a difference of two percentages."""

NOT_APPLICABLE = Text("不适用", "not applicable")


def ratio_in(value: Decimal, unit: MeasureUnit) -> tuple[int, int]:
    """A value as the policy writes it, as the exact ratio `(numerator, denominator)` that is measured."""
    return ratio_of(value / PERCENT if unit == "percent" else value)


Figure = Decimal | str | int
"""A figure as results carry it: ratios are fractions."""


def grouped(number: Figure, *, decimals: int = 2, rounding: str = ROUND_HALF_UP) -> str:
    """A number with thousands separators, rounded to `decimals`."""
    return f"{Decimal(number).quantize(Decimal(1).scaleb(-decimals), rounding=rounding):,}"


def with_unit(
    number: Figure | None,
    unit: Unit,
    language: Language,
    *,
    decimals: int | None = None,
    rounding: str = ROUND_HALF_UP,
) -> str:
    """A figure of a result as people read it, `1,234.50 万元`, `98.5%`, or that it does not apply.

    `decimals`: instead of those of a sentence; a percentage is always at most as long as results give it.
    """
    if number is None:
        return NOT_APPLICABLE.says(language)
    shown = UNITS[unit]
    places = shown.in_sentences if decimals is None else decimals
    if unit == "percent":
        percent = grouped(
            Decimal(number) * PERCENT, decimals=min(places, shown.in_sentences), rounding=rounding
        )
        return f"{percent.rstrip('0').rstrip('.') if '.' in percent else percent}%"
    said = grouped(number, decimals=places if shown.decimals else 0, rounding=rounding)
    return f"{said} {shown.name.says(language)}"


def gap_with_unit(number: Figure, unit: Unit, language: Language) -> str:
    """What is missing, rounded up so that it is always enough; between ratios in percentage points."""
    said = with_unit(number, unit, language, rounding=ROUND_CEILING)
    return f"{said.removesuffix('%')}{PERCENTAGE_POINTS.says(language)}" if unit == "percent" else said
