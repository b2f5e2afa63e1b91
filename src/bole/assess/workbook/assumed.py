"""What rests on assumed values: which columns each assumed clause reaches."""

from bole.grade import Judgement
from bole.policy.schema import Policy
from bole.policy.schema.base import Cited
from bole.policy.schema.indicators import Indicator, Term, WeightedSum

TREATED = frozenset({"treatment_tier", "pay_grade", "outcomes", "passed"})
TIERS = TREATED | {"performance_tier", "qualified_tier"}
POINTS = TREATED | {"quarter_points", "year_points", "bonus_deduction"}


class AssumedColumns:
    """For each assumed clause of a policy, the keys of the columns that rest on it."""

    def __init__(self, policy: Policy) -> None:
        self._reached: dict[str, frozenset[str]] = {}
        for indicator in policy.indicators:
            for term in indicator.terms if isinstance(indicator, WeightedSum) else ():
                self._add(term, TIERS | _reached_by(term, indicator))
        gaps = {f"gap.{criterion.indicator}" for criterion in policy.criteria}
        for standard in policy.standards:
            self._add(standard, TIERS | gaps | {"target", "missed", "gap.product", "gap.score", "largest"})
        for item in (*policy.error_points, policy.consequences.aggravation):
            self._add(item, POINTS)

    def _add(self, record: Cited | None, keys: frozenset[str]) -> None:
        if record is not None and record.assumed:
            self._reached[record.clause] = self._reached.get(record.clause, frozenset()) | keys

    def __call__(self, judgement: Judgement) -> frozenset[str]:
        """The columns of one manager's row that rest on assumed values."""
        return frozenset().union(*(self._reached.get(clause, frozenset()) for clause in judgement.assumed))


def _reached_by(term: Term, indicator: Indicator) -> frozenset[str]:
    own = {indicator.id, f"gap.{indicator.id}", "missed", "largest"}
    if isinstance(indicator, WeightedSum) and indicator.components:
        own |= {f"credited.{term.item}", "sum", "gap.product"}
    return frozenset(own)
