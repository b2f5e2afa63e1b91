"""Error points and their consequences, floors with grace, cancellation, exit (§29, §30, §34, §35, E)."""

from typing import Literal

from bole.policy.schema.base import Cited, Entry, Identifier, Many, Number, Strict, TextField

Outcome = Literal["base", "aggravated", "cancel"]
HireType = Literal["regular", "new_hire", "graduate"]


class ErrorItem(Entry):
    """One item of the error-point catalogue: points per occurrence and the outcomes it offers."""

    points: int
    outcomes: Many[Outcome]
    group: Literal["ethics", "basic_management", "credit_operation", "service_quality"]


class Aggravation(Cited):
    """An aggravated occurrence counts `factor` times its points."""

    factor: int


class QuarterPoints(Cited):
    """From `points` on in a quarter: `tiers_down` lower, and the quarter's bonus cut (§30)."""

    points: int
    tiers_down: int
    bonus_cut_per_point_percent: Number
    bonus_cut_cap_percent: Number


class YearPoints(Cited):
    """From `points` on in a year: the annual assessment is failed, the qualification cancelled (§30)."""

    points: int


class Consequences(Strict):
    """What error points lead to."""

    aggravation: Aggravation
    quarter: QuarterPoints
    year: YearPoints


class Grace(Cited):
    """A floor whose breach starts a recovery grace period (§29; X2 for interest collection)."""

    reason: Literal["npl", "interest"]
    name: TextField
    indicator: Identifier
    bad_when: Literal["above", "below"]
    limit_percent: Number
    years: int


class Cancellation(Cited):
    """A ground on which a qualification is cancelled at once (§34) and how it reaches the facts."""

    id: Identifier
    name: TextField
    arrives_as: Literal["error_point_cancel", "expired_grace", "year_points", "committee_decision"]


class Floor(Cited):
    """Below this an annual assessment leads out of marketing; in 万元."""

    indicator: Identifier
    below: Number


class Newcomer(Cited):
    """Exit waits until this many years after the hire date."""

    hire_type: HireType
    years: int


class Exit(Cited):
    """Transfer out of marketing (§35). `combine`: whether one floor missed is enough."""

    posts: Many[Identifier]
    combine: Literal["any", "all"]
    branch_adjusted: bool
    floors: Many[Floor]
    newcomers: Many[Newcomer]
