"""The policy that something was opened under, and what it calls things on a page."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from django.utils.translation import gettext as _

from bole.assess.words import Measured, PolicyWords
from bole.kernel.units import PERCENT, UNITS, Figure
from bole.policy.load import LoadedPolicy, load_policy
from bole.web.base.languages import said


class PolicyChangedError(Exception):
    """The policy file is not the one the cycle was opened under."""


class UnderPolicy(Protocol):
    """What was opened under a policy: its reference, and the hash it had."""

    policy_reference: str
    policy_sha256: str


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


def words_of(under: UnderPolicy) -> PolicyWords:
    """The words of the policy that something was opened under; it never changes under its hash.

    Raises:
        PolicyError: the policy is no longer there.
        PolicyChangedError: it is no longer the same.
    """
    return _words(under.policy_reference, under.policy_sha256)


@lru_cache(maxsize=8)
def _words(reference: str, sha256: str) -> PolicyWords:
    return PolicyWords(policy_of(reference, sha256).policy)


def post_in(words: PolicyWords, post: str) -> str:
    """What a policy calls a post; one that it lacks goes by its id."""
    return said(words.posts[post].name) if post in words.posts else post


def outcomes_in(words: PolicyWords, outcomes: Iterable[str]) -> list[tuple[str, str]]:
    """Outcomes as word and tone."""
    known = [words.outcomes[outcome] for outcome in outcomes if outcome in words.outcomes]
    return [(said(outcome.name), "bad" if outcome.attention else "good") for outcome in known]


def outcomes_said(words: PolicyWords, outcomes: Iterable[str]) -> str:
    """Outcomes in one line."""
    return _("、").join(word for word, _tone in outcomes_in(words, outcomes))


def heading(measured: Measured) -> str:
    """The name of what is measured, with its unit, as the head of a column."""
    unit = said(UNITS[measured.unit].name)
    return _("%(name)s（%(unit)s）") % {"name": said(measured.name), "unit": unit}


def number(measured: Measured, value: Figure | None) -> Decimal | int | None:
    """A measure of a result as a number under its heading: a ratio in percent."""
    if value is None or isinstance(value, int):
        return value
    return Decimal(value) * PERCENT if measured.unit == "percent" else Decimal(value)
