"""How far each higher tier is: per criterion what is missing, and what that equals in each product."""

from collections.abc import Mapping
from math import lcm
from typing import NamedTuple

from msgspec.structs import replace

from bole.grade.clauses import clause_of
from bole.grade.ladder import Ladder
from bole.grade.node import Node, Scalar
from bole.grade.performance import Performance
from bole.grade.requirement import Requirement
from bole.kernel.exact import Exact, Measures
from bole.kernel.money import ceiling, ceiling_string, ratio_of, scaled_string
from bole.kernel.units import Unit
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Ratio, WeightedSum

EQUAL_DECIMALS = 2
"""Equivalents are shown in 万元 with two decimals, rounded up: that much is always enough."""

_HUNDREDTHS = tuple(f".{hundredths:02}" for hundredths in range(100))


class Products(NamedTuple):
    """What one unit of each product adds to a weighted sum: `weight ÷ base`; alike ones together."""

    base: int
    weights: tuple[tuple[int, tuple[str, ...]], ...]


class Distance:
    """Distances under one policy."""

    def __init__(self, policy: Policy) -> None:
        self._ratios = {i.id: i for i in policy.indicators if isinstance(i, Ratio)}
        self._products = {i.id: _products(i) for i in policy.indicators if isinstance(i, WeightedSum)}
        self._units = _units_of_ways(policy)
        self._clause = clause_of(policy, policy.conventions)
        self._qualification_clause = clause_of(policy, policy.qualification)
        self._headings = {
            tier.id: (f"distance.{tier.id}", f"距{tier.name.zh}", f"To {tier.name.en}")
            for tier in policy.tiers
        }

    def __call__(
        self,
        measures: Measures,
        *,
        performance: Performance,
        ladder: Ladder,
        tier: str | None,
        rank_cap: str | None,
    ) -> Node:
        """For every tier above `tier`, nearest first: the criteria missed and the rank still needed.

        `rank_cap`: the best tier the qualification allows.
        """
        higher, beyond_rank = ladder.above(tier), ladder.above(rank_cap)
        missed = {requirement for each in higher for requirement in performance.missed.get(each, ())}
        missing = {requirement: self._missing(requirement, measures) for requirement in missed}
        steps = tuple(
            [
                self._to_tier(
                    each,
                    _short(performance, each, missing),
                    rank_needed=ladder.rank_of(each) if each in beyond_rank else None,
                )
                for each in higher
            ]
        )
        return Node(
            "distance",
            self._clause,
            "距更高各档的差距",
            "Distance to each higher tier",
            {"from_tier": tier},
            steps[0].inputs["tier"] if steps else None,
            steps=steps,
            unit="tier",
        )

    def _to_tier(self, tier: str, missing: tuple[Node, ...], *, rank_needed: str | None) -> Node:
        node_id, text, text_en = self._headings[tier]
        return Node(
            node_id,
            self._qualification_clause,
            text,
            text_en,
            {"tier": tier, "rank_needed": rank_needed},
            len(missing),
            steps=missing,
            unit="criteria",
        )

    def _missing(self, requirement: Requirement, measures: Measures) -> Node:
        value = measures.indicators[requirement.indicator]
        if value is None:
            raise AssertionError("a criterion that does not apply is met")
        numerator, denominator = value
        required, required_over = requirement.required
        gap = abs(required * denominator - numerator * required_over)
        over = denominator * required_over
        return replace(
            requirement.said,
            id=f"missing.{requirement.indicator}",
            inputs=self._ways(requirement, measures, gap, over),
            value=str(ceiling(gap, over)) if requirement.unit == "count" else ceiling_string(gap, over),
            assumed=False,
            units=self._units.get(requirement.indicator),
        )

    def _ways(
        self, requirement: Requirement, measures: Measures, gap: int, over: int
    ) -> Mapping[str, Scalar]:
        products = self._products.get(requirement.indicator)
        if products is not None:
            return _equals(products, gap, over)
        ratio = self._ratios.get(requirement.indicator)
        return _recovery(ratio, measures.items, requirement.required) if ratio is not None else {}


def _short(performance: Performance, tier: str, missing: Mapping[Requirement, Node]) -> tuple[Node, ...]:
    """What is missing to a tier: each requirement not met, or the rest of the score."""
    missed = performance.missed.get(tier)
    if missed is not None:
        return tuple([missing[requirement] for requirement in missed])
    return (performance.short_of[tier],) if tier in performance.short_of else ()


def _units_of_ways(policy: Policy) -> dict[str, dict[str, Unit]]:
    """Of each indicator, what closes its gap in another unit than its own."""
    items = {item.id: item.unit for item in policy.items}
    ways: dict[str, dict[str, Unit]] = {}
    for each in policy.indicators:
        if isinstance(each, Ratio):
            ways[each.id] = dict.fromkeys(("to_collect", "to_recover"), items[each.numerator])
        elif isinstance(each, WeightedSum):
            sold = (term.item for term in each.terms if term.per_100 > 0)
            ways[each.id] = {item: items[item] for item in sold if items[item] != each.unit}
    return {indicator: units for indicator, units in ways.items() if units}


def _products(indicator: WeightedSum) -> Products:
    """What one unit of each product adds; deductions aside."""
    alike: dict[tuple[int, int], list[str]] = {}
    for term in indicator.terms:
        if term.per_100 > 0:
            alike.setdefault(ratio_of(term.per_100 / 100), []).append(term.item)
    base = lcm(*(denominator for _, denominator in alike))
    return Products(
        base,
        tuple(
            (numerator * base // denominator, tuple(items))
            for (numerator, denominator), items in alike.items()
        ),
    )


def _equals(products: Products, gap: int, over: int) -> dict[str, Scalar]:
    """What a gap of a weighted sum equals in each product, in 万元 (万美元), rounded up to two decimals.

    Rounding up twice is rounding up once, ⌈⌈a ÷ b⌉ ÷ c⌉ = ⌈a ÷ (b × c)⌉: the large integers are
    divided once, each product then divides a small one. The two decimals come from a table rather
    than from `scaled_string`: it happens a hundred times a manager.
    """
    in_all = ceiling(100 * gap * products.base, over)
    equal: dict[str, Scalar] = {}
    for weight, items in products.weights:
        hundredths = -(-in_all // weight)
        text = f"{hundredths // 100}{_HUNDREDTHS[hundredths % 100]}"
        for item in items:
            equal[item] = text
    return equal


def _recovery(ratio: Ratio, items: Mapping[str, Exact], required: Exact) -> Mapping[str, Scalar]:
    """How much must be collected, in 万元, for a ratio of amounts to come right.

    For a limit from above (NPL ratio), money repaid lowers both the bad and the whole balance:
    (bad − limit × whole) ÷ (1 − limit). For one from below (interest), it is limit × due − collected.
    """
    part, whole = items[ratio.numerator], items[ratio.denominator]
    shortfall = required.numerator * whole.numerator - part.numerator * required.denominator
    over = required.denominator * whole.denominator
    if shortfall >= 0:
        return {"to_collect": scaled_string(ceiling(shortfall * 100, over), EQUAL_DECIMALS)}
    kept = required.denominator - required.numerator
    return {
        "to_recover": scaled_string(
            ceiling(-shortfall * 100 * required.denominator, over * kept), EQUAL_DECIMALS
        )
    }
