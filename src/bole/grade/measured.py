"""The measures' own part of the explanation: indicators down to components (§27, X3)."""

from dataclasses import dataclass

from bole.grade.node import Node, Scalar
from bole.kernel.exact import Exact, Measures
from bole.kernel.money import ratio_of, rounded_string
from bole.kernel.period import Standing
from bole.kernel.text import Text
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, Term, WeightedSum


class MeasureExplainer:
    """Explains measures under one policy and standing."""

    def __init__(self, policy: Policy, standing: Standing) -> None:
        self._indicators = policy.indicators
        self._names = {item.id: item.name for item in policy.items}
        self._conventions = policy.conventions
        self._clauses = {item.id: item.clause for item in policy.items}
        self._window: dict[str, Scalar] = {
            "year_start": standing.year_start.isoformat(),
            "period_start": standing.period_start.isoformat(),
            "last_day": standing.last_day.isoformat(),
            "days": standing.days,
        }
        self._headings = [
            (indicator, f"indicator.{indicator.id}", {"unit": indicator.unit})
            for indicator in policy.indicators
        ]
        self._terms = {
            indicator.id: [_weighted(term, self._names[term.item]) for term in indicator.terms]
            for indicator in policy.indicators
            if isinstance(indicator, WeightedSum)
        }
        self._window_node = Node(
            "window",
            self._conventions.day_count.clause,
            "年初至期末日（含首尾）计算日均和年度量；考核期首日至期末日计算期内量",
            "1 January to the last day for yearly figures, the period's first day for the period's",
            self._window,
            self._window["last_day"],
        )

    def window(self) -> Node:
        """The days looked at (order of decisions, step 1)."""
        return self._window_node

    def printed(self, measures: Measures) -> dict[str, str | None]:
        """Every indicator as it is printed: a count without decimals, None where it does not apply."""
        return {
            indicator.id: _printed(measures.indicators[indicator.id], count=indicator.unit == "count")
            for indicator in self._indicators
        }

    def node(self, measures: Measures, printed: dict[str, str | None]) -> Node:
        """Indicators with the items they are made of (step 2)."""
        amounts = {item: rounded_string(*amount) for item, amount in measures.items.items()}
        return Node(
            "measures",
            self._conventions.clause,
            "业绩指标",
            "Indicators",
            self._window,
            None,
            steps=tuple(
                [
                    Node(
                        node_id,
                        indicator.clause,
                        indicator.name.zh,
                        indicator.name.en,
                        inputs,
                        printed[indicator.id],
                        steps=self._parts(indicator, measures, amounts),
                    )
                    for indicator, node_id, inputs in self._headings
                ]
            ),
        )

    def _parts(self, indicator: Indicator, measures: Measures, amounts: dict[str, str]) -> tuple[Node, ...]:
        match indicator.kind:
            case "weighted_sum":
                return tuple(
                    [
                        term.node(measures.items[term.item], amounts[term.item])
                        for term in self._terms[indicator.id]
                    ]
                )
            case "ratio":
                return tuple(
                    self._item(item, amounts[item]) for item in (indicator.numerator, indicator.denominator)
                )
            case "same":
                return ()

    def _item(self, item: str, amount: str) -> Node:
        name = self._names[item]
        return Node(f"item.{item}", self._clauses[item], name.zh, name.en, {}, amount)

    def assumed(self, measures: Measures) -> tuple[str, ...]:
        """Clauses of assumed weights whose item is not zero, so that they entered the result."""
        return tuple(
            term.clause
            for terms in self._terms.values()
            for term in terms
            if term.assumed and measures.items[term.item].numerator
        )


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

    def node(self, amount: Exact, printed: str) -> Node:
        """What the item adds, from its amount."""
        credited = (
            printed
            if self.numerator == self.denominator or not amount.numerator
            else rounded_string(amount.numerator * self.numerator, amount.denominator * self.denominator)
        )
        return Node(
            self.node_id,
            self.clause,
            self.name.zh,
            self.name.en,
            {"amount": printed, "per_100": self.per_100},
            credited,
            assumed=self.assumed,
        )


def _weighted(term: Term, name: Text) -> _Weighted:
    return _Weighted(
        term.item,
        *ratio_of(term.per_100 / 100),
        per_100=format(term.per_100.normalize(), "f"),
        node_id=f"item.{term.item}",
        clause=term.clause,
        name=name,
        assumed=term.assumed,
    )


def _printed(value: Exact | None, *, count: bool) -> str | None:
    if value is None:
        return None
    return str(value.numerator // value.denominator) if count else value.printed()
