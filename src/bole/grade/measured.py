"""The measures' own part of the explanation: indicators down to components (§27, X3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bole.grade.node import Node, Scalar
from bole.kernel.exact import Exact, Measures
from bole.kernel.money import ratio_of, rounded_string
from bole.kernel.period import Standing
from bole.kernel.text import Text
from bole.kernel.units import MeasureUnit, Unit
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, Item, Term, WeightedSum

_WINDOW_UNITS: Mapping[str, Unit] = {"days": "days"}


class MeasureExplainer:
    """Explains measures under one policy and standing."""

    def __init__(self, policy: Policy, standing: Standing) -> None:
        self._conventions = policy.conventions
        self._window: dict[str, Scalar] = {
            "year_start": standing.year_start.isoformat(),
            "period_start": standing.period_start.isoformat(),
            "last_day": standing.last_day.isoformat(),
            "days": standing.days,
        }
        self._window_node = Node(
            "window",
            self._conventions.day_count.clause,
            "年初至期末日（含首尾）计算日均和年度量；考核期首日至期末日计算期内量",
            "1 January to the last day for yearly figures, the period's first day for the period's",
            self._window,
            self._window["last_day"],
            unit="date",
            units=_WINDOW_UNITS,
        )
        items = {item.id: item for item in policy.items}
        self._indicators = tuple(_shown(indicator, items) for indicator in policy.indicators)
        self._assumed = tuple(
            (term.item, term.clause)
            for indicator in policy.indicators
            if isinstance(indicator, WeightedSum)
            for term in indicator.terms
            if term.assumed
        )

    def window(self) -> Node:
        """The days looked at (order of decisions, step 1)."""
        return self._window_node

    def printed(self, measures: Measures) -> dict[str, str | None]:
        """Every indicator as it is printed: a count without decimals, None where it does not apply."""
        return {
            indicator.id: None if value is None else value.printed(indicator.unit)
            for indicator in self._indicators
            for value in (measures.indicators[indicator.id],)
        }

    def node(self, measures: Measures, printed: dict[str, str | None]) -> Node:
        """Indicators with the items they are made of (step 2)."""
        amounts = {item: (amount, rounded_string(*amount)) for item, amount in measures.items.items()}
        return Node(
            "measures",
            self._conventions.clause,
            "业绩指标",
            "Indicators",
            self._window,
            None,
            units=_WINDOW_UNITS,
            steps=tuple(
                [
                    Node(
                        indicator.node_id,
                        indicator.clause,
                        indicator.name.zh,
                        indicator.name.en,
                        indicator.inputs,
                        printed[indicator.id],
                        steps=tuple([part.node(*amounts[part.item]) for part in indicator.parts]),
                        unit=indicator.unit,
                    )
                    for indicator in self._indicators
                ]
            ),
        )

    def assumed(self, measures: Measures) -> tuple[str, ...]:
        """Clauses of assumed weights whose item is not zero, so that they entered the result."""
        return tuple([clause for item, clause in self._assumed if measures.items[item].numerator])


@dataclass(frozen=True, slots=True)
class _Plain:
    """An item of a ratio, ready to be shown as it stands."""

    item: str
    node_id: str
    clause: str
    name: Text
    unit: Unit

    def node(self, _amount: Exact, printed: str) -> Node:
        """The item, from its amount as it is printed."""
        return Node(self.node_id, self.clause, self.name.zh, self.name.en, {}, printed, unit=self.unit)


@dataclass(frozen=True, slots=True)
class _Weighted:
    """A term of a weighted sum, ready to be shown; it counts `numerator ÷ denominator` of its item."""

    item: str
    numerator: int
    denominator: int
    per_100: str
    node_id: str
    clause: str
    name: Text
    assumed: bool
    unit: Unit
    units: Mapping[str, Unit]
    nothing: Node
    """What an item of zero adds; it is the same for everyone."""

    def node(self, amount: Exact, printed: str) -> Node:
        """What the item adds, from its amount."""
        numerator, denominator = amount
        if not numerator:
            return self.nothing
        credited = (
            printed
            if self.numerator == self.denominator
            else rounded_string(numerator * self.numerator, denominator * self.denominator)
        )
        return Node(
            self.node_id,
            self.clause,
            self.name.zh,
            self.name.en,
            {"amount": printed, "per_100": self.per_100},
            credited,
            assumed=self.assumed,
            unit=self.unit,
            units=self.units,
        )


@dataclass(frozen=True, slots=True)
class _Shown:
    """An indicator, ready to be shown, with the items it is made of."""

    id: str
    node_id: str
    clause: str
    name: Text
    inputs: Mapping[str, Scalar]
    unit: MeasureUnit
    parts: tuple[_Plain | _Weighted, ...]


def _shown(indicator: Indicator, items: Mapping[str, Item]) -> _Shown:
    return _Shown(
        id=indicator.id,
        node_id=f"indicator.{indicator.id}",
        clause=indicator.clause,
        name=indicator.name,
        inputs={"unit": indicator.unit},
        unit=indicator.unit,
        parts=_parts(indicator, items),
    )


def _parts(indicator: Indicator, items: Mapping[str, Item]) -> tuple[_Plain | _Weighted, ...]:
    match indicator.kind:
        case "weighted_sum":
            return tuple(_weighted(term, items[term.item], indicator.unit) for term in indicator.terms)
        case "ratio":
            return tuple(_plain(items[item]) for item in (indicator.numerator, indicator.denominator))
        case "same":
            return ()


def _plain(item: Item) -> _Plain:
    return _Plain(item.id, f"item.{item.id}", item.clause, item.name, item.unit)


def _weighted(term: Term, item: Item, unit: MeasureUnit) -> _Weighted:
    name, node_id, per_100 = item.name, f"item.{term.item}", format(term.per_100.normalize(), "f")
    zero = rounded_string(0, 1)
    inputs = {"amount": zero, "per_100": per_100}
    units: dict[str, Unit] = {"per_100": "per_100"}
    if item.unit != unit:
        units["amount"] = item.unit
    return _Weighted(
        term.item,
        *ratio_of(term.per_100 / 100),
        per_100=per_100,
        node_id=node_id,
        clause=term.clause,
        name=name,
        assumed=term.assumed,
        unit=unit,
        units=units,
        nothing=Node(
            node_id,
            term.clause,
            name.zh,
            name.en,
            inputs,
            zero,
            assumed=term.assumed,
            unit=unit,
            units=units,
        ),
    )
