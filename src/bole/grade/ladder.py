"""A post's ladder of tiers (§3, §11, X1): which of two is lower, what is one below."""

from bole.kernel.text import Text
from bole.policy.schema import Policy

NO_TIER = Text("无档次", "no tier")


class Ladder:
    """The tiers of one post, from the highest."""

    def __init__(self, policy: Policy, post_id: str) -> None:
        post = next(post for post in policy.posts if post.id == post_id)
        tiers = {tier.id: tier for tier in policy.tiers}
        ranks = {rank.id: rank for rank in policy.ranks}
        self.tiers = post.ladder
        self.unqualified_tier = post.unqualified_tier
        self._place = {tier: place for place, tier in enumerate(post.ladder)}
        self._rank = {tier: tiers[tier].rank for tier in post.ladder}
        # from the lowest, so that the best tier of a rank is the one that stays
        self._best = {rank: tier for tier, rank in reversed(self._rank.items())}
        self._names = {tier: tiers[tier].name for tier in post.ladder}
        self.rank_names = {rank.id: rank.name for rank in ranks.values()}
        self._rank_order = [rank.id for rank in policy.ranks]

    def lower_of(self, one: str | None, other: str | None) -> str | None:
        """The lower of two tiers; no tier is lower than any."""
        if one is None or other is None:
            return None
        return max(one, other, key=self._place.__getitem__)

    def below(self, tier: str | None, *, steps: int) -> str | None:
        """The tier `steps` below; below the last there is none."""
        if tier is None:
            return None
        place = self._place[tier] + steps
        return self.tiers[place] if place < len(self.tiers) else None

    def best_of_rank(self, rank: str) -> str | None:
        """The best tier of a rank on this ladder, if the ladder has any of that rank."""
        return self._best.get(rank)

    def rank_of(self, tier: str) -> str:
        """The rank a tier belongs to."""
        return self._rank[tier]

    def rank_place(self, rank: str) -> int:
        """How far from the top a rank is; 0 is the highest."""
        return self._rank_order.index(rank)

    def above(self, tier: str | None) -> tuple[str, ...]:
        """The tiers higher than this one, nearest first; all of them above no tier."""
        place = len(self.tiers) if tier is None else self._place[tier]
        return self.tiers[:place][::-1]

    def name(self, tier: str | None) -> Text:
        """A tier's name, or that there is none."""
        return NO_TIER if tier is None else self._names[tier]
