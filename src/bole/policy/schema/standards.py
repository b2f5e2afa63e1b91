"""What a tier asks for, per post (§15(2), §28, X3–X5).

A closed vocabulary of decision forms: all criteria hold; bands of one score.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from bole.kernel.units import MeasureUnit
from bole.policy.schema.base import Cited, Identifier, Many, Number


class Criterion(Cited):
    """How an indicator is compared with a tier's standard.

    `branch_adjusted`: the standard is multiplied by the branch's factor (X3, regional note).
    A criterion whose indicator does not apply holds. `outer_limit`: no tier of any post may be
    set laxer than this, whoever sets it (X2).
    """

    indicator: Identifier
    holds_when: Literal["at_least", "at_most"]
    unit: MeasureUnit
    branch_adjusted: bool = False
    outer_limit: Number | None = None


class AllHold(Cited):
    """A tier is reached when every criterion holds. `tiers`: tier → indicator → standard."""

    form: Literal["all_hold"]
    post: Identifier
    criteria: Many[Identifier]
    tiers: Mapping[Identifier, Mapping[Identifier, Number]]


class ScoreBands(Cited):
    """A tier is reached when the period's score is at least the band's; no score, no tier."""

    form: Literal["score_bands"]
    post: Identifier
    bands: Mapping[Identifier, Number]


Standard = Annotated[AllHold | ScoreBands, Field(discriminator="form")]
