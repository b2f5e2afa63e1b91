"""Opening the assessment of a branch, correcting a closed one, and choosing its facts (§31, §32)."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.kernel.period import Period
from bole.policy.load import load_policy
from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError
from bole.web.common.door import Values
from bole.web.common.procedure_acts import Effect
from bole.web.cycles.acts import put_on_record
from bole.web.cycles.acts.computing import queue
from bole.web.cycles.models import Cycle
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


def restate(actor: Actor, cycle: Cycle, *, reason: str) -> Effect:
    """A correction of a closed cycle: a new revision beside the old, approved like the first."""
    del reason  # goes on record with the step
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
