"""Procedures: what happens to a record from its first state to its last, as rows of one table.

A row says everything about a step: from which states and to which, who takes it, what stands in
its way, whom it must not be taken by, what is stamped, what its button, its consequence and its
end are called, who is told, whose to-do it is and until when, and to where it can be sent back.
Acts, pages, to-dos, the track, lateness, audit words and the database's constraints read the rows;
nothing is said a second time.

Rows stand below the model, whose constraints they make, so functions of the app are named by their
place in it, as in `"guards.notice_over"`; a name that is not there stops the application at its start.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CheckConstraint, Choices, F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from bole.web.people.access import Capability
from bole.web.people.models import Unit

Label = str | Promise
ByState = Label | Mapping[str, Label]
"""A text, or one for each state in which the step is taken."""


@dataclass(frozen=True, slots=True)
class Tell:
    """Who is told once a step is taken, and what: a Chinese msgid with the procedure's `params`.

    Everyone with the capability `can` over the record's unit, or whom the function `who` gives for
    the record; never the person who took the step.
    """

    text: str
    can: Capability | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """A step as somebody's to-do, called by its button where it has no `text` of its own.

    `asks` gives whether and from whom it is asked now, `anchor` is where on the record's page.
    `within`: the deadline, by its key in the policy; counted from when the state was reached, or from
    the day that `counted_from` gives.
    """

    text: Label = ""
    asks: str = ""
    anchor: str = "next"
    within: str = ""
    counted_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row of the table. Empty means: none.

    Attributes:
        name: what its address and its to-do are known by.
        said: what it is called, in the audit record and where another person is asked for.
        can: who takes it; None where a guard says so.
        at: the states in which it is taken; none where it makes the record.
        to: the state it leads to from the states before; from there on it leads nowhere else.
        over: gives the units over which `can` is asked for, from record and values; else the record's.
        guards: what must be true, as guards of an act; on the page their refusals are its obstacles.
        apart: fields of the people who must not take it (makers ≠ checkers).
        stamp, stamp_at: fields for who took it, and when.
        do: writes what else there is to write, and gives an `Effect`.
        undo: gives the fields to forget when the record is sent back to before this step.
        reason: the value that must say why, and goes on record as the reason.
        form: the class of its form, if it takes more than a button.
        label, consequence, explains, done: its button, what it leads to (`explains` works that out
            for a record), and what is said when it is done.
        heading: the state it leads to, on the track.
        clause: what it rests on.
        tells: who is told; where the step leads somewhere, only once it has led there.
        todo: what it is among the to-dos of who takes it, and until when.
        invites: the capability of those who may take it without being asked, and count as acting.
        back, back_can: to where it is sent back instead, and by whom (else `can`).
        code: how the audit record knows it; else as a move of the procedure.
        alongside: whether others may have added to the record since the page was shown.
        changes: whether the record itself changes; an act beside it does not take its version.
    """

    name: str
    said: Label
    can: Capability | None
    at: tuple[str, ...] = ()
    to: str = ""
    over: str = ""
    guards: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    stamp: str = ""
    stamp_at: str = ""
    do: str = ""
    undo: str = ""
    reason: str = ""
    form: str = ""
    label: Label = ""
    consequence: ByState = ""
    explains: str = ""
    done: ByState = ""
    heading: Label = ""
    clause: str = ""
    tells: tuple[Tell, ...] = ()
    todo: Todo | None = None
    invites: Capability | None = None
    back: tuple[str, ...] = ()
    back_can: Capability | None = None
    code: str = ""
    alongside: bool = False
    changes: bool = True


@dataclass(slots=True, kw_only=True, eq=False)
class Procedure:
    """A kind of record that goes through steps.

    The record's model has a field `state`, is `Versioned`, and has its history as `steps` (`Taken`).

    Attributes:
        kind: what the audit record calls the record; `said` for people.
        app: the package in which the rows' functions are.
        states: every state, in order; in the last one nothing is due any more.
        unit: the record's attribute with the unit over which people are entitled.
        code, moved: how the audit record knows a move, and what it is called there.
        route: the name of the page of a record; `…_step` and `…_back` take its steps.
        clause: what its steps rest on, where a row names nothing else.
        params: gives what notices may name, from the record.
        deadline: gives the working days and clause for a record and a key of its policy, or None.
        open_to: gives the records of which a person may see something, with what `asks` looks at.
        returned: gives what else changes when a record is sent back to a state.
        told_back: who is told of that.
        shown: gives what an act alongside others was decided on, from the record.
    """

    kind: str
    said: Label
    app: str
    states: type[Choices]
    steps: tuple[Step, ...]
    unit: str
    code: str
    moved: Label
    route: str
    clause: str
    params: str
    deadline: str
    open_to: str
    returned: str
    told_back: Tell
    shown: str

    def call(self, name: str, *arguments: Any, **named: Any) -> Any:
        """Call a function of the app by its name in a row."""
        return self.named(name)(*arguments, **named)

    def named(self, name: str) -> Callable[..., Any]:
        """A function of the app by its name in a row.

        Raises:
            ImportError: there is none.
        """
        found: Callable[..., Any] = import_string(name if name.startswith("bole.") else f"{self.app}.{name}")
        return found

    def step(self, name: str) -> Step:
        """A row by name.

        Raises:
            KeyError: there is none.
        """
        return {step.name: step for step in self.steps}[name]

    def place(self, state: str) -> int:
        """How far along a state is; -1 before the first."""
        return list(self.states.values).index(state) if state else -1

    def moves(self, step: Step, state: str) -> bool:
        """Whether a step leads on from a state."""
        return bool(step.to) and self.place(step.to) > self.place(state)

    def leaving(self, state: str) -> list[Step]:
        """The steps that lead on from a state."""
        return [step for step in self.steps if state in step.at and self.moves(step, state)]

    def heading(self, state: str) -> Label:
        """What a state is called on the track."""
        return next((step.heading for step in self.steps if step.to == state and step.heading), "")

    def unit_of(self, record: Any) -> Unit:
        """The unit a record belongs to."""
        unit: Unit = getattr(record, self.unit)
        return unit

    def address(self, record: Any) -> str:
        """The page of a record."""
        return reverse(self.route, args=[record.pk])

    def names(self) -> set[str]:
        """Every function that is named in the table."""
        own = {self.params, self.deadline, self.open_to, self.returned, self.shown}
        for step in self.steps:
            own |= {step.over, *step.guards, step.do, step.undo, step.form, step.explains}
            own |= {tell.who for tell in step.tells}
            own |= {step.todo.asks, step.todo.counted_from} if step.todo else set()
        return own - {""}


PROCEDURES: list[Procedure] = []
"""Every procedure; each app adds its own in its module `steps`."""


def in_words(text: ByState, state: str) -> Label:
    """The text for a state."""
    return text.get(state, text.get("", "")) if isinstance(text, Mapping) else text


def makers_are_not_checkers(steps: Iterable[Step]) -> Sequence[CheckConstraint]:
    """For a model's constraints: nobody stamps a step that a row keeps apart from another of theirs."""
    return [
        CheckConstraint(condition=_apart(step), name=f"{step.stamp}_another")
        for step in steps
        if step.stamp and step.apart
    ]


def _apart(step: Step) -> Q:
    """Nobody has taken it, or somebody else than those who must not."""
    others = Q()
    for maker in step.apart:
        others &= ~Q(**{step.stamp: F(maker)})
    return Q(**{f"{step.stamp}__isnull": True}) | others
