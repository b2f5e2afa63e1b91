"""The parts of every action on a cycle: moving it by compare-and-set, holding it, recording."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor, record
from bole.web.common.actions import OvertakenError, RefusedError
from bole.web.cycles.actions.telling import tell_turn
from bole.web.cycles.choices import ORDER, State
from bole.web.cycles.models import Cycle, Step


def move(
    actor: Actor,
    cycle: Cycle,
    to: State,
    *,
    reason: str = "",
    also: Mapping[str, object] | None = None,
    **changes: Any,
) -> Cycle:
    """Move a cycle: only from the state and version that the actor saw.

    `also` joins the record; `changes` are written with the state.

    Raises:
        OvertakenError: someone else moved it, or added to it, meanwhile.
    """
    before = State(cycle.state)
    moved = Cycle.objects.filter(pk=cycle.pk, state=before, version=cycle.version).update(
        state=to, version=F("version") + 1, **changes
    )
    if moved != 1:
        raise OvertakenError(_("他人已先行办理，考核周期的状态已变；请刷新后查看。"))
    step(actor, cycle, before, to, reason=reason, also=also)
    cycle.refresh_from_db()
    if before != to and ORDER.index(to) > ORDER.index(before):
        tell_turn(actor, cycle, to)
    return cycle


def hold(cycle: Cycle) -> None:
    """Hold the cycle as it was seen while something is added to it.

    It takes a version, so that whoever guarded a move before this was added is overtaken.

    Raises:
        OvertakenError: someone else moved it, or added to it, meanwhile.
    """
    held = Cycle.objects.filter(pk=cycle.pk, state=cycle.state, version=cycle.version).update(
        version=F("version") + 1
    )
    if held != 1:
        raise OvertakenError(_("他人已先行办理，考核周期的状态已变；请刷新后查看。"))
    cycle.version += 1


def step(
    actor: Actor,
    cycle: Cycle,
    before: State | str,
    to: State,
    *,
    reason: str = "",
    also: Mapping[str, object] | None = None,
) -> None:
    """Keep the step that was taken, if the state changed, and put it on record."""
    if before != to:
        Step.objects.create(
            cycle=cycle,
            from_state=before,
            to_state=to,
            taken_by=actor.user,
            taken_at=timezone.now(),
            reason=reason,
        )
    after = {"state": to, **(also or {})}
    put_on_record(actor, cycle, "cycle_moved", before={"state": before}, after=after, reason=reason)


def put_on_record(
    actor: Actor, cycle: Cycle, action: str, *, before: object = None, after: object = None, reason: str = ""
) -> None:
    """An entry about a cycle in the audit record, under its branch."""
    record(
        actor,
        action,
        subject=("cycle", cycle.pk),
        unit_path=cycle.branch.path,
        before=before,
        after=after,
        reason=reason,
    )


def needs_reason(text: str) -> None:
    """Raises RefusedError where no reason is given."""
    if not text.strip():
        raise RefusedError(_("请写明理由。"))
