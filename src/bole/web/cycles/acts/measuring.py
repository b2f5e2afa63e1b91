"""Opening an assessment, choosing its facts, and its computations (§31, §32)."""

from collections.abc import Sequence
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.kernel.period import Period
from bole.policy.load import load_policy
from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError
from bole.web.common.door import Values
from bole.web.common.procedure_acts import Effect
from bole.web.cycles import guards
from bole.web.cycles.acts import put_on_record
from bole.web.cycles.acts.concluding import restart_notice
from bole.web.cycles.acts.saying import adjustment_document
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.models import Computation, Cycle
from bole.web.cycles.tasks import run_computation
from bole.web.facts.offers import FactsLoad
from bole.web.people.choices import UnitKind
from bole.web.people.models import Unit


def branch_asked(_cycle: None, values: Values) -> Sequence[Unit]:
    """The branch whose assessment is to be opened."""
    return (values["branch"],)


def open_cycle(actor: Actor, _none: None, *, branch: Unit, period: str, policy: str) -> Effect:
    """Open the assessment of a branch for a period (§31, §32)."""
    if branch.kind not in {UnitKind.BRANCH, UnitKind.HEAD_OFFICE}:
        raise RefusedError(_("考核以分行（或总行营业部）为单位。"))
    if Cycle.objects.filter(branch=branch, period=period).exists():
        raise RefusedError(_("该分行该期间的考核已存在；已结束的只能重述。"))
    loaded = load_policy(policy, on=_period(period).last_day)
    cycle = Cycle.objects.create(
        branch=branch,
        period=period,
        policy_reference=f"{loaded.id}@{loaded.version}",
        policy_sha256=loaded.sha256,
        opened_by=actor.user,
        opened_at=timezone.now(),
    )
    return Effect(made=cycle)


def restate(actor: Actor, cycle: Cycle, **_reason: str) -> Effect:
    """A correction of a closed cycle: a new revision beside the old, approved like the first."""
    restatement = Cycle.objects.create(
        branch=cycle.branch,
        period=cycle.period,
        revision=cycle.revision + 1,
        restates=cycle,
        policy_reference=cycle.policy_reference,
        policy_sha256=cycle.policy_sha256,
        opened_by=actor.user,
        opened_at=timezone.now(),
    )
    return Effect(made=restatement)


def choose_facts(actor: Actor, cycle: Cycle, *, load: FactsLoad) -> Effect:
    """Choose the facts and start measuring; later on, new facts are measured and compared first."""
    cycle.facts = load
    after = {"number": queue(actor, cycle).number}
    put_on_record(actor, cycle, "computation_requested", after=after)
    return Effect(changes={"facts": load})


def _period(period: str) -> Period:
    try:
        return Period.parse(period)
    except ValueError as error:
        raise RefusedError(_("期间应为 2025Q1 … 2025Q4，或 2025。")) from error


def recompute(actor: Actor, cycle: Cycle) -> Effect:
    """Compute again, with every determination made so far; nothing changes until it is accepted."""
    computation = queue(actor, cycle)
    return Effect(after={"number": computation.number}, shown=computation)


def accept(actor: Actor, cycle: Cycle, *, number: int, **_reason: str) -> Effect:
    """Accept a finished computation, having seen who changes and why.

    While results stand on notice, it restarts the notice for those whose result changed.
    """
    computation = _settle(actor, cycle, number, ComputationState.ACCEPTED)
    told = restart_notice(cycle, computation) if cycle.state == State.ON_NOTICE else ()
    return Effect(changes={"computation": computation}, after={"computation": number}, told=told)


def decline(actor: Actor, cycle: Cycle, *, number: int, **_reason: str) -> Effect:
    """Decline a finished computation; the results stay."""
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
