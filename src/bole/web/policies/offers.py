"""What other apps may use of policies."""

from bole.web.policies.reading import versions
from bole.web.policies.words import (
    NEEDS_ATTENTION,
    PolicyChangedError,
    Words,
    language,
    policy_of,
)

__all__ = ["NEEDS_ATTENTION", "PolicyChangedError", "Words", "language", "policy_of", "versions"]
