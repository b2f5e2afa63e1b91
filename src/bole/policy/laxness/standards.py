"""Standards: a branch sets its own, inside the outer limits and with every criterion (§15, §28, X2)."""

from collections.abc import Iterator
from decimal import Decimal

from bole.policy.differences import Difference
from bole.policy.laxness.shared import dropped
from bole.policy.schema import Policy


def laxer_standards(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """Criteria may not be dropped (§28) and tiers not set beyond the outer limits (X2)."""
    now = {standard.post: standard for standard in overlay.standards}
    for old in parent.standards:
        new = now.get(old.post)
        path = ("standards", old.post)
        if new is None or new.form != old.form:
            yield Difference(old.clause, (*path, "form"), old.form, new and new.form)
        elif old.form == "all_hold" and new.form == "all_hold":
            yield from dropped((*path, "criteria"), "§28", old.criteria, new.criteria)
    for limit, change in beyond_outer_limits(overlay):
        yield Difference(change.clause, change.path, limit, change.new)


def beyond_outer_limits(policy: Policy) -> Iterator[tuple[Decimal, Difference]]:
    """Standards laxer than their criterion's outer limit (X2), with the limit."""
    criteria = {criterion.indicator: criterion for criterion in policy.criteria}
    for standard in policy.standards:
        for tier, row in standard.tiers.items() if standard.form == "all_hold" else ():
            for indicator, value in row.items():
                criterion = criteria[indicator]
                limit = criterion.outer_limit
                if limit is not None and easier(value, limit, holds_when=criterion.holds_when):
                    clause = criterion.also[0] if criterion.also else criterion.clause
                    path = ("standards", standard.post, "tiers", tier, indicator)
                    yield limit, Difference(clause, path, None, value)


def easier(value: Decimal, than: Decimal, *, holds_when: str) -> bool:
    """Whether a standard asks for less than another."""
    return value < than if holds_when == "at_least" else value > than
