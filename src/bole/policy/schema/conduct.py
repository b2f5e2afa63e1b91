"""Error points and their consequences, floors with grace, cancellation, exit (§29, §30, §34, §35, E)."""

from typing import Annotated, Literal

from bole.kernel.people import GraceReason, HireType, Outcome
from bole.policy.schema.base import (
    Cited,
    Entry,
    Identifier,
    IndicatorId,
    Many,
    Number,
    PostId,
    Strict,
    TextField,
)
from bole.policy.schema.coded import Coded
from bole.policy.schema.marks import FREE, HIGHER, MORE, AtLeast, AtMost, Key, Ref


class ErrorItem(Entry):
    """One item of the error-point catalogue: points per occurrence and the outcomes it offers."""

    points: Annotated[int, HIGHER]
    outcomes: Annotated[Many[Annotated[Outcome, Coded("error_points.outcome")]], MORE]
    group: Annotated[Identifier, Ref("dimensions"), FREE]


class Aggravation(Cited):
    """An aggravated occurrence counts `factor` times its points."""

    factor: Annotated[int, AtLeast(1)]


class QuarterPoints(Cited):
    """From `points` on in a quarter: `tiers_down` lower, and the quarter's bonus cut (§30)."""

    points: Annotated[int, AtMost("consequences.year.points")]
    tiers_down: int
    bonus_cut_per_point_percent: Number
    bonus_cut_cap_percent: Number


class YearPoints(Cited):
    """From `points` on in a year: the annual assessment is failed, the qualification cancelled (§30)."""

    points: int


class Consequences(Strict):
    """What error points lead to."""

    aggravation: Aggravation | None = None
    quarter: QuarterPoints | None = None
    year: YearPoints | None = None


class Grace(Cited):
    """A floor whose breach starts a recovery grace period (§29; X2 for interest collection)."""

    reason: Annotated[GraceReason, Key()]
    name: TextField
    indicator: IndicatorId
    bad_when: Literal["above", "below"]
    limit_percent: Number
    years: int


class Cancellation(Entry):
    """A ground on which a qualification is cancelled at once (§34) and how it reaches the facts."""

    arrives_as: Literal["error_point_cancel", "expired_grace", "year_points", "committee_decision"]


class Floor(Cited):
    """Below this an annual assessment leads out of marketing; in 万元."""

    indicator: Annotated[IndicatorId, Key()]
    below: Number


class Newcomer(Cited):
    """Exit waits until this many years after the hire date."""

    hire_type: Annotated[HireType, Coded("managers.hire_type"), Key()]
    years: int


class Exit(Cited):
    """Transfer out of marketing (§35). `combine`: whether one floor missed is enough."""

    posts: Many[PostId]
    combine: Literal["any", "all"] = "any"
    branch_adjusted: bool = False
    floors: Many[Floor]
    newcomers: Many[Newcomer] = ()
