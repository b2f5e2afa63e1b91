"""The words of one policy for every output: what things are called, measured in, and in which order."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bole.grade.ladder import NO_TIER
from bole.grade.outcomes import Outcome, outcomes_of
from bole.kernel.text import Language, Text
from bole.kernel.units import Figure, MeasureUnit, gap_with_unit, with_unit
from bole.policy.schema import Policy
from bole.policy.schema.indicators import WeightedSum, composite_of
from bole.policy.schema.ladder import Post, Rank, Tier

SCORE = "score"
"""What stands for the period's score where there is no indicator."""

PASSED = {True: Text("合格", "passed"), False: Text("不合格", "not passed")}
"""An annual result in words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Something measured: an indicator, an item, or the score.

    `clause`: where it is said; `published`: whether results show it; `holds_when`: on which side of a
    standard it is good, None where no standard asks for it.
    """

    id: str
    name: Text
    unit: MeasureUnit
    clause: str
    published: bool = True
    holds_when: Literal["at_least", "at_most"] | None = None

    def amount(self, value: Figure | None, language: Language, *, decimals: int | None = None) -> str:
        """A value as results carry it, with its unit; without one, that it does not apply."""
        return with_unit(value, self.unit, language, decimals=decimals)

    def gap(self, gap: Figure, language: Language) -> str:
        """What is missing, with its unit, rounded up so that it is always enough."""
        return gap_with_unit(gap, self.unit, language)


class PolicyWords:
    """What a policy calls things; every mapping is by id and in the policy's own order, the highest first."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.ranks: dict[str, Rank] = {rank.id: rank for rank in policy.ranks}
        self.tiers: dict[str, Tier] = {tier.id: tier for tier in policy.tiers}
        self.posts: dict[str, Post] = {post.id: post for post in policy.posts}
        self.outcomes: dict[str, Outcome] = outcomes_of(policy)

    @cached_property
    def indicators(self) -> dict[str, Measured]:
        """Every indicator, published or not."""
        criteria = {criterion.indicator: criterion.holds_when for criterion in self.policy.criteria}
        return {
            each.id: Measured(
                each.id, each.name, each.unit, each.clause, each.published, criteria.get(each.id)
            )
            for each in self.policy.indicators
        }

    @cached_property
    def published(self) -> tuple[Measured, ...]:
        """The indicators that results show."""
        return tuple(each for each in self.indicators.values() if each.published)

    @cached_property
    def items(self) -> dict[str, Measured]:
        """Every item; its unit says its currency."""
        return {item.id: Measured(item.id, item.name, item.unit, item.clause) for item in self.policy.items}

    @cached_property
    def composite(self) -> WeightedSum | None:
        """The indicator whose terms are the components, if the policy has one."""
        return composite_of(self.policy.indicators)

    @cached_property
    def score(self) -> Measured | None:
        """The period's score, if a post is judged by it."""
        bands = (each for each in self.policy.standards if each.form == "score_bands")
        return next((Measured(SCORE, Text("评分", "score"), "score", each.clause) for each in bands), None)

    def asked(self, post: str) -> tuple[Measured, ...]:
        """What the standards of a post ask for, in their order."""
        standard = next((each for each in self.policy.standards if each.post == post), None)
        if standard is None:
            return ()
        if standard.form == "all_hold":
            return tuple(self.indicators[indicator] for indicator in standard.criteria)
        return tuple(filter(None, [self.score]))

    def measured(self, measure: str) -> Measured:
        """An indicator by its id, or the score.

        Raises:
            KeyError: the policy has neither.
        """
        return self.score if measure == SCORE and self.score else self.indicators[measure]

    def tier(self, tier: str | None) -> Text:
        """A tier's name, or that there is none; a tier that the policy lacks by its id."""
        if tier is None:
            return NO_TIER
        return self.tiers[tier].name if tier in self.tiers else Text(tier, tier)

    def place(self, tier: str | None) -> int:
        """How far from the top a tier is; 0 is the highest, no tier comes last."""
        return self._places.get(tier, len(self.tiers))

    @cached_property
    def _places(self) -> dict[str | None, int]:
        return {tier: place for place, tier in enumerate(self.tiers)}

    @cached_property
    def top_tiers(self) -> frozenset[str]:
        """The tiers of the highest rank."""
        return frozenset(tier.id for tier in self.tiers.values() if tier.rank == next(iter(self.ranks)))

    @cached_property
    def attention(self) -> frozenset[str]:
        """The outcomes that someone should look into."""
        return frozenset(each.id for each in self.outcomes.values() if each.attention)
