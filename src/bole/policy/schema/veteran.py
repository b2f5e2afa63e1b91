"""Veteran managers (chapter 8, §42–§47)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from bole.policy.schema.base import (
    Cited,
    Entry,
    Identifier,
    Many,
    Number,
    Statement,
    Strict,
    TierId,
)
from bole.policy.schema.marks import AtMost, Ref


class Rung(Entry):
    """A veteran grade, earned at `tier` or higher."""

    tier: TierId


class Earning(Cited):
    """`needed_years` passed years inside some `window_years` consecutive calendar years."""

    needed_years: Annotated[int, AtMost("veteran.earning.window_years")]
    window_years: int


class Benefit(Cited):
    """What a veteran receives and for how long (§44)."""

    tiers_below: int
    paid: Many[Literal["salary", "manager_allowance"]]
    lasts: Literal["years_held"]
    starts_when: Literal["annual_tier_below_required"]
    continuous: bool
    higher_own_tier_paid: bool
    bonus_of_actual_post: bool


class YearlyCondition(Entry):
    """What must hold each year (§45)."""


class PerformanceFloor(Cited):
    """Performance below `tier` means `tiers_lower` further tiers lower (§45)."""

    tier: TierId
    tiers_lower: int


class VeteranPay(Cited):
    """Yuan a month of each veteran grade: what `Benefit` pays at the rung's own tier (X9)."""

    yuan_a_month: Mapping[Annotated[Identifier, Ref("veteran.rungs")], Number]


class Veteran(Strict):
    """All of chapter 8; listed from the best rung."""

    rungs: Many[Rung]
    earning: Earning
    benefit: Benefit | None = None
    yearly_conditions: Many[YearlyCondition] = ()
    performance_floor: PerformanceFloor | None = None
    lost_at_once: Statement | None = None
    decided_by: Statement | None = None
    pay: VeteranPay | None = None
