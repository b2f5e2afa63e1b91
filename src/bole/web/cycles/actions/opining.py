"""What units and the risk department say and determine about measured results (§29, §31)."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import NotEntitledError, RefusedError, entitled, one_transaction
from bole.web.cycles import guards
from bole.web.cycles.actions.moving import hold, needs_reason, put_on_record
from bole.web.cycles.actions.telling import tell_to_verify
from bole.web.cycles.capabilities import GIVE_RISK_OPINION, GIVE_UNIT_OPINION
from bole.web.cycles.choices import AdjustmentKind, OpinionKind, State
from bole.web.cycles.models import Adjustment, Computation, Cycle, Objection, Opinion
from bole.web.people.models import Unit


def give_opinion(
    actor: Actor, cycle: Cycle, *, kind: OpinionKind, unit: Unit | None, agrees: bool, text: str
) -> Opinion:
    """A unit's or the risk department's opinion on the accepted computation (§31)."""
    capability = GIVE_UNIT_OPINION if kind is OpinionKind.UNIT else GIVE_RISK_OPINION
    if (kind is OpinionKind.UNIT) != (unit is not None):
        raise RefusedError(_("单位意见须注明单位，风险意见则不注明。"))
    entitled(actor, capability, unit or cycle.branch)
    if unit is not None and not unit.path.startswith(cycle.branch.path):
        raise NotEntitledError(_("该单位不属于此分行。"))
    guards.in_state(cycle, State.MEASURED)
    guards.nothing_computing(cycle)
    needs_reason(text)
    with one_transaction():
        hold(cycle)
        opinion = Opinion.objects.create(
            cycle=cycle,
            computation=_accepted(cycle),
            kind=kind,
            unit=unit,
            agrees=agrees,
            text=text,
            given_by=actor.user,
            given_at=timezone.now(),
        )
        after = {"kind": kind, "unit": unit.code if unit else None, "agrees": agrees}
        put_on_record(actor, cycle, "opinion_given", after=after, reason=text)
        if not guards.missing_opinions(cycle):
            tell_to_verify(actor, cycle)
    return opinion


def determine(
    actor: Actor, cycle: Cycle, *, kind: AdjustmentKind, values: Mapping[str, Any], reason: str
) -> Adjustment:
    """The risk department's determination of a loan's classification or of own cause (§29, §31)."""
    entitled(actor, GIVE_RISK_OPINION, cycle.branch)
    guards.in_state(cycle, State.MEASURED)
    guards.nothing_computing(cycle)
    if kind not in {AdjustmentKind.OWN_CAUSE, AdjustmentKind.CLASSIFICATION}:
        raise RefusedError(_("风险管理部认定五级分类和自身原因。"))
    return adjust(actor, cycle, kind=kind, values=values, reason=reason)


def adjust(
    actor: Actor,
    cycle: Cycle,
    *,
    kind: AdjustmentKind,
    values: Mapping[str, Any],
    reason: str,
    objection: Objection | None = None,
) -> Adjustment:
    """Keep a determination, which the next computation applies; of an upheld objection, or by itself."""
    needs_reason(reason)
    guards.in_the_facts(cycle, loan_id=values.get("loan_id", ""), manager_code=values.get("manager_code", ""))
    with one_transaction():
        hold(cycle)
        adjustment = Adjustment.objects.create(
            cycle=cycle,
            kind=kind,
            reason=reason,
            objection=objection,
            made_by=actor.user,
            made_at=timezone.now(),
            **values,
        )
        after = json.loads(json.dumps(adjustment_document(adjustment)))
        put_on_record(actor, cycle, "determination_made", after=after, reason=reason)
    return adjustment


def adjustment_document(adjustment: Adjustment) -> dict[str, Any]:
    """An adjustment in the form in which a computation keeps it."""
    return {
        "kind": adjustment.kind,
        "loan_id": adjustment.loan_id,
        "manager_id": adjustment.manager_code,
        "day": adjustment.day.isoformat(),
        "own_cause": adjustment.own_cause,
        "classification": adjustment.classification,
        "item": adjustment.item,
        "occurrences": adjustment.occurrences,
        "outcome": adjustment.outcome,
    }


def _accepted(cycle: Cycle) -> Computation:
    if cycle.computation is None:
        raise RefusedError(_("尚无已确认的计算结果。"))
    return cycle.computation
