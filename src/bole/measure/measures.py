"""From contributions to each manager's items, components and indicators; exact."""

from collections import defaultdict
from collections.abc import Mapping

from bole.kernel.exact import Component, Exact, Measures
from bole.measure.engine import Engine
from bole.measure.policy_tables import integer_weights
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, WeightedSum


def measure_all(engine: Engine) -> dict[int, Measures]:
    """The measures of every manager with any contribution, by manager number.

    Raises:
        duckdb.Error: the store cannot be read or an amount passes 128 bits.
    """
    numerators: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for manager_no, item, numerator in engine.rows("measures"):
        numerators[manager_no][item] = numerator
    evaluate = Evaluator(engine.policy, engine.denominator)
    return {manager_no: evaluate(items) for manager_no, items in numerators.items()}


def nothing_measured(engine: Engine) -> Measures:
    """The measures of a manager without any contribution: zero, or not applicable."""
    return Evaluator(engine.policy, engine.denominator)({})


class Evaluator:
    """Evaluates the policy's indicators over items that share one denominator."""

    def __init__(self, policy: Policy, denominator: int) -> None:
        self._indicators = policy.indicators
        self._items = [item.id for item in policy.items]
        self._denominator = denominator
        self._shown = next(i.id for i in policy.indicators if isinstance(i, WeightedSum) and i.components)
        self._weights = {i.id: integer_weights(i) for i in policy.indicators if i.kind == "weighted_sum"}

    def __call__(self, numerators: Mapping[str, int]) -> Measures:
        """Items, components and indicators from each item's numerator; absent ones are zero."""
        full = {item: numerators.get(item, 0) for item in self._items}
        amounts = {item: Exact(numerator, self._denominator) for item, numerator in full.items()}
        return Measures(
            indicators={indicator.id: self._value(indicator, full) for indicator in self._indicators},
            components=self._components(amounts),
            items=amounts,
        )

    def _value(self, indicator: Indicator, items: Mapping[str, int]) -> Exact | None:
        match indicator.kind:
            case "weighted_sum":
                weights, base = self._weights[indicator.id]
                total = sum(items[item] * weight for item, weight in weights.items())
                return Exact(total, self._denominator * base)
            case "ratio":
                divisor = items[indicator.denominator]
                return Exact(items[indicator.numerator], divisor) if divisor > 0 else None
            case "same":
                return Exact(items[indicator.item], self._denominator)

    def _components(self, amounts: Mapping[str, Exact]) -> dict[str, Component]:
        weights, base = self._weights[self._shown]
        over = self._denominator * base
        return {
            item: Component(amounts[item], Exact(amounts[item].numerator * weight, over))
            for item, weight in weights.items()
        }
