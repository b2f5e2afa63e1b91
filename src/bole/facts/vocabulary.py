"""The words of a policy that the facts must use; the caller takes them from the policy."""

from collections.abc import Mapping
from dataclasses import dataclass

from bole.contract import PolicyPart


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the policy knows.

    `error_items` maps each item of the error-point catalogue to the outcomes it offers; `posts`
    are all posts, each with whether it is assessed; `ranks` are the ranks that a qualification can be for.
    """

    error_items: Mapping[str, frozenset[str]]
    tiers: frozenset[str]
    ranks: frozenset[str]
    posts: Mapping[str, bool]

    def words(self, part: PolicyPart) -> tuple[str, ...]:
        """The allowed words of one part, in order."""
        parts = {
            "items": frozenset(self.error_items),
            "posts": frozenset(self.posts),
            "ranks": self.ranks,
            "tiers": self.tiers,
        }
        return tuple(sorted(parts[part]))
