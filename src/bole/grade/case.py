"""What judgement is given about one manager, and what it gives back."""

from dataclasses import dataclass
from decimal import Decimal

from bole.grade.node import Node
from bole.kernel.exact import Exact, Measures
from bole.kernel.people import ErrorPoint, GracePeriod, Manager, Qualification, YearRecord


@dataclass(frozen=True, slots=True)
class ManagerCase:
    """One manager's measures and record.

    `factor`: the branch's factor on the standards (X3). `score`: the design score of the period,
    if any. The records may hold any dates; each rule takes what its window covers.
    """

    manager: Manager
    factor: Decimal
    measures: Measures
    qualifications: tuple[Qualification, ...] = ()
    error_points: tuple[ErrorPoint, ...] = ()
    grace_periods: tuple[GracePeriod, ...] = ()
    score: Decimal | None = None
    history: tuple[YearRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision on one manager: contract, results. `passed` is None in a quarterly one."""

    manager: Manager
    measures: Measures
    performance_tier: str | None
    qualified_tier: str | None
    quarter_points: int | None
    year_points: int
    treatment_tier: str | None
    bonus_deduction: Exact
    outcomes: tuple[str, ...]
    assumed: tuple[str, ...]
    passed: bool | None
    explanation: Node
