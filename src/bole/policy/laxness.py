"""Where one policy asks for less than another, section by section (§23).

Each section that a branch may tighten has its own meaning of stricter; a section without one may
not be tightened at all, so every difference in it counts as laxer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from bole.policy.differences import Difference, diff
from bole.policy.schema import Policy
from bole.policy.schema.conduct import ErrorItem
from bole.policy.schema.duties import Frequency, VisitDuty
from bole.policy.schema.qualification import Condition, Education, Experience

A_YEAR: Mapping[Frequency, int] = {"week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}
"""How often a year."""

EDUCATION: Mapping[Education | None, int] = {None: 0, "college": 1, "bachelor": 2}
"""From the lowest; None: any."""


def laxer(section: str, parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """What is laxer in a section; paths and clauses are the parent's."""
    if section in _COMPARED:
        return _COMPARED[section](parent, overlay)
    parts = tuple(section.split("."))
    return (change for change in diff(parent, overlay) if change.path[: len(parts)] == parts)


def _standards(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """Criteria may not be dropped (§28) and tiers not set beyond the outer limits (X2)."""
    now = {standard.post: standard for standard in overlay.standards}
    for old in parent.standards:
        new = now.get(old.post)
        path = ("standards", old.post)
        if new is None or new.form != old.form:
            yield Difference(old.clause, (*path, "form"), old.form, new and new.form)
        elif old.form == "all_hold" and new.form == "all_hold":
            yield from _dropped((*path, "criteria"), "§28", old.criteria, new.criteria)
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


def _conditions(parent: Policy, overlay: Policy) -> Iterator[Difference]:
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
    yield from _dropped((*path, "certificates"), old.clause, old.certificates, new.certificates)
    yield from _dropped((*path, "requirements"), old.clause, old.requirements, new.requirements)
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


def _dropped(
    path: tuple[str, ...], clause: str, old: Sequence[str], new: Sequence[str]
) -> Iterator[Difference]:
    if set(old) - set(new):
        yield Difference(clause, path, tuple(old), tuple(new))


def _validity(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    old, new = parent.qualification.validity, overlay.qualification.validity
    path = ("qualification", "validity")
    if new.years > old.years:
        yield Difference(old.clause, (*path, "years"), old.years, new.years)
    if set(old.warn_days) - set(new.warn_days):
        yield Difference(old.clause, (*path, "warn_days"), old.warn_days, new.warn_days)


def _error_points(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    now = {item.id: item for item in overlay.error_points}
    for old in parent.error_points:
        path = ("error_points", old.id)
        new = now.get(old.id)
        if new is None:
            yield Difference(old.clause, path, old.name, None)
        else:
            yield from _error_item(old, new, path)


def _error_item(old: ErrorItem, new: ErrorItem, path: tuple[str, ...]) -> Iterator[Difference]:
    if new.points < old.points:
        yield Difference(old.clause, (*path, "points"), old.points, new.points)
    yield from _dropped((*path, "outcomes"), old.clause, old.outcomes, new.outcomes)


def _duties(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    yield from _visits(parent.duties.visits, overlay.duties.visits)
    was, now = parent.duties, overlay.duties
    old_file, new_file = was.customer_file, now.customer_file
    if new_file.from_wan > old_file.from_wan:
        path = ("duties", "customer_file", "from_wan")
        yield Difference(old_file.clause, path, old_file.from_wan, new_file.from_wan)
    old_often, new_often = (min(A_YEAR[each] for each in duties.meeting.at_least) for duties in (was, now))
    if new_often < old_often:
        path = ("duties", "meeting", "at_least")
        yield Difference(was.meeting.clause, path, was.meeting.at_least, now.meeting.at_least)
    if now.missed_visit.proposes != was.missed_visit.proposes:
        path = ("duties", "missed_visit", "proposes")
        yield Difference(was.missed_visit.clause, path, was.missed_visit.proposes, now.missed_visit.proposes)
    kept = {task.id for task in now.management}
    for task in was.management:
        if task.id not in kept:
            yield Difference(task.clause, ("duties", "management", task.id), task.name, None)


def _visits(old: Sequence[VisitDuty], new: Sequence[VisitDuty]) -> Iterator[Difference]:
    """At every size of customer where a duty starts, the new rules ask for as many visits."""
    for size in sorted({duty.from_wan for duty in (*old, *new)}):
        was, now = duty_at(size, old), duty_at(size, new)
        if was is not None and (now is None or asks_less(now, was)):
            path = ("duties", "visits", was.id)
            yield Difference(was.clause, path, _visit_text(was), now and _visit_text(now))


def duty_at(size: Decimal, duties: Sequence[VisitDuty]) -> VisitDuty | None:
    """The duty of a customer with this much deposits or credit, in 万元."""
    reached = [duty for duty in duties if duty.from_wan <= size]
    return max(reached, key=lambda duty: duty.from_wan, default=None)


def asks_less(duty: VisitDuty, than: VisitDuty) -> bool:
    """Whether a duty asks for fewer contacts a year, or is content with a call where a visit was due."""
    fewer = duty.times * A_YEAR[duty.per] < than.times * A_YEAR[than.per]
    return fewer or (than.contact == "visit" and duty.contact != "visit")


def _visit_text(duty: VisitDuty) -> str:
    return f"{duty.times}/{duty.per} {duty.contact}"


def _notice(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    old, new = parent.governance.notice, overlay.governance.notice
    if new.working_days < old.working_days:
        path = ("governance", "notice", "working_days")
        yield Difference(old.clause, path, old.working_days, new.working_days)


_COMPARED: Mapping[str, Callable[[Policy, Policy], Iterator[Difference]]] = {
    "standards": _standards,
    "qualification.conditions": _conditions,
    "qualification.validity": _validity,
    "error_points": _error_points,
    "duties": _duties,
    "governance.notice": _notice,
}
