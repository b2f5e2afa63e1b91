"""Opening the assessment of a branch, correcting a closed one, and choosing its facts (§31, §32)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.kernel.period import Period
from bole.policy.load import load_policy
from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError, entitled, one_transaction
from bole.web.cycles import guards
from bole.web.cycles.actions.computing import queue
from bole.web.cycles.actions.moving import move, needs_reason, step
from bole.web.cycles.capabilities import RUN_CYCLE
from bole.web.cycles.choices import State
from bole.web.cycles.models import Cycle
from bole.web.facts.offers import FactsLoad, LoadState
from bole.web.people.choices import UnitKind
from bole.web.people.models import Unit


def open_cycle(actor: Actor, *, branch: Unit, period: str, policy: str) -> Cycle:
    """Open the assessment of a branch for a period (§31, §32)."""
    entitled(actor, RUN_CYCLE, branch)
    if branch.kind not in {UnitKind.BRANCH, UnitKind.HEAD_OFFICE}:
        raise RefusedError(_("考核以分行（或总行营业部）为单位。"))
    loaded = load_policy(policy, on=_period(period).last_day)
    with one_transaction():
        if Cycle.objects.filter(branch=branch, period=period).exists():
            raise RefusedError(_("该分行该期间的考核已存在；已结束的只能重述。"))
        cycle = Cycle.objects.create(
            branch=branch,
            period=period,
            policy_reference=f"{loaded.id}@{loaded.version}",
            policy_sha256=loaded.sha256,
            opened_by=actor.user,
            opened_at=timezone.now(),
        )
        step(actor, cycle, "", State.OPENED)
    return cycle


def open_restatement(actor: Actor, cycle: Cycle, *, reason: str) -> Cycle:
    """Open a correction of a closed cycle: a new revision beside the old, approved like the first."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.CLOSED)
    needs_reason(reason)
    with one_transaction():
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
        step(actor, restatement, "", State.OPENED, reason=reason)
    return restatement


def choose_facts(actor: Actor, cycle: Cycle, load: FactsLoad) -> Cycle:
    """Choose the facts and start measuring; later on, new facts are measured and compared first."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.OPENED, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE)
    guards.another_person(actor.user, cycle.verified_by, doing=_("选定事实数据"))
    guards.nothing_computing(cycle)
    if load.state != LoadState.LOADED:
        raise RefusedError(_("只能选用已成功导入的事实数据。"))
    with one_transaction():
        state = State.FACTS_CHOSEN if cycle.state == State.OPENED else State(cycle.state)
        cycle = move(actor, cycle, state, facts=load, facts_chosen_by=actor.user)
        queue(actor, cycle)
    return cycle


def _period(period: str) -> Period:
    try:
        return Period.parse(period)
    except ValueError as error:
        raise RefusedError(_("期间应为 2025Q1 … 2025Q4，或 2025。")) from error
