"""What other apps may use of policies."""

from bole.web.policies.reading import post_choices, post_name, posts_on_file, versions
from bole.web.policies.words import (
    NEEDS_ATTENTION,
    PolicyChangedError,
    Words,
    policy_of,
)

__all__ = [
    "NEEDS_ATTENTION",
    "PolicyChangedError",
    "Words",
    "policy_of",
    "post_choices",
    "post_name",
    "posts_on_file",
    "versions",
]
