"""Taking the steps of a procedure, forward and back, each through the one door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError
from bole.web.common.door import Act, Done, Guard, Telling, Values, perform
from bole.web.common.procedures import Procedure, Step, Tell
from bole.web.people.access import everyone_who
from bole.web.people.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a step's own function adds to what its row says.

    Attributes:
        made: the record it made; `state` says where that stands.
        to: where the step leads instead; back, if that lies before.
        changes: fields of the record.
        after, reason: what else goes on record.
        told: who else is told.
        shown: what the caller gets to see.
    """

    made: Model | None = None
    to: str = ""
    changes: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)
    reason: str = ""
    told: Sequence[Telling] = ()
    shown: Any = None


def take(actor: Actor, procedure: Procedure, name: str, record: Any = None, /, **values: Any) -> Done:
    """Take a step of a record; what comes back is about the record as it then is.

    Raises:
        NotEntitledError: the actor may not.
        OvertakenError: someone else was first.
        RefusedError: something stands in the way, and says what.
    """
    step = procedure.step(name)
    return perform(actor, act_of(procedure, step), record, **values)


def act_of(procedure: Procedure, step: Step) -> Act:
    """A step as an act."""
    over = procedure.named(step.over) if step.over else partial(_unit_of, procedure)
    return Act(
        code=step.code or procedure.code,
        said=step.said,
        can=step.can,
        over=over,
        guards=(partial(_stands, procedure, step), partial(_reasoned, step), *guards_of(procedure, step)),
        do=partial(_do, procedure, step),
        kind=procedure.kind,
        holds=step.changes,
    )


def guards_of(procedure: Procedure, step: Step) -> tuple[Guard, ...]:
    """What must be true before a step, beside the state."""
    return (partial(_another, step), *map(procedure.named, step.guards))


def send_back(actor: Actor, procedure: Procedure, record: Any, to: str, *, reason: str) -> Done:
    """Send a record back, with a reason; what was given on later steps must be given again.

    Raises:
        NotEntitledError, OvertakenError, RefusedError: as for taking a step.
    """
    leaving = next((step for step in procedure.leaving(record.state) if to in step.back), None)
    if leaving is None:
        raise RefusedError(_("不能从此步骤退回到该步骤。"))
    back = Step(
        name="back",
        said=procedure.moved,
        can=leaving.back_can or leaving.can,
        at=(record.state,),
        reason="reason",
    )
    act = act_of(procedure, back)
    return perform(actor, act, record, reason=reason, _to=to)


def needs_reason(text: str) -> None:
    """Raises RefusedError where no reason is given."""
    if not text.strip():
        raise RefusedError(_("请写明理由。"))


def _unit_of(procedure: Procedure, record: Any, _values: Values) -> Sequence[Unit]:
    return () if record is None else (procedure.unit_of(record),)


def _stands(procedure: Procedure, step: Step, _actor: Actor, record: Any, _values: Values) -> None:
    """The record stands where this may be done."""
    if step.at and record.state not in step.at:
        label = dict(procedure.states.choices)
        expected = _("、").join(str(label[state]) for state in step.at)
        raise RefusedError(
            _("%(what)s现处于“%(now)s”，此操作须在“%(expected)s”时办理。")
            % {"what": procedure.said, "now": label[record.state], "expected": expected}
        )


def _reasoned(step: Step, _actor: Actor, _record: Any, values: Values) -> None:
    if step.reason:
        needs_reason(str(values.get(step.reason, "")))


def _another(step: Step, actor: Actor, record: Any, _values: Values) -> None:
    """Maker and checker are two people."""
    makers = {getattr(record, f"{name}_id") for name in step.apart}
    if actor.user is not None and actor.user.pk in makers:
        raise RefusedError(_("%(doing)s须由另一人办理（经办与复核分离）。") % {"doing": step.said})


def _do(
    procedure: Procedure, step: Step, actor: Actor, record: Any = None, _to: str = "", **values: Any
) -> Done:
    """Write what the row says, and what its own function adds."""
    effect: Effect = procedure.call(step.do, actor, record, **values) if step.do else Effect(to=_to)
    reason = effect.reason or str(values.get(step.reason, ""))
    now: Any = record if effect.made is None else effect.made
    before = "" if effect.made is not None else record.state
    to = effect.to or (step.to if effect.made is not None or procedure.moves(step, before) else before)
    back = procedure.place(to) < procedure.place(before)
    if effect.made is None:
        changes = {**effect.changes, **(_forgotten(procedure, record, to) if back else _stamps(step, actor))}
        if changes or to != before:
            type(record)._base_manager.filter(pk=record.pk).update(state=to, **changes)  # noqa: SLF001
        record.refresh_from_db()
    if to != before:
        now.steps.create(
            from_state=before, to_state=to, taken_by=actor.user, taken_at=timezone.now(), reason=reason
        )
    tells = [procedure.told_back] if back else [t for t in step.tells if not step.to or to == step.to]
    led = step.to or back
    return Done(
        subject=now,
        before={"state": before} if led else {},
        after={**({"state": to} if led else {}), **effect.after},
        reason=reason,
        told=[*effect.told, *(_telling(procedure, tell, actor, now) for tell in tells)],
        under=(procedure.unit_of(now).path,),
        shown=effect.shown,
    )


def _stamps(step: Step, actor: Actor) -> Mapping[str, Any]:
    stamps = {step.stamp: actor.user, step.stamp_at: timezone.now()}
    return {name: value for name, value in stamps.items() if name}


def _forgotten(procedure: Procedure, record: Any, to: str) -> Mapping[str, Any]:
    """Who took the steps after a state, and what they left."""
    gone: dict[str, Any] = dict(procedure.call(procedure.returned, record, to))
    for step in procedure.steps:
        if procedure.moves(step, to):
            gone |= {name: None for name in (step.stamp, step.stamp_at) if name}
            gone |= procedure.call(step.undo, record) if step.undo else {}
    return gone


def _telling(procedure: Procedure, tell: Tell, actor: Actor, record: Any) -> Telling:
    if tell.can is None:
        users = procedure.call(tell.who, record)
    else:
        users = everyone_who(tell.can, procedure.unit_of(record))
    return Telling(
        users=[user for user in users if user != actor.user],
        text=tell.text,
        url=procedure.address(record),
        params=procedure.call(procedure.params, record),
    )
