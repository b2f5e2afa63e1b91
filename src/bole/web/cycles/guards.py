"""What must be true before a step of a cycle is taken; each says what stands in the way and who can do it.

Guards of steps take the actor, the cycle and the values of the step; on the page, without values,
they say whether the step is offered.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import NotEntitledError, RefusedError, entitled
from bole.web.common.door import Values
from bole.web.cycles import governed, selectors
from bole.web.cycles.capabilities import OBJECT, SEE_CYCLES
from bole.web.cycles.choices import ComputationState, ObjectionState
from bole.web.cycles.models import Adjustment, Cycle, Opinion, Result
from bole.web.facts.offers import LoadState, lacks
from bole.web.people.access import access_of
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Unit, User

PENDING = (ComputationState.QUEUED, ComputationState.RUNNING, ComputationState.DONE)
"""Computations that are under way or wait for acceptance."""


def refuse_if(stands_in_the_way: Any, why: str) -> None:
    """Raises RefusedError where something stands in the way."""
    if stands_in_the_way:
        raise RefusedError(why)


def nothing_computing(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """No computation is under way or waits for acceptance."""
    pending = cycle.computations.filter(state__in=PENDING)
    refuse_if(pending.exists(), _("有一次计算尚未完成或尚未确认；请先处理。"))


def computed(_actor: Actor, cycle: Cycle, values: Values) -> None:
    """The computation is done, and waits for acceptance."""
    done = cycle.computations.filter(state=ComputationState.DONE)
    if "number" in values:
        done = done.filter(number=values["number"])
    refuse_if(not done.exists(), _("这次计算已由他人处理或尚未完成。"))


def facts_chosen(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """There are facts to compute."""
    refuse_if(cycle.facts_id is None, _("尚未选定事实数据。"))


def loaded(_actor: Actor, _cycle: Cycle, values: Values) -> None:
    """The chosen facts have been loaded."""
    load = values.get("load")
    refuse_if(load and load.state != LoadState.LOADED, _("只能选用已成功导入的事实数据。"))


def everything_applied(cycle: Cycle) -> None:
    """Every determination is in the accepted computation."""
    refuse_if(unapplied(cycle) != 0, _("有新的认定尚未计入结果；请先重新计算并确认差异。"))


def figures_settled(actor: Actor, cycle: Cycle, values: Values) -> None:
    """Nothing about the figures is open: neither a computation nor a determination."""
    nothing_computing(actor, cycle, values)
    everything_applied(cycle)


def unapplied(cycle: Cycle) -> int:
    """How many determinations are not in the accepted computation."""
    return adjustments_of(cycle).count() - (len(cycle.computation.adjustments) if cycle.computation else 0)


def adjustments_of(cycle: Cycle) -> QuerySet[Adjustment]:
    """What was determined in the cycle, and in the assessments of the period that it restates."""
    return Adjustment.objects.filter(
        cycle__branch=cycle.branch_id, cycle__period=cycle.period, cycle__revision__lte=cycle.revision
    )


def in_the_facts(_actor: Actor, cycle: Cycle, values: Values) -> None:
    """A determination is about what the chosen facts have: no computation could apply any other."""
    loan_id, manager_code = values.get("loan_id"), values.get("manager_code")
    if cycle.facts is None:
        return
    if loan_id and lacks(cycle.facts, "loans", "loan_id", loan_id):
        raise RefusedError(_("事实数据中没有这笔贷款；请核对贷款编号。"))
    if manager_code and lacks(cycle.facts, "managers", "manager_id", manager_code):
        raise RefusedError(_("事实数据中没有这名客户经理；请核对工号。"))


def speaks_for_a_unit(actor: Actor, cycle: Cycle, values: Values) -> None:
    """The opinion is that of a unit of the branch with results, which has not given it (§31)."""
    unit = values.get("unit")
    if unit is not None and not unit.path.startswith(cycle.branch.path):
        raise NotEntitledError(_("该单位不属于此分行。"))
    open_still = selectors.units_for_opinion(access_of(actor.user), cycle) if actor.user else []
    asked = [unit] if unit is not None else open_still
    refuse_if(
        not asked or any(each not in open_still for each in asked), _("该单位的意见已经提出，或不需要提出。")
    )


def no_risk_opinion_yet(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """The risk department has not given its opinion on the accepted computation (§31)."""
    given = Opinion.objects.filter(computation=cycle.computation, kind="risk")
    refuse_if(given.exists(), _("风险管理部的意见已经提出。"))


def opinions_complete(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """Every unit with a result has given its opinion on it, and so has the risk department (§31)."""
    missing = missing_opinions(cycle)
    refuse_if(missing, _("尚缺意见：%(who)s。") % {"who": _("、").join(missing)})


def missing_opinions(cycle: Cycle) -> list[str]:
    """Whose opinion on the accepted computation is still missing."""
    given = dict(Opinion.objects.filter(computation=cycle.computation).values_list("unit", "kind"))
    units = Unit.objects.filter(pk__in=Result.objects.filter(computation=cycle.computation).values("unit"))
    missing = [unit.name for unit in units if unit.pk not in given]
    return missing if None in given else [*missing, _("风险管理部")]


def may_object(actor: Actor, cycle: Cycle, values: Values) -> None:
    """Whoever objects is the manager, or a colleague of the branch, named; the manager was assessed (§31)."""
    manager, user = values["manager"], actor.user
    if user is not None and manager.user_id == user.pk:
        entitled(actor, OBJECT)
    elif user is None or not user.is_active or not selectors.works_in_branch(access_of(user), cycle.branch):
        entitled(actor, SEE_CYCLES, cycle.branch)
    if not Result.objects.filter(computation=cycle.computation, manager=manager).exists():
        raise NotEntitledError(_("该客户经理不在此次考核之列。"))


def in_time_to_object(_actor: Actor, cycle: Cycle, values: Values) -> None:
    """The notice of that result has not run out."""
    result = Result.objects.get(computation=cycle.computation, manager=values["manager"])
    last = result.notice_to or cycle.notice_to
    over = last is None or (values.get("today") or timezone.localdate()) > last
    refuse_if(over, _("公示期已于 %(last)s 届满。") % {"last": last})


def not_ones_own_objection(actor: Actor, _cycle: Cycle, values: Values) -> None:
    """Nobody answers what they raised themselves, or what is about them."""
    objection = values["objection"]
    if actor.user is not None and objection.raised_by_id == actor.user.pk:
        raise RefusedError(_("%(doing)s须由另一人办理（经办与复核分离）。") % {"doing": _("答复异议")})
    refuse_if(actor.user and objection.manager.user_id == actor.user.pk, _("不得办理本人的事项。"))


def no_open_objections(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """Every objection has been answered."""
    refuse_if(cycle.objections.filter(state=ObjectionState.OPEN).exists(), _("尚有异议未答复。"))


def notice_over(_actor: Actor, cycle: Cycle, values: Values) -> None:
    """Every public notice, restarted ones included, has run out (§31)."""
    last, day = last_notice_day(cycle), values.get("today") or timezone.localdate()
    refuse_if(last is None or day <= last, _("公示期至 %(last)s 止，尚未届满。") % {"last": last or "—"})


def last_notice_day(cycle: Cycle) -> date | None:
    """The last day of any notice of the cycle."""
    restarted = Result.objects.filter(computation=cycle.computation, notice_to__isnull=False)
    days = [cycle.notice_to, *restarted.values_list("notice_to", flat=True)]
    return max((day for day in days if day is not None), default=None)


def only_in_a_demo(_actor: Actor, _cycle: Cycle, _values: Values) -> None:
    """Anywhere else the days of the notice are people's right to object (§31)."""
    refuse_if(not settings.BOLE_DEMO, _("只有演示银行可以让公示期提前届满。"))


def notice_runs(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """Some notice has not run out."""
    last = last_notice_day(cycle)
    refuse_if(
        last is None or timezone.localdate() > last, _("公示期已于 %(last)s 届满。") % {"last": last or "—"}
    )


def not_assessed_here(actor: Actor, cycle: Cycle, _values: Values) -> None:
    """Who is assessed in a cycle does not decide on it."""
    own = Result.objects.filter(computation=cycle.computation, manager__user=actor.user)
    refuse_if(actor.user is not None and own.exists(), _("您本人在此次考核之列，须回避。"))


def on_the_committee(actor: Actor, cycle: Cycle, _values: Values) -> None:
    """Only the committee of the branch itself votes (§13)."""
    if actor.user not in committee(cycle):
        raise NotEntitledError(_("您不是该分行管理小组成员。"))


def committee(cycle: Cycle) -> list[User]:
    """The committee's members in force over the branch itself, less those who must stand aside (§13)."""
    roles = (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR)
    grants = Grant.objects.in_force(timezone.localdate()).filter(role__in=roles, unit=cycle.branch)
    members = {grant.user_id: grant.user for grant in grants.select_related("user")}
    own = Result.objects.filter(computation=cycle.computation, manager__user__in=members)
    aside = set(own.values_list("manager__user", flat=True))
    return [user for pk, user in sorted(members.items()) if pk not in aside]


def not_voted(actor: Actor, cycle: Cycle, _values: Values) -> None:
    """One vote a round."""
    voted = cycle.votes.filter(round=cycle.round, member=actor.user)
    refuse_if(voted.exists(), _("您在本轮已表决，不能再改。"))


def quorum_reached(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """As many members have voted as the policy wants (§15)."""
    quorum = governed.quorum(governed.voting_of(cycle), members=len(committee(cycle)))
    given = cycle.votes.filter(round=cycle.round).count()
    said = _("已有 %(n)s 人表决，法定人数须有 %(quorum)s 人。") % {"n": given, "quorum": quorum}
    refuse_if(given < quorum, said)


def not_restated(_actor: Actor, cycle: Cycle, _values: Values) -> None:
    """A result is corrected once; what corrects it may be corrected again."""
    restated = Cycle.objects.filter(restates=cycle)
    refuse_if(restated.exists(), _("此结果已有重述。"))
