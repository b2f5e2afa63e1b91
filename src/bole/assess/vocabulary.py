"""The words of a policy that the facts must use."""

from bole.facts import Vocabulary
from bole.policy.schema import Policy


def vocabulary_of(policy: Policy) -> Vocabulary:
    """The catalogue, tiers, ranks and posts of a policy; the lowest rank needs no qualification (§4)."""
    return Vocabulary(
        error_items={item.id: frozenset(item.outcomes) for item in policy.error_points},
        tiers=frozenset(tier.id for tier in policy.tiers),
        ranks=frozenset(rank.id for rank in policy.ranks[:-1]),
        posts={post.id: post.assessed for post in policy.posts},
    )
