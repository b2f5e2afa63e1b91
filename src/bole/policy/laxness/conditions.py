"""Qualification conditions and validity: never lowered (§23, §25)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from bole.policy.differences import Difference
from bole.policy.laxness.shared import dropped
from bole.policy.schema import Policy
from bole.policy.schema.qualification import Condition, Education, Experience

EDUCATION: Mapping[Education | None, int] = {None: 0, "college": 1, "bachelor": 2}
"""From the lowest; None: any."""


def laxer_conditions(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """Conditions that are gone, or that someone could meet who could not before."""
    now = {condition.id: condition for condition in overlay.qualification.conditions}
    for old in parent.qualification.conditions:
        path = ("qualification", "conditions", old.id)
        new = now.get(old.id)
        if new is None:
            yield Difference(old.clause, path, old.id, None)
            continue
        yield from _condition(old, new, path)


def _condition(old: Condition, new: Condition, path: tuple[str, ...]) -> Iterator[Difference]:
    if new.post != old.post:
        yield Difference(old.clause, (*path, "post"), old.post, new.post)
    if new.rank not in {old.rank, None}:
        yield Difference(old.clause, (*path, "rank"), old.rank, new.rank)
    yield from dropped((*path, "certificates"), old.clause, old.certificates, new.certificates)
    yield from dropped((*path, "requirements"), old.clause, old.requirements, new.requirements)
    if old.one_of_certificates and not _narrows(old, new):
        old_choice, new_choice = old.one_of_certificates, new.one_of_certificates
        yield Difference(old.clause, (*path, "one_of_certificates"), old_choice, new_choice)
    for entry in _lowered(old.experience, new.experience):
        was = _experience_text(old.experience)
        yield Difference(old.clause, (*path, "experience"), was, _experience_text((entry,)))


def _narrows(old: Condition, new: Condition) -> bool:
    """A choice is as strict when it is a part of the old one, or one of it is asked for outright."""
    choice = set(old.one_of_certificates)
    return bool(choice & set(new.certificates)) or set() < set(new.one_of_certificates) <= choice


def _lowered(old: Sequence[Experience], new: Sequence[Experience]) -> Iterator[Experience]:
    """Entries that someone could meet without meeting any of the old ones."""
    for entry in new:
        if not any(
            EDUCATION[entry.education] >= EDUCATION[each.education] and entry.years >= each.years
            for each in old
        ):
            yield entry
    if old and not new:
        yield Experience(clause=old[0].clause, years=Decimal(0))


def _experience_text(entries: Iterable[Experience]) -> tuple[str, ...]:
    return tuple(f"{entry.education or 'any'} {entry.years}" for entry in entries)


def laxer_validity(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """A longer validity, or a warning less."""
    old, new = parent.qualification.validity, overlay.qualification.validity
    path = ("qualification", "validity")
    if new.years > old.years:
        yield Difference(old.clause, (*path, "years"), old.years, new.years)
    if set(old.warn_days) - set(new.warn_days):
        yield Difference(old.clause, (*path, "warn_days"), old.warn_days, new.warn_days)
