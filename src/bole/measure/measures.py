"""From contributions to each manager's items, components and indicators; exact."""

import gc
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from bole.kernel.exact import Component, Exact, Measures
from bole.measure.engine import Engine
from bole.measure.policy_tables import integer_weights
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, WeightedSum, composite_of


def measure_all(engine: Engine) -> dict[int, Measures]:
    """The measures of every manager with any contribution, by manager number.

    The collector of reference cycles rests meanwhile: measures have none, and it would walk again
    and again over everything that is kept.

    Raises:
        duckdb.Error: the store cannot be read or an amount passes 128 bits.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        numerators: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for manager_no, item, numerator in engine.rows("measures"):
            numerators[manager_no][item] = numerator
        evaluate = Evaluator(engine.policy, engine.denominator)
        return {manager_no: evaluate(items) for manager_no, items in numerators.items()}
    finally:
        if collecting:
            gc.enable()


def nothing_measured(engine: Engine) -> Measures:
    """The measures of a manager without any contribution: zero, or not applicable."""
    return Evaluator(engine.policy, engine.denominator)({})


class Evaluator:
    """Evaluates the policy's indicators over items that share one denominator.

    There are many managers and values: what depends on the policy alone is made ready once, and
    nothing and no amount are one object each.
    """

    def __init__(self, policy: Policy, denominator: int) -> None:
        self._items = [item.id for item in policy.items]
        self._denominator = denominator
        self._nothing = Exact(0, denominator)
        self._indicators = policy.indicators
        self._sums = {i.id: _Sum.of(i, denominator) for i in policy.indicators if i.kind == "weighted_sum"}
        shown = composite_of(policy.indicators)
        self._shown = self._sums[shown.id] if shown else _Sum((), denominator)
        self._no_component = Component(self._nothing, Exact(0, self._shown.denominator))

    def __call__(self, numerators: Mapping[str, int]) -> Measures:
        """Items, components and indicators from each item's numerator; absent ones are zero."""
        nothing, denominator = self._nothing, self._denominator
        amounts = dict.fromkeys(self._items, nothing)
        for item, numerator in numerators.items():
            amounts[item] = Exact(numerator, denominator)
        return Measures(
            indicators={indicator.id: self._value(indicator, amounts) for indicator in self._indicators},
            components=self._components(amounts),
            items=amounts,
        )

    def _value(self, indicator: Indicator, amounts: Mapping[str, Exact]) -> Exact | None:
        match indicator.kind:
            case "weighted_sum":
                weighted = self._sums[indicator.id]
                total = sum([amounts[item][0] * weight for item, weight in weighted.terms])
                return Exact(total, weighted.denominator)
            case "ratio":
                divisor = amounts[indicator.denominator].numerator
                return Exact(amounts[indicator.numerator].numerator, divisor) if divisor > 0 else None
            case "same":
                return amounts[indicator.item]

    def _components(self, amounts: Mapping[str, Exact]) -> dict[str, Component]:
        nothing, none, over = self._nothing, self._no_component, self._shown.denominator
        return {
            item: none
            if (amount := amounts[item]) is nothing
            else Component(amount, Exact(amount[0] * weight, over))
            for item, weight in self._shown.terms
        }


class _Sum(NamedTuple):
    """A weighted sum: integer weights of its items, and the denominator they lead to."""

    terms: tuple[tuple[str, int], ...]
    denominator: int

    @classmethod
    def of(cls, indicator: WeightedSum, denominator: int) -> "_Sum":
        weights, base = integer_weights(indicator)
        return cls(tuple(weights.items()), denominator * base)
