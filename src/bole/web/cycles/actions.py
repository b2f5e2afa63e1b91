"""Everything that can be done to a cycle: permission, guard, one atomic write, audit, notification."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.kernel.period import Period
from bole.policy.load import load_policy
from bole.web.audit.chain import Actor, record
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError, entitled, one_transaction
from bole.web.common.notifications import notify
from bole.web.common.working_days import add_working_days
from bole.web.cycles import guards
from bole.web.cycles.attachments import Attachment, keep_attachment
from bole.web.cycles.choices import (
    ORDER,
    AdjustmentKind,
    Choice,
    ComputationState,
    ObjectionState,
    OpinionKind,
    State,
)
from bole.web.cycles.models import (
    Adjustment,
    Computation,
    Cycle,
    Decision,
    Objection,
    Opinion,
    Result,
    Step,
    Vote,
)
from bole.web.cycles.selectors import works_in_branch
from bole.web.cycles.tasks import run_computation
from bole.web.facts.choices import LoadState
from bole.web.facts.models import FactsLoad
from bole.web.people.access import Can, access_of
from bole.web.people.choices import UnitKind
from bole.web.people.models import Manager, Unit, User

BACK_TO: Mapping[State, tuple[State, ...]] = {
    State.VERIFIED: (State.MEASURED,),
    State.PRELIMINARY: (State.MEASURED,),
    State.SUBMITTED: (State.MEASURED, State.PRELIMINARY),
    State.DECIDED: (State.SUBMITTED,),
}
"""To where a step can be sent back, with a reason."""

WHO_SENDS_BACK: Mapping[State, Can] = {
    State.VERIFIED: Can.VERIFY,
    State.PRELIMINARY: Can.VERIFY,
    State.SUBMITTED: Can.CHAIR,
    State.DECIDED: Can.FILE,
}


def open_cycle(actor: Actor, *, branch: Unit, period: str, policy: str) -> Cycle:
    """Open the assessment of a branch for a period (§31, §32)."""
    entitled(actor, Can.RUN_CYCLE, branch)
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
        _step(actor, cycle, "", State.OPENED)
    return cycle


def open_restatement(actor: Actor, cycle: Cycle, *, reason: str) -> Cycle:
    """Open a correction of a closed cycle: a new revision beside the old, approved like the first."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.CLOSED)
    _needs_reason(reason)
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
        _step(actor, restatement, "", State.OPENED, reason=reason)
    return restatement


def choose_facts(actor: Actor, cycle: Cycle, load: FactsLoad) -> Cycle:
    """Choose the facts and start measuring; later on, new facts are measured and compared first."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.OPENED, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE)
    guards.another_person(actor.user, cycle.verified_by, doing=_("选定事实数据"))
    guards.nothing_computing(cycle)
    if load.state != LoadState.LOADED:
        raise RefusedError(_("只能选用已成功导入的事实数据。"))
    with one_transaction():
        state = State.FACTS_CHOSEN if cycle.state == State.OPENED else State(cycle.state)
        cycle = _move(actor, cycle, state, facts=load, facts_chosen_by=actor.user)
        _queue(actor, cycle)
    return cycle


def recompute(actor: Actor, cycle: Cycle) -> Computation:
    """Compute again, with every determination made so far; nothing changes until it is accepted."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE)
    guards.nothing_computing(cycle)
    with one_transaction():
        _still(cycle)
        return _queue(actor, cycle)


def settle_computation(actor: Actor, computation: Computation, *, accept: bool, reason: str = "") -> Cycle:
    """Accept a finished computation, having seen who changes and why, or decline it with a reason.

    Accepted while results stand on notice, it restarts the notice for those whose result changed.
    """
    cycle = computation.cycle
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE)
    if not accept:
        _needs_reason(reason)
    with one_transaction():
        settled = Computation.objects.filter(pk=computation.pk, state=ComputationState.DONE).update(
            state=ComputationState.ACCEPTED if accept else ComputationState.DECLINED,
            settled_by=actor.user,
            settled_at=timezone.now(),
        )
        if settled != 1:
            raise OvertakenError(_("这次计算已由他人处理或尚未完成。"))
        if not accept:
            _record(actor, cycle, "computation_declined", after={"number": computation.number}, reason=reason)
            return cycle
        state = State.MEASURED if cycle.state == State.FACTS_CHOSEN else State(cycle.state)
        if cycle.state == State.ON_NOTICE:
            _restart_notice(cycle, computation)
        return _move(actor, cycle, state, computation=computation, note={"computation": computation.number})


def give_opinion(
    actor: Actor, cycle: Cycle, *, kind: OpinionKind, unit: Unit | None, agrees: bool, text: str
) -> Opinion:
    """A unit's or the risk department's opinion on the accepted computation (§31)."""
    capability = Can.GIVE_UNIT_OPINION if kind is OpinionKind.UNIT else Can.GIVE_RISK_OPINION
    if (kind is OpinionKind.UNIT) != (unit is not None):
        raise RefusedError(_("单位意见须注明单位，风险意见则不注明。"))
    entitled(actor, capability, unit or cycle.branch)
    if unit is not None and not unit.path.startswith(cycle.branch.path):
        raise NotEntitledError(_("该单位不属于此分行。"))
    guards.in_state(cycle, State.MEASURED)
    guards.nothing_computing(cycle)
    _needs_reason(text)
    with one_transaction():
        _still(cycle)
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
        _record(actor, cycle, "opinion_given", after=after, reason=text)
    return opinion


def determine(
    actor: Actor, cycle: Cycle, *, kind: AdjustmentKind, values: Mapping[str, Any], reason: str
) -> Adjustment:
    """The risk department's determination of a loan's classification or of own cause (§29, §31)."""
    entitled(actor, Can.GIVE_RISK_OPINION, cycle.branch)
    guards.in_state(cycle, State.MEASURED)
    guards.nothing_computing(cycle)
    if kind not in {AdjustmentKind.OWN_CAUSE, AdjustmentKind.CLASSIFICATION}:
        raise RefusedError(_("风险管理部认定五级分类和自身原因。"))
    return _adjust(actor, cycle, kind=kind, values=values, reason=reason)


def verify(actor: Actor, cycle: Cycle) -> Cycle:
    """The corporate department verifies figures and opinions: another person than chose the facts (§31)."""
    entitled(actor, Can.VERIFY, cycle.branch)
    guards.in_state(cycle, State.MEASURED)
    guards.another_person(actor.user, cycle.facts_chosen_by, doing=_("核实"))
    guards.nothing_computing(cycle)
    guards.everything_applied(cycle)
    guards.opinions_complete(cycle)
    with one_transaction():
        return _move(actor, cycle, State.VERIFIED, verified_by=actor.user)


def form_preliminary(actor: Actor, cycle: Cycle) -> Cycle:
    """Form the preliminary result from the verified figures and opinions (§31)."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.VERIFIED)
    with one_transaction():
        return _move(actor, cycle, State.PRELIMINARY)


def publish(actor: Actor, cycle: Cycle, *, today: date | None = None) -> Cycle:
    """Put the preliminary results on public notice for the policy's working days (§31)."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.PRELIMINARY)
    first = today or timezone.localdate()
    last, _known = add_working_days(first, notice_days(cycle))
    with one_transaction():
        cycle = _move(
            actor, cycle, State.ON_NOTICE, published_by=actor.user, notice_from=first, notice_to=last
        )
        people = Result.objects.filter(computation=cycle.computation, manager__user__isnull=False)
        users = User.objects.filter(pk__in=people.values("manager__user"))
        notify(
            users,
            gettext_noop("您的 %(period)s 考核结果已公示，异议请于 %(last)s 前（含当日）提出。"),
            url=_page(cycle),
            **_said(cycle, last),
        )
    return cycle


def notice_days(cycle: Cycle) -> int:
    """Working days of public notice: the setting, or else the policy's."""
    if settings.NOTICE_WORKING_DAYS is not None:
        return int(settings.NOTICE_WORKING_DAYS)
    return load_policy(cycle.policy_reference).policy.governance.notice.working_days


def object_to(
    actor: Actor,
    cycle: Cycle,
    *,
    manager: Manager,
    text: str,
    attachment: Attachment | None = None,
    today: date | None = None,
) -> Objection:
    """An objection to a result on notice: by the manager, or by a colleague of the branch, named (§31)."""
    own = actor.user is not None and manager.user_id == actor.user.pk
    if own:
        entitled(actor, Can.OBJECT)
    else:
        _colleague(actor, cycle)
    guards.in_state(cycle, State.ON_NOTICE)
    result = Result.objects.filter(computation=cycle.computation, manager=manager).first()
    if result is None:
        raise NotEntitledError(_("该客户经理不在此次考核之列。"))
    last = result.notice_to or cycle.notice_to
    if last is None or (today or timezone.localdate()) > last:
        raise RefusedError(_("公示期已于 %(last)s 届满。") % {"last": last})
    _needs_reason(text)
    with one_transaction():
        _still(cycle)
        objection = Objection.objects.create(
            cycle=cycle, manager=manager, text=text, raised_by=actor.user, raised_at=timezone.now()
        )
        if attachment is not None:
            objection.attachment_name, objection.attachment_path = keep_attachment(objection.pk, attachment)
            objection.save(update_fields=["attachment_name", "attachment_path"])
        _record(actor, cycle, "objection_raised", after={"manager": manager.code}, reason=text)
    return objection


def answer_objection(
    actor: Actor,
    objection: Objection,
    *,
    uphold: bool,
    answer: str,
    corrections: Iterable[tuple[AdjustmentKind, Mapping[str, Any]]] = (),
) -> Objection:
    """Answer with a reason; an upheld one makes its corrections, which the next computation applies.

    Where the delivered facts themselves are wrong, uphold without corrections and choose a new load.
    """
    cycle = objection.cycle
    entitled(actor, Can.ANSWER_OBJECTION, cycle.branch)
    guards.in_state(cycle, State.ON_NOTICE)
    guards.another_person(actor.user, objection.raised_by, doing=_("答复异议"))
    guards.not_ones_own(actor.user, objection.manager)
    _needs_reason(answer)
    with one_transaction():
        answered = Objection.objects.filter(pk=objection.pk, state=ObjectionState.OPEN).update(
            state=ObjectionState.UPHELD if uphold else ObjectionState.REJECTED,
            answer=answer,
            answered_by=actor.user,
            answered_at=timezone.now(),
        )
        if answered != 1:
            raise OvertakenError(_("该异议已由他人答复。"))
        if uphold:
            for kind, values in corrections:
                _adjust(actor, cycle, kind=kind, values=values, reason=answer, objection=objection)
        after = {"objection": objection.pk, "upheld": uphold}
        _record(actor, cycle, "objection_answered", after=after, reason=answer)
        if objection.raised_by is not None:
            notify(
                [objection.raised_by],
                gettext_noop("您对 %(period)s 考核结果的异议已答复。"),
                url=_page(cycle),
                **_said(cycle),
            )
    objection.refresh_from_db()
    return objection


def submit(actor: Actor, cycle: Cycle, *, today: date | None = None) -> Cycle:
    """Submit to the branch committee, once every notice is over and every objection answered (§31)."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.ON_NOTICE)
    guards.nothing_computing(cycle)
    guards.everything_applied(cycle)
    guards.no_open_objections(cycle)
    guards.notice_over(cycle, today=today)
    with one_transaction():
        cycle = _move(actor, cycle, State.SUBMITTED, submitted_by=actor.user)
        notify(
            guards.committee(cycle),
            gettext_noop("%(branch)s %(period)s 考核结果请审定。"),
            url=_page(cycle),
            **_said(cycle),
        )
    return cycle


def vote(actor: Actor, cycle: Cycle, *, choice: Choice, reason: str = "") -> Vote:
    """A committee member's vote; one a round, never changed; a vote against gives its reason."""
    entitled(actor, Can.VOTE, cycle.branch)
    guards.in_state(cycle, State.SUBMITTED)
    guards.not_assessed_in(actor.user, cycle)
    if actor.user not in guards.committee(cycle):
        raise NotEntitledError(_("您不是该分行管理小组成员。"))
    if choice is Choice.REJECT:
        _needs_reason(reason)
    with one_transaction():
        _still(cycle)
        given = Vote.objects.create(
            cycle=cycle,
            round=cycle.round,
            member=actor.user,
            choice=choice,
            reason=reason,
            voted_at=timezone.now(),
        )
        _record(actor, cycle, "vote_given", after={"round": cycle.round, "choice": choice}, reason=reason)
    return given


def decide(actor: Actor, cycle: Cycle) -> Cycle:
    """The chair concludes the round: a quorum of more than half the members, a majority of yes over no.

    Without a majority the cycle stays with the committee's chair, who sends it back.
    """
    entitled(actor, Can.CHAIR, cycle.branch)
    guards.in_state(cycle, State.SUBMITTED)
    guards.not_assessed_in(actor.user, cycle)
    guards.another_person(actor.user, cycle.submitted_by, cycle.verified_by, doing=_("审定"))
    members = len(guards.committee(cycle))
    quorum = members // 2 + 1
    with one_transaction():
        _still(cycle)
        votes = Vote.objects.filter(cycle=cycle, round=cycle.round)
        given = list(votes.values_list("choice", flat=True))
        if len(given) < quorum:
            raise RefusedError(
                _("表决人数 %(n)s 未达法定人数 %(quorum)s。") % {"n": len(given), "quorum": quorum}
            )
        in_favour, against = given.count(Choice.APPROVE), given.count(Choice.REJECT)
        approved = in_favour > against
        Decision.objects.create(
            cycle=cycle,
            round=cycle.round,
            approved=approved,
            members=members,
            votes=len(given),
            in_favour=in_favour,
            against=against,
            quorum=quorum,
            concluded_by=actor.user,
            concluded_at=timezone.now(),
        )
        if approved:
            return _move(actor, cycle, State.DECIDED, decided_by=actor.user)
        reason = _("管理小组未通过（%(yes)s 比 %(no)s）。") % {"yes": in_favour, "no": against}
        return _move_back(actor, cycle, State.MEASURED, reason=reason)


def file_with_hq(actor: Actor, cycle: Cycle) -> Cycle:
    """HQ takes the decided results on file (§33)."""
    entitled(actor, Can.FILE, cycle.branch)
    guards.in_state(cycle, State.DECIDED)
    guards.another_person(actor.user, cycle.decided_by, doing=_("备案"))
    with one_transaction():
        return _move(actor, cycle, State.FILED, filed_by=actor.user)


def close(actor: Actor, cycle: Cycle) -> Cycle:
    """Close: from here on nothing of the cycle changes; corrections are restatements."""
    entitled(actor, Can.RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.FILED)
    with one_transaction():
        return _move(actor, cycle, State.CLOSED, closed_by=actor.user, closed_at=timezone.now())


def send_back(actor: Actor, cycle: Cycle, to: State, *, reason: str) -> Cycle:
    """Send a step back, with a reason; what was given on later steps must be given again."""
    state = State(cycle.state)
    if to not in BACK_TO.get(state, ()):
        raise RefusedError(_("不能从此步骤退回到该步骤。"))
    entitled(actor, WHO_SENDS_BACK[state], cycle.branch)
    _needs_reason(reason)
    with one_transaction():
        return _move_back(actor, cycle, to, reason=reason)


def _move_back(actor: Actor, cycle: Cycle, to: State, *, reason: str) -> Cycle:
    cleared: dict[str, Any] = {}
    if ORDER.index(to) <= ORDER.index(State.MEASURED):
        cleared |= {"verified_by": None}
    if ORDER.index(to) <= ORDER.index(State.PRELIMINARY):
        cleared |= {"published_by": None, "notice_from": None, "notice_to": None, "submitted_by": None}
        Result.objects.filter(computation=cycle.computation).update(notice_from=None, notice_to=None)
    return _move(actor, cycle, to, reason=reason, decided_by=None, round=F("round") + 1, **cleared)


def _move(
    actor: Actor, cycle: Cycle, to: State, *, reason: str = "", note: object = None, **changes: Any
) -> Cycle:
    """Compare-and-set: only from the state and version that the actor saw."""
    before = State(cycle.state)
    moved = Cycle.objects.filter(pk=cycle.pk, state=before, version=cycle.version).update(
        state=to, version=F("version") + 1, **changes
    )
    if moved != 1:
        raise OvertakenError(_("他人已先行办理，考核周期的状态已变；请刷新后查看。"))
    _step(actor, cycle, before, to, reason=reason, note=note)
    cycle.refresh_from_db()
    return cycle


def _still(cycle: Cycle) -> None:
    """Hold the cycle as it was seen while something is added to it.

    It takes a version, so that whoever guarded a move before this was added is overtaken.
    """
    held = Cycle.objects.filter(pk=cycle.pk, state=cycle.state, version=cycle.version).update(
        version=F("version") + 1
    )
    if held != 1:
        raise OvertakenError(_("他人已先行办理，考核周期的状态已变；请刷新后查看。"))
    cycle.version += 1


def _step(
    actor: Actor, cycle: Cycle, before: State | str, to: State, *, reason: str = "", note: object = None
) -> None:
    if before != to:
        Step.objects.create(
            cycle=cycle,
            from_state=before,
            to_state=to,
            taken_by=actor.user,
            taken_at=timezone.now(),
            reason=reason,
        )
    after = {"state": to, **(note if isinstance(note, dict) else {})}
    _record(actor, cycle, "cycle_moved", before={"state": before}, after=after, reason=reason)


def _record(
    actor: Actor, cycle: Cycle, action: str, *, before: object = None, after: object = None, reason: str = ""
) -> None:
    record(
        actor,
        action,
        subject=("cycle", cycle.pk),
        unit_path=cycle.branch.path,
        before=before,
        after=after,
        reason=reason,
    )


def _queue(actor: Actor, cycle: Cycle) -> Computation:
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
    _record(actor, cycle, "computation_requested", after={"number": computation.number})
    run_computation.enqueue(computation.pk)
    return computation


def _adjust(
    actor: Actor,
    cycle: Cycle,
    *,
    kind: AdjustmentKind,
    values: Mapping[str, Any],
    reason: str,
    objection: Objection | None = None,
) -> Adjustment:
    _needs_reason(reason)
    with one_transaction():
        _still(cycle)
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
        _record(actor, cycle, "determination_made", after=after, reason=reason)
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


def _restart_notice(cycle: Cycle, computation: Computation) -> None:
    """A fresh notice for those whose result changed; running ones of the others go on."""
    first = timezone.localdate()
    last, _known = add_working_days(first, notice_days(cycle))
    changed = [entry["manager_id"] for entry in computation.differences]
    carried = Result.objects.filter(computation=cycle.computation, notice_to__isnull=False)
    for manager_id, start, end in carried.values_list("manager", "notice_from", "notice_to"):
        Result.objects.filter(computation=computation, manager=manager_id).update(
            notice_from=start, notice_to=end
        )
    affected = Result.objects.filter(computation=computation, manager__code__in=changed)
    affected.update(notice_from=first, notice_to=last)


def _accepted(cycle: Cycle) -> Computation:
    if cycle.computation is None:
        raise RefusedError(_("尚无已确认的计算结果。"))
    return cycle.computation


def _colleague(actor: Actor, cycle: Cycle) -> None:
    """Someone of the same branch, who signs with their name."""
    user = actor.user
    if user is None or not user.is_active or not works_in_branch(access_of(user), cycle.branch):
        entitled(actor, Can.SEE_CYCLES, cycle.branch)


def _needs_reason(text: str) -> None:
    if not text.strip():
        raise RefusedError(_("请写明理由。"))


def _period(period: str) -> Period:
    try:
        return Period.parse(period)
    except ValueError as error:
        raise RefusedError(_("期间应为 2025Q1 … 2025Q4，或 2025。")) from error


def _page(cycle: Cycle) -> str:
    return f"/cycles/{cycle.pk}/"


def _said(cycle: Cycle, last: date | None = None) -> dict[str, str]:
    return {"branch": cycle.branch.name, "period": cycle.period, "last": last.isoformat() if last else ""}
