"""Asking for computations, and accepting or declining what they gave."""

from typing import cast

from django.utils import timezone

from bole.web.audit.chain import Actor
from bole.web.common.procedure_acts import Effect
from bole.web.cycles import guards
from bole.web.cycles.acts.noticing import restart_notice
from bole.web.cycles.acts.opining import adjustment_document
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.models import Computation, Cycle
from bole.web.cycles.tasks import run_computation
from bole.web.facts.offers import FactsLoad


def recompute(actor: Actor, cycle: Cycle) -> Effect:
    """Compute again, with every determination made so far; nothing changes until it is accepted."""
    computation = queue(actor, cycle)
    return Effect(after={"number": computation.number}, shown=computation)


def accept(actor: Actor, cycle: Cycle, *, number: int, reason: str = "") -> Effect:
    """Accept a finished computation, having seen who changes and why.

    While results stand on notice, it restarts the notice for those whose result changed.
    """
    del reason  # only declining has one
    computation = _settle(actor, cycle, number, ComputationState.ACCEPTED)
    told = restart_notice(cycle, computation) if cycle.state == State.ON_NOTICE else ()
    return Effect(changes={"computation": computation}, after={"computation": number}, told=told)


def decline(actor: Actor, cycle: Cycle, *, number: int, reason: str) -> Effect:
    """Decline a finished computation; the results stay."""
    del reason  # goes on record with the step
    _settle(actor, cycle, number, ComputationState.DECLINED)
    return Effect(after={"number": number})


def _settle(actor: Actor, cycle: Cycle, number: int, state: ComputationState) -> Computation:
    computation = cycle.computations.get(number=number)
    computation.state, computation.settled_by, computation.settled_at = state, actor.user, timezone.now()
    computation.save(update_fields=["state", "settled_by", "settled_at"])
    return computation


def queue(actor: Actor, cycle: Cycle) -> Computation:
    """Queue a computation on the chosen facts, with every determination made so far."""
    numbers = list(cycle.computations.values_list("number", flat=True))
    computation = Computation.objects.create(
        cycle=cycle,
        number=max(numbers, default=0) + 1,
        facts=cast("FactsLoad", cycle.facts),
        adjustments=[adjustment_document(a) for a in guards.adjustments_of(cycle)],
        requested_by=actor.user,
        requested_at=timezone.now(),
    )
    run_computation.enqueue(computation.pk)
    return computation
