"""Daily work, error points and public notice: not less often, not lighter, not shorter (§15, §31, §48, E)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bole.policy.differences import Difference
from bole.policy.laxness.shared import dropped
from bole.policy.schema import Policy
from bole.policy.schema.conduct import ErrorItem
from bole.policy.schema.duties import Frequency, VisitDuty

A_YEAR: Mapping[Frequency, int] = {"week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}
"""How often a year."""


def laxer_error_points(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """Items that are gone, or lighter."""
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
    yield from dropped((*path, "outcomes"), old.clause, old.outcomes, new.outcomes)


def laxer_duties(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """Duties that are gone, or ask for less."""
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


def laxer_notice(parent: Policy, overlay: Policy) -> Iterator[Difference]:
    """A shorter public notice."""
    old, new = parent.governance.notice, overlay.governance.notice
    if new.working_days < old.working_days:
        path = ("governance", "notice", "working_days")
        yield Difference(old.clause, path, old.working_days, new.working_days)
