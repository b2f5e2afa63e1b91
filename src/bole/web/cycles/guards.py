"""What must be true before a cycle may move on; each guard says what is missing and who can do it."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.common.actions import RefusedError
from bole.web.cycles.choices import ComputationState, ObjectionState, State
from bole.web.cycles.models import Adjustment, Cycle, Objection, Opinion, Result
from bole.web.facts.offers import lacks
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Unit, User


def in_state(cycle: Cycle, *states: State) -> None:
    """The cycle stands where this may be done."""
    if cycle.state not in states:
        expected = _("、").join(str(state.label) for state in states)
        raise RefusedError(
            _("考核周期现处于“%(now)s”，此操作须在“%(expected)s”时办理。")
            % {"now": cycle.get_state_display(), "expected": expected}
        )


def nothing_computing(cycle: Cycle) -> None:
    """No computation is under way or waits for acceptance."""
    pending = (ComputationState.QUEUED, ComputationState.RUNNING, ComputationState.DONE)
    if cycle.computations.filter(state__in=pending).exists():
        raise RefusedError(_("有一次计算尚未完成或尚未确认；请先处理。"))


def everything_applied(cycle: Cycle) -> None:
    """Every determination is in the accepted computation."""
    applied = len(cycle.computation.adjustments) if cycle.computation else 0
    if adjustments_of(cycle).count() != applied:
        raise RefusedError(_("有新的认定尚未计入结果；请先重新计算并确认差异。"))


def adjustments_of(cycle: Cycle) -> QuerySet[Adjustment]:
    """What was determined in the cycle, and in the assessments of the period that it restates."""
    return Adjustment.objects.filter(
        cycle__branch=cycle.branch_id, cycle__period=cycle.period, cycle__revision__lte=cycle.revision
    )


def in_the_facts(cycle: Cycle, *, loan_id: str = "", manager_code: str = "") -> None:
    """A determination is about what the chosen facts have: no computation could apply any other."""
    if cycle.facts is not None and loan_id and lacks(cycle.facts, "loans", "loan_id", loan_id):
        raise RefusedError(_("事实数据中没有这笔贷款；请核对贷款编号。"))
    if (
        cycle.facts is not None
        and manager_code
        and lacks(cycle.facts, "managers", "manager_id", manager_code)
    ):
        raise RefusedError(_("事实数据中没有这名客户经理；请核对工号。"))


def opinions_complete(cycle: Cycle) -> None:
    """Every unit with a result has given its opinion on it, and so has the risk department (§31)."""
    missing = missing_opinions(cycle)
    if missing:
        raise RefusedError(_("尚缺意见：%(who)s。") % {"who": _("、").join(missing)})


def missing_opinions(cycle: Cycle) -> list[str]:
    """Whose opinion on the accepted computation is still missing."""
    given = Opinion.objects.filter(computation=cycle.computation)
    done = set(given.filter(kind="unit").values_list("unit_id", flat=True))
    units = Unit.objects.filter(pk__in=Result.objects.filter(computation=cycle.computation).values("unit"))
    missing = [unit.name for unit in units if unit.pk not in done]
    if not given.filter(kind="risk").exists():
        missing.append(_("风险管理部"))
    return missing


def another_person(user: User | None, *others: User | None, doing: str) -> None:
    """Maker and checker are two people."""
    if user is not None and any(other is not None and other.pk == user.pk for other in others):
        raise RefusedError(_("%(doing)s须由另一人办理（经办与复核分离）。") % {"doing": doing})


def not_ones_own(user: User | None, manager: Manager) -> None:
    """Nobody decides their own case."""
    if user is not None and manager.user_id == user.pk:
        raise RefusedError(_("不得办理本人的事项。"))


def not_assessed_in(user: User | None, cycle: Cycle) -> None:
    """Who is assessed in a cycle does not decide on it."""
    own = Result.objects.filter(computation=cycle.computation, manager__user=user)
    if user is not None and own.exists():
        raise RefusedError(_("您本人在此次考核之列，须回避。"))


def notice_over(cycle: Cycle, *, today: date | None = None) -> None:
    """Every public notice, restarted ones included, has run out (§31)."""
    day = today or timezone.localdate()
    last = last_notice_day(cycle)
    if last is None or day <= last:
        raise RefusedError(_("公示期至 %(last)s 止，尚未届满。") % {"last": last or "—"})


def last_notice_day(cycle: Cycle) -> date | None:
    """The last day of any notice of the cycle."""
    restarted = Result.objects.filter(computation=cycle.computation, notice_to__isnull=False)
    days = [cycle.notice_to, *restarted.values_list("notice_to", flat=True)]
    return max((day for day in days if day is not None), default=None)


def no_open_objections(cycle: Cycle) -> None:
    """Every objection has been answered."""
    if Objection.objects.filter(cycle=cycle, state=ObjectionState.OPEN).exists():
        raise RefusedError(_("尚有异议未答复。"))


def committee(cycle: Cycle, *, day: date | None = None) -> list[User]:
    """The committee's members in force over the branch itself, less those who must stand aside (§13)."""
    roles = (Role.COMMITTEE_MEMBER, Role.COMMITTEE_CHAIR)
    grants = Grant.objects.in_force(day or timezone.localdate()).filter(role__in=roles, unit=cycle.branch)
    members = {grant.user_id: grant.user for grant in grants.select_related("user")}
    aside = set(
        Result.objects.filter(computation=cycle.computation, manager__user__in=members).values_list(
            "manager__user", flat=True
        )
    )
    return [user for pk, user in sorted(members.items()) if pk not in aside]
