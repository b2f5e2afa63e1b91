"""The measures' own part of the explanation: indicators down to components (§27, X3)."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from bole.grade.clauses import clause_of
from bole.grade.node import Node, Scalar
from bole.kernel.exact import Exact, Measures
from bole.kernel.money import ratio_of, rounded_string
from bole.kernel.period import Standing
from bole.kernel.units import MeasureUnit, Unit
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, Item, Term, WeightedSum

_WINDOW_UNITS: Mapping[str, Unit] = {"days": "days"}


class MeasureExplainer:
    """Explains measures under one policy and standing; what is alike for everyone is made ready once."""

    def __init__(self, policy: Policy, standing: Standing) -> None:
        conventions = policy.conventions
        window: dict[str, Scalar] = {
            "year_start": standing.year_start.isoformat(),
            "period_start": standing.period_start.isoformat(),
            "last_day": standing.last_day.isoformat(),
            "days": standing.days,
        }
        self._window_node = Node(
            "window",
            clause_of(policy, conventions and conventions.day_count, conventions),
            "年初至期末日（含首尾）计算日均和年度量；考核期首日至期末日计算期内量",
            "1 January to the last day for yearly figures, the period's first day for the period's",
            window,
            window["last_day"],
            unit="date",
            units=_WINDOW_UNITS,
        )
        clause = clause_of(policy, conventions)
        self._node = Node("measures", clause, "业绩指标", "Indicators", window, None, units=_WINDOW_UNITS)
        items = {item.id: item for item in policy.items}
        self._indicators = tuple(_shown(indicator, items) for indicator in policy.indicators)
        sums = (indicator for indicator in policy.indicators if isinstance(indicator, WeightedSum))
        self._assumed = tuple(
            (term.item, term.clause) for each in sums for term in each.terms if term.assumed
        )

    def window(self) -> Node:
        """The days looked at (order of decisions, step 1)."""
        return self._window_node

    def printed(self, measures: Measures) -> dict[str, str | None]:
        """Every indicator as it is printed: a count without decimals, None where it does not apply."""
        return {
            each.id: None if value is None else value.printed(each.unit)
            for each in self._indicators
            for value in (measures.indicators[each.id],)
        }

    def node(self, measures: Measures, printed: dict[str, str | None]) -> Node:
        """Indicators with the items they are made of (step 2)."""
        amounts = {item: (amount, rounded_string(*amount)) for item, amount in measures.items.items()}
        steps = [
            replace(
                each.node,
                value=printed[each.id],
                steps=tuple([part.said(*amounts[part.item]) for part in each.parts]),
            )
            for each in self._indicators
        ]
        return replace(self._node, steps=tuple(steps))

    def assumed(self, measures: Measures) -> tuple[str, ...]:
        """Clauses of assumed weights whose item is not zero, so that they entered the result."""
        return tuple([clause for item, clause in self._assumed if measures.items[item].numerator])


class _Plain(NamedTuple):
    """An item of a ratio, ready to be shown as it stands."""

    item: str
    node: Node

    def said(self, _amount: Exact, printed: str) -> Node:
        """The item, from its amount as it is printed."""
        return replace(self.node, value=printed)


class _Weighted(NamedTuple):
    """A term of a weighted sum: it counts `numerator ÷ denominator` of its item. `node` is of zero."""

    item: str
    node: Node
    per_100: str
    numerator: int
    denominator: int

    def said(self, amount: Exact, printed: str) -> Node:
        """What the item adds, from its amount."""
        numerator, denominator = amount
        if not numerator:
            return self.node
        credited = (
            printed
            if self.numerator == self.denominator
            else rounded_string(numerator * self.numerator, denominator * self.denominator)
        )
        return replace(self.node, inputs={"amount": printed, "per_100": self.per_100}, value=credited)


class _Shown(NamedTuple):
    """An indicator, ready to be shown, with the items it is made of."""

    id: str
    unit: MeasureUnit
    node: Node
    parts: tuple[_Plain | _Weighted, ...]


def _shown(indicator: Indicator, items: Mapping[str, Item]) -> _Shown:
    unit = indicator.unit
    inputs: dict[str, Scalar] = {"unit": unit}
    node_id = f"indicator.{indicator.id}"
    node = Node(node_id, indicator.clause, *indicator.name, inputs=inputs, value=None, unit=unit)
    return _Shown(indicator.id, unit, node, _parts(indicator, items))


def _parts(indicator: Indicator, items: Mapping[str, Item]) -> tuple[_Plain | _Weighted, ...]:
    match indicator.kind:
        case "weighted_sum":
            return tuple(_weighted(term, items[term.item], indicator.unit) for term in indicator.terms)
        case "ratio":
            return tuple(_plain(items[item]) for item in (indicator.numerator, indicator.denominator))
        case "same":
            return ()


def _plain(item: Item) -> _Plain:
    node = Node(f"item.{item.id}", item.clause, *item.name, inputs={}, value=None, unit=item.unit)
    return _Plain(item.id, node)


def _weighted(term: Term, item: Item, unit: MeasureUnit) -> _Weighted:
    per_100, zero = format(term.per_100.normalize(), "f"), rounded_string(0, 1)
    units: dict[str, Unit] = {"per_100": "per_100"}
    if item.unit != unit:
        units["amount"] = item.unit
    node = Node(
        f"item.{term.item}",
        term.clause,
        *item.name,
        inputs={"amount": zero, "per_100": per_100},
        value=zero,
        assumed=term.assumed,
        unit=unit,
        units=units,
    )
    return _Weighted(term.item, node, per_100, *ratio_of(term.per_100 / 100))
