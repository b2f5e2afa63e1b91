"""What tiers, indicators, items and outcomes are called, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property, lru_cache
from typing import Protocol

from django.utils.translation import gettext as _

from bole.grade.outcomes import OUTCOMES, outcomes_of
from bole.kernel.text import Language
from bole.policy.load import LoadedPolicy, load_policy
from bole.web.base.figures import grouped, percent, wan
from bole.web.base.languages import language

NEEDS_ATTENTION = frozenset(outcome.id for outcome in OUTCOMES if outcome.attention)
"""Outcomes that someone should look into; what else comes out is good news or only to be known."""


def policy_of(reference: str, sha256: str) -> LoadedPolicy:
    """The policy that a cycle was opened under.

    Raises:
        PolicyError: it is no longer there.
        PolicyChangedError: it is no longer the same.
    """
    policy = load_policy(reference)
    if policy.sha256 != sha256:
        raise PolicyChangedError(reference)
    return policy


class PolicyChangedError(Exception):
    """The policy file is not the one the cycle was opened under."""


class UnderPolicy(Protocol):
    """What was opened under a policy: its reference, and the hash it had."""

    policy_reference: str
    policy_sha256: str


@lru_cache(maxsize=8)
def cached_policy(reference: str, sha256: str) -> LoadedPolicy:
    """The policy that a cycle was opened under; it never changes under its hash."""
    return policy_of(reference, sha256)


@dataclass(frozen=True)
class Words:
    """The words of one policy in one language."""

    policy: LoadedPolicy
    language: Language

    @classmethod
    def of(cls, under: UnderPolicy) -> "Words":
        """The words of the policy that something was opened under.

        Raises:
            PolicyError: the policy is no longer there.
            PolicyChangedError: it is no longer the same.
        """
        return cls(cached_policy(under.policy_reference, under.policy_sha256), language())

    @cached_property
    def tiers(self) -> dict[str, str]:
        """Every tier with its name, the highest first."""
        return {tier.id: tier.name.says(self.language) for tier in self.policy.policy.tiers}

    @cached_property
    def indicators(self) -> dict[str, str]:
        """The published indicators with their names."""
        return {i.id: i.name.says(self.language) for i in self.policy.policy.indicators if i.published}

    @cached_property
    def items(self) -> dict[str, str]:
        """Every item that is measured, with its name."""
        return {item.id: item.name.says(self.language) for item in self.policy.policy.items}

    @cached_property
    def outcomes(self) -> dict[str, str]:
        """Every outcome with its name."""
        return {key: each.name.says(self.language) for key, each in outcomes_of(self.policy.policy).items()}

    @cached_property
    def ranks(self) -> dict[str, str]:
        """Every rank with its name."""
        return {rank.id: rank.name.says(self.language) for rank in self.policy.policy.ranks}

    @cached_property
    def top_rank(self) -> str:
        """The name of the highest rank."""
        return self.policy.policy.ranks[0].name.says(self.language)

    @cached_property
    def top_tiers(self) -> frozenset[str]:
        """The tiers of the highest rank."""
        policy = self.policy.policy
        return frozenset(tier.id for tier in policy.tiers if tier.rank == policy.ranks[0].id)

    @cached_property
    def posts(self) -> dict[str, str]:
        """Every post with its name."""
        return {post.id: post.name.says(self.language) for post in self.policy.policy.posts}

    @cached_property
    def assessed_posts(self) -> dict[str, str]:
        """Every post that has results, with its name."""
        return {post.id: self.posts[post.id] for post in self.policy.policy.posts if post.assessed}

    def tier(self, tier: str | None) -> str:
        """A tier by name."""
        return self.tiers.get(tier, tier) if tier else _("无档次")

    def outcome_list(self, outcomes: Iterable[str]) -> list[tuple[str, str]]:
        """Outcomes as word and tone."""
        names = self.outcomes
        return [(names.get(o, o), "bad" if o in NEEDS_ATTENTION else "good") for o in outcomes]

    def outcomes_said(self, outcomes: Iterable[str]) -> str:
        """Outcomes in one line."""
        return _("、").join(word for word, _tone in self.outcome_list(outcomes))

    @cached_property
    def units(self) -> dict[str, str]:
        """In what each indicator is written: `wan`, `percent`, `count` or `score`."""
        return {indicator.id: indicator.unit for indicator in self.policy.policy.indicators}

    def gap(self, indicator: str, gap: str | None) -> str:
        """What is missing in an indicator; rounded up, so that it always is enough."""
        if gap is None:
            return _("尚无评分")
        value = Decimal(gap)
        match self.units.get(indicator, "score"):
            case "percent":
                return _("%(n)s 个百分点") % {"n": grouped(_up(value * 100), decimals=2)}
            case "count":
                return _("%(n)s 户") % {"n": grouped(_up(value, decimals=0))}
            case "score":
                return _("%(n)s 分") % {"n": grouped(_up(value, decimals=1), decimals=1)}
            case _:
                return _("%(n)s 万元") % {"n": wan(_up(value))}

    def amount(self, indicator: str, value: Decimal | str | int | None) -> str:
        """The value of an indicator with its unit."""
        if value is None:
            return _("不适用")
        match self.units.get(indicator, "score"):
            case "percent":
                return percent(value)
            case "count":
                return _("%(n)s 户") % {"n": grouped(value)}
            case "score":
                return _("%(n)s 分") % {"n": grouped(value, decimals=1)}
            case _:
                return _("%(n)s 万元") % {"n": wan(value)}

    def equivalent(self, item: str, amount: str) -> str:
        """An amount of an item with its unit."""
        dollars = item.startswith("settlement_")
        return (_("%(n)s 万美元") if dollars else _("%(n)s 万元")) % {"n": wan(amount)}


def _up(value: Decimal, *, decimals: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_CEILING)
