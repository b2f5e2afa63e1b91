"""What a tier asks for, per post (§15(2), §28, X3–X5).

A closed vocabulary of decision forms: all criteria hold; bands of one score.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from bole.kernel.units import MeasureUnit
from bole.policy.difference import Difference
from bole.policy.schema.base import Cited, Identifier, IndicatorId, Many, Number, PostId, TierId
from bole.policy.schema.marks import MORE, SAME, Key, Ref

CriterionId = Annotated[Identifier, Ref("criteria")]


class Criterion(Cited):
    """How an indicator is compared with a tier's standard.

    `branch_adjusted`: the standard is multiplied by the branch's factor (X3, regional note).
    A criterion whose indicator does not apply holds. `outer_limit`: no tier of any post may be
    set laxer than this, whoever sets it (X2).
    """

    indicator: Annotated[IndicatorId, Key()]
    holds_when: Literal["at_least", "at_most"]
    unit: MeasureUnit
    branch_adjusted: bool = False
    outer_limit: Number | None = None


class AllHold(Cited):
    """A tier is reached when every criterion holds. `tiers`: tier → indicator → standard."""

    form: Annotated[Literal["all_hold"], SAME]
    post: Annotated[PostId, Key()]
    criteria: Annotated[Many[CriterionId], replace(MORE, clause="§28")]
    tiers: Mapping[TierId, Mapping[CriterionId, Number]]


class ScoreBands(Cited):
    """A tier is reached when the period's score is at least the band's; no score, no tier."""

    form: Annotated[Literal["score_bands"], SAME]
    post: Annotated[PostId, Key()]
    bands: Mapping[TierId, Number]


Standard = Annotated[AllHold | ScoreBands, Field(discriminator="form")]


def easier(value: Decimal, than: Decimal, *, holds_when: str) -> bool:
    """Whether a standard asks for less than another."""
    return value < than if holds_when == "at_least" else value > than


def beyond_outer_limits(criteria: Iterable[Criterion], standards: Iterable[Standard]) -> Iterator[Difference]:
    """Standards (new) laxer than their criterion's outer limit (old), whoever set them (X2)."""
    of = {criterion.indicator: criterion for criterion in criteria}
    for standard in standards:
        for tier, row in standard.tiers.items() if standard.form == "all_hold" else ():
            for indicator, value in row.items():
                criterion = of[indicator]
                limit = criterion.outer_limit
                if limit is not None and easier(value, limit, holds_when=criterion.holds_when):
                    clause = (*criterion.also, criterion.clause)[0]
                    path = ("standards", standard.post, "tiers", tier, indicator)
                    yield Difference(clause, path, limit, value)
