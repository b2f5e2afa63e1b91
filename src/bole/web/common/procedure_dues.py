"""What procedures ask of people now, and the track of a record: both read off the rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.base.working_days import add_working_days
from bole.web.common.obligations import Obligation
from bole.web.common.procedures import Label, Procedure, Step, Todo
from bole.web.common.taken import Taken
from bole.web.people.access import ENTITLED, Access
from bole.web.people.choices import Role
from bole.web.people.models import Unit, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """That a step is asked for now: of those over a unit (else the record's), never of some people, by key.

    `n`: of how many things, for texts that say so.
    """

    unit: Unit | None = None
    never: frozenset[int] = frozenset()
    n: int = 1


@dataclass(frozen=True, slots=True)
class Deadline:
    """How many working days a step may take, by which clause and key of the policy."""

    working_days: int
    clause: str
    rule: str


def open_of(procedure: Procedure, access: Access) -> Iterator[Obligation]:
    """Everything that is open among the records of which a person sees something."""
    for record in procedure.call(procedure.open_to, access):
        yield from asked_of(procedure, record)


def asked_of(procedure: Procedure, record: Any) -> Iterator[Obligation]:
    """What is open in one record, as `open_to` gives it: with what `asks` looks at, and `since`."""
    for step in procedure.steps:
        if step.todo and record.state in step.at:
            for asked in procedure.call(step.todo.asks, record) if step.todo.asks else (Asked(),):
                yield _obligation(procedure, step, step.todo, record, asked)


def _obligation(procedure: Procedure, step: Step, todo: Todo, record: Any, asked: Asked) -> Obligation:
    makers = {getattr(record, f"{name}_id") for name in step.apart} - {None}
    deadline: Deadline | None = None
    if todo.within:
        deadline = procedure.call(procedure.deadline, record, todo.within)
    return Obligation(
        kind=f"{procedure.kind}.{step.name}",
        text=str(todo.text or step.label) % {"n": asked.n},
        subject=(procedure.kind, record.pk),
        about=str(record),
        url=f"{procedure.address(record)}#{todo.anchor}",
        stands=procedure.states(record.state),
        can=step.can,
        unit=asked.unit or procedure.unit_of(record),
        never=asked.never | makers,
        due=_due(procedure, todo, record, deadline),
        clause=step.clause or (deadline.clause if deadline else procedure.clause),
        rule=deadline.rule if deadline else "",
    )


def _due(procedure: Procedure, todo: Todo, record: Any, deadline: Deadline | None) -> date | None:
    since: date | None = procedure.call(todo.counted_from, record) if todo.counted_from else record.since
    if deadline is None or since is None:
        return None
    last, _known = add_working_days(since, deadline.working_days)
    return last


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One step on the track. `status`: done, current, late or ahead."""

    label: Label
    status: str
    by: User | None
    on: date | None
    who: str


def done_of(procedure: Procedure, record: Any, taken: Iterable[Taken]) -> dict[str, Obligation]:
    """What has been done, by the state it led to; the latest time where it was more than once."""
    return {
        step.to_state: Obligation(
            kind=f"{procedure.kind}.{step.to_state}",
            text=str(procedure.heading(step.to_state)),
            subject=(procedure.kind, record.pk),
            done_on=timezone.localdate(step.taken_at),
            done_by=step.taken_by,
        )
        for step in taken
    }


def track_of(procedure: Procedure, record: Any, taken: Iterable[Taken]) -> list[TrackStep]:
    """Every state, with who led there and when.

    The state in which the record stands says who acts now, and is late once anything asked there is.
    """
    here, done = procedure.place(record.state), done_of(procedure, record, taken)
    now = "late" if any(each.late for each in asked_of(procedure, record)) else "current"
    if not procedure.leaving(record.state):
        now = "done"
    track = []
    for place, state in enumerate(procedure.states.values):
        passed = done.get(state) if place <= here else None
        track.append(
            TrackStep(
                label=procedure.heading(state),
                status="done" if place < here else now if place == here else "ahead",
                by=passed.done_by if passed else None,
                on=passed.done_on if passed else None,
                who=_("、").join(who_acts(procedure, state)) if place == here else "",
            )
        )
    return track


def who_acts(procedure: Procedure, state: str) -> list[str]:
    """The roles of everyone whose turn it is in a state, in the order of the rows."""
    beside = [step for step in procedure.steps if state in step.at and not step.to]
    turn = [*procedure.leaving(state), *(step for step in beside if step.todo or step.invites)]
    acting = [step for step in procedure.steps if step in turn]
    entitled = [ENTITLED[can] for step in acting if (can := step.can or step.invites)]
    roles = [role for those in entitled for role in Role if role in those]
    return list(dict.fromkeys(str(role.label) for role in roles))
