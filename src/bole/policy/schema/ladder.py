"""Ranks, tiers and posts (§3, §7–§12, X1)."""

from typing import Annotated

from bole.policy.schema.base import ClauseId, Entry, Many, RankId, TextField, TierId
from bole.policy.schema.marks import InOrder


class Rank(Entry):
    """A rank (级别); listed from the highest. `external_title`: how customers are told (§12)."""

    external_title: TextField | None = None


class Tier(Entry):
    """A tier (档次) of a rank with its pay grade and step (X1); listed from the highest."""

    rank: RankId
    pay_grade: int | None = None
    pay_step: int | None = None


class Post(Entry):
    """A post (岗位).

    `ladder`: its tiers from the highest; `assessed`: whether it has results at all
    (`not_assessed_clause` says why not).
    `unqualified_tier`: the best tier open to someone without a qualification (§4); absent where
    the post has none. `nature`: resources, ability or both (§3); `responsibilities`: §19–§21.
    """

    duties: TextField | None = None
    nature: TextField | None = None
    responsibilities: Many[TextField] = ()
    assessed: bool = True
    not_assessed_clause: ClauseId | None = None
    ladder: Annotated[Many[TierId], InOrder()] = ()
    unqualified_tier: TierId | None = None
