"""A case's person as the people facts that judgement looks at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bole.kernel.people import (
    Branch,
    DesignScore,
    ErrorPoint,
    GracePeriod,
    Manager,
    Qualification,
    YearRecord,
)
from bole.kernel.units import PERCENT
from bole.policy.cases.case import Case, Holding
from bole.policy.schema import Policy

MANAGER_ID = "M1"
BRANCH_ID = "B1"

ALWAYS = (date(2000, 1, 1), date(2099, 12, 31))
"""How long a qualification holds when the case says nothing about qualifications."""


@dataclass(frozen=True, slots=True)
class CasePeople:
    """The branch B1, the manager M1, and what is on file about the manager."""

    branch: Branch
    manager: Manager
    qualifications: tuple[Qualification, ...]
    error_points: tuple[ErrorPoint, ...]
    grace_periods: tuple[GracePeriod, ...]
    design_scores: tuple[DesignScore, ...]
    tier_history: tuple[YearRecord, ...]


def people_of(case: Case, policy: Policy) -> CasePeople:
    """The people facts of a case, what it leaves out filled in from the policy."""
    post, (first, last) = case.post or policy.standards[0].post, ALWAYS
    highest = Holding(rank=policy.ranks[0].id, valid_from=first, valid_to=last)
    usual = (highest,) if policy.qualification else ()
    held = usual if case.qualifications is None else case.qualifications
    return CasePeople(
        branch=Branch(BRANCH_ID, "分行", "branch", None, case.factor),
        manager=Manager(
            0,
            MANAGER_ID,
            "客户经理",
            BRANCH_ID,
            post,
            case.hired_on,
            case.hire_type,
            case.excluded_reason,
        ),
        qualifications=tuple(
            Qualification(MANAGER_ID, each.post or post, each.rank, each.kind, each.valid_from, each.valid_to)
            for each in held
        ),
        error_points=tuple(
            ErrorPoint(MANAGER_ID, each.date, each.item, each.occurrences, each.outcome)
            for each in case.error_points
        ),
        grace_periods=tuple(
            GracePeriod(MANAGER_ID, each.reason, each.started_on) for each in case.grace_periods
        ),
        design_scores=() if case.score is None else (DesignScore(MANAGER_ID, case.period, case.score),),
        tier_history=tuple(
            YearRecord(MANAGER_ID, each.year, each.tier, each.passed) for each in case.tier_history
        ),
    )


def measures_of(case: Case, policy: Policy) -> dict[str, Decimal | None]:
    """The value of every indicator of the policy, in its unit: given by the case, or comfortable.

    Raises:
        KeyError: the case gives a measure that is no indicator of the policy.
    """
    known = {indicator.id for indicator in policy.indicators}
    unknown = sorted(set(case.measures) - known)
    if unknown:
        raise KeyError(f"{case.case}: no such indicator: {', '.join(unknown)}")
    return {name: case.measures.get(name, _comfortable(name, policy)) for name in sorted(known)}


def _comfortable(name: str, policy: Policy) -> Decimal:
    """Twice the highest standard of an amount or count; the best possible value of a percentage."""
    criterion = next((entry for entry in policy.criteria if entry.indicator == name), None)
    if criterion is None or criterion.holds_when == "at_most":
        return Decimal(0)
    if criterion.unit == "percent":
        return Decimal(PERCENT)
    rows = [
        row for standard in policy.standards if standard.form == "all_hold" for row in standard.tiers.values()
    ]
    return 2 * max((row[name] for row in rows if name in row), default=Decimal(0))
