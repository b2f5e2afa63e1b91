"""Asking for computations, and accepting or declining what they gave."""

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import OvertakenError, RefusedError, entitled, one_transaction
from bole.web.cycles import guards
from bole.web.cycles.actions.moving import hold, move, needs_reason, put_on_record
from bole.web.cycles.actions.noticing import restart_notice
from bole.web.cycles.actions.opining import adjustment_document
from bole.web.cycles.actions.telling import tell_for_opinions
from bole.web.cycles.capabilities import RUN_CYCLE
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.models import Computation, Cycle
from bole.web.cycles.tasks import run_computation


def recompute(actor: Actor, cycle: Cycle) -> Computation:
    """Compute again, with every determination made so far; nothing changes until it is accepted."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE)
    guards.nothing_computing(cycle)
    with one_transaction():
        hold(cycle)
        return queue(actor, cycle)


def settle_computation(actor: Actor, computation: Computation, *, accept: bool, reason: str = "") -> Cycle:
    """Accept a finished computation, having seen who changes and why, or decline it with a reason.

    Accepted while results stand on notice, it restarts the notice for those whose result changed.
    """
    cycle = computation.cycle
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE)
    if not accept:
        needs_reason(reason)
    with one_transaction():
        settled = Computation.objects.filter(pk=computation.pk, state=ComputationState.DONE).update(
            state=ComputationState.ACCEPTED if accept else ComputationState.DECLINED,
            settled_by=actor.user,
            settled_at=timezone.now(),
        )
        if settled != 1:
            raise OvertakenError(_("这次计算已由他人处理或尚未完成。"))
        if not accept:
            put_on_record(
                actor, cycle, "computation_declined", after={"number": computation.number}, reason=reason
            )
            return cycle
        state = State.MEASURED if cycle.state == State.FACTS_CHOSEN else State(cycle.state)
        if cycle.state == State.ON_NOTICE:
            restart_notice(cycle, computation)
        anew = cycle.state == State.MEASURED
        note = {"computation": computation.number}
        cycle = move(actor, cycle, state, computation=computation, also=note)
        if anew:
            tell_for_opinions(actor, cycle)
        return cycle


def queue(actor: Actor, cycle: Cycle) -> Computation:
    """Queue a computation on the chosen facts, with every determination made so far."""
    if cycle.facts is None:
        raise RefusedError(_("尚未选定事实数据。"))
    numbers = list(cycle.computations.values_list("number", flat=True))
    computation = Computation.objects.create(
        cycle=cycle,
        number=max(numbers, default=0) + 1,
        facts=cycle.facts,
        adjustments=[adjustment_document(a) for a in guards.adjustments_of(cycle)],
        requested_by=actor.user,
        requested_at=timezone.now(),
    )
    put_on_record(actor, cycle, "computation_requested", after={"number": computation.number})
    run_computation.enqueue(computation.pk)
    return computation
