"""What other apps may use of policies."""

from bole.web.policies.reading import post_choices, post_name, posts_on_file, versions
from bole.web.policies.words import (
    PolicyChangedError,
    heading,
    number,
    outcomes_said,
    policy_of,
    post_in,
    words_of,
)

__all__ = [
    "PolicyChangedError",
    "heading",
    "number",
    "outcomes_said",
    "policy_of",
    "post_choices",
    "post_in",
    "post_name",
    "posts_on_file",
    "versions",
    "words_of",
]
