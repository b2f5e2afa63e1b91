"""Sending a step back, with a reason."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError, entitled, one_transaction
from bole.web.cycles.actions.moving import move, needs_reason
from bole.web.cycles.actions.telling import tell_sent_back
from bole.web.cycles.capabilities import CHAIR, FILE, VERIFY
from bole.web.cycles.choices import ORDER, State
from bole.web.cycles.models import Cycle, Result
from bole.web.people.access import Capability

BACK_TO: Mapping[State, tuple[State, ...]] = {
    State.VERIFIED: (State.MEASURED,),
    State.PRELIMINARY: (State.MEASURED,),
    State.SUBMITTED: (State.MEASURED, State.PRELIMINARY),
    State.DECIDED: (State.SUBMITTED,),
}
"""To where a step can be sent back, with a reason."""

WHO_SENDS_BACK: Mapping[State, Capability] = {
    State.VERIFIED: VERIFY,
    State.PRELIMINARY: VERIFY,
    State.SUBMITTED: CHAIR,
    State.DECIDED: FILE,
}
"""Who may send back what stands on a step."""


def send_back(actor: Actor, cycle: Cycle, to: State, *, reason: str) -> Cycle:
    """Send a step back, with a reason; what was given on later steps must be given again."""
    state = State(cycle.state)
    if to not in BACK_TO.get(state, ()):
        raise RefusedError(_("不能从此步骤退回到该步骤。"))
    entitled(actor, WHO_SENDS_BACK[state], cycle.branch)
    needs_reason(reason)
    with one_transaction():
        return move_back(actor, cycle, to, reason=reason)


def move_back(actor: Actor, cycle: Cycle, to: State, *, reason: str) -> Cycle:
    """Move back: who did the later steps, and any notice, is forgotten; a new round of votes begins."""
    cleared: dict[str, Any] = {}
    if ORDER.index(to) <= ORDER.index(State.MEASURED):
        cleared |= {"verified_by": None}
    if ORDER.index(to) <= ORDER.index(State.PRELIMINARY):
        cleared |= {"published_by": None, "notice_from": None, "notice_to": None, "submitted_by": None}
        Result.objects.filter(computation=cycle.computation).update(notice_from=None, notice_to=None)
    cycle = move(actor, cycle, to, reason=reason, decided_by=None, round=F("round") + 1, **cleared)
    tell_sent_back(actor, cycle)
    return cycle
