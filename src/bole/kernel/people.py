"""The people facts that judgement looks at: branches, managers and what is on file about them.

Every date is inclusive; an open end is 9999-12-31. Posts, ranks, tiers and error-point items are
the policy's own words and so stay plain strings; what the contract closes is a `Literal`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bole.kernel.period import Period

BranchKind = Literal["head_office", "branch", "sub_branch", "department"]
HireType = Literal["regular", "new_hire", "graduate"]
QualificationKind = Literal["regular", "temporary", "exception"]
Outcome = Literal["base", "aggravated", "cancel"]
GraceReason = Literal["npl", "interest"]

OPEN_END = date(9999, 12, 31)
"""The last day of whatever has no last day yet."""


@dataclass(frozen=True, slots=True, order=True)
class Branch:
    """A unit of the bank; `standard_factor` scales its volume and deposit standards (X3)."""

    branch_id: str
    name: str
    kind: BranchKind
    parent_id: str | None
    standard_factor: Decimal | None


@dataclass(frozen=True, slots=True, order=True)
class Manager:
    """A relationship manager (§2); `excluded_reason` says why one is outside the sequence."""

    manager_no: int
    manager_id: str
    name: str
    branch_id: str
    post: str
    hired_on: date
    hire_type: HireType
    excluded_reason: str | None


@dataclass(frozen=True, slots=True, order=True)
class Qualification:
    """A qualification for a rank of a post (§24-§26), valid on both its ends."""

    manager_id: str
    post: str
    rank: str
    kind: QualificationKind
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, order=True)
class ErrorPoint:
    """Occurrences of one item of the error-point catalogue on one day (§30)."""

    manager_id: str
    date: date
    item: str
    occurrences: int
    outcome: Outcome


@dataclass(frozen=True, slots=True, order=True)
class GracePeriod:
    """A recovery grace period that was started (§29)."""

    manager_id: str
    reason: GraceReason
    started_on: date


@dataclass(frozen=True, slots=True, order=True)
class DesignScore:
    """The corporate department's score of a design manager for one period (§28)."""

    manager_id: str
    period: Period
    score: Decimal


@dataclass(frozen=True, slots=True, order=True)
class YearRecord:
    """A past annual assessment: the tier reached, if any, and whether it was passed (§43)."""

    manager_id: str
    year: int
    tier: str | None
    passed: bool
