"""What awaits a person now, cycle by cycle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.cycles.capabilities import (
    CHAIR,
    FILE,
    GIVE_RISK_OPINION,
    GIVE_UNIT_OPINION,
    RUN_CYCLE,
    VERIFY,
    VOTE,
)
from bole.web.cycles.choices import ComputationState, OpinionKind, State
from bole.web.cycles.models import Adjustment, Computation, Cycle, Opinion, Result, Vote
from bole.web.cycles.selectors import counted, visible_cycles
from bole.web.people.access import Access

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, and where."""

    cycle: Cycle
    text: str
    anchor: str = ""


def tasks_of(access: Access) -> list[Task]:
    """Everything that awaits the person in open cycles; the same number of queries however many there are."""
    pending = (ComputationState.QUEUED, ComputationState.RUNNING, ComputationState.DONE)
    made = Adjustment.objects.filter(
        cycle__branch=OuterRef("branch"),
        cycle__period=OuterRef("period"),
        cycle__revision__lte=OuterRef("revision"),
    )
    cycles = (
        counted(visible_cycles(access).exclude(state=State.CLOSED))
        .annotate(
            votes_given=Count("votes", filter=Q(votes__round=F("round"))),
            determined=Subquery(made.order_by().values("cycle__period").annotate(n=Count("pk")).values("n")),
        )
        .prefetch_related(
            Prefetch("computations", Computation.objects.filter(state__in=pending), to_attr="waiting"),
            Prefetch("votes", Vote.objects.filter(member=access.user), to_attr="own_votes"),
            Prefetch(
                "computation__opinions",
                Opinion.objects.only("kind", "unit", "computation"),
                to_attr="given",
            ),
        )
    )[:SHOWN]
    listed = list(cycles)
    units = _units_to_speak_for(access, listed)
    return [task for cycle in listed for task in _tasks(access, cycle, units.get(cycle.pk, set()))]


def _units_to_speak_for(access: Access, cycles: Sequence[Cycle]) -> dict[int, set[int]]:
    """Per cycle the units whose opinion the person gives."""
    measured = {c.computation_id: c.pk for c in cycles if c.state == State.MEASURED}
    if not measured or not access.can(GIVE_UNIT_OPINION):
        return {}
    found = Result.objects.filter(
        access.scope(GIVE_UNIT_OPINION, "unit__path"), computation__in=list(measured)
    )
    units: dict[int, set[int]] = {}
    for computation, unit in found.values_list("computation", "unit").distinct().order_by():
        units.setdefault(measured[computation], set()).add(unit)
    return units


def _tasks(access: Access, cycle: Cycle, units: set[int]) -> Iterator[Task]:
    given = getattr(cycle.computation, "given", []) if cycle.computation else []
    if cycle.state == State.MEASURED:
        if units - {o.unit_id for o in given}:
            yield Task(cycle, _("提出所在单位意见"), "opinions")
        if access.can(GIVE_RISK_OPINION, cycle.branch) and not any(o.kind == OpinionKind.RISK for o in given):
            yield Task(cycle, _("认定不良贷款，提出风险管理部意见"), "opinions")
        if access.can(VERIFY, cycle.branch) and cycle.facts_chosen_by_id != access.user.pk:
            yield Task(cycle, _("各方意见齐备后核实"), "next")
    if access.can(RUN_CYCLE, cycle.branch):
        yield from _of_the_department(cycle)
    if cycle.state == State.SUBMITTED:
        yield from _of_the_committee(access, cycle)
    if cycle.state == State.DECIDED and access.can(FILE, cycle.branch):
        yield Task(cycle, _("收存备案"), "next")


def _of_the_department(cycle: Cycle) -> Iterator[Task]:
    waiting: list[Computation] = getattr(cycle, "waiting", [])
    if any(computation.state == ComputationState.DONE for computation in waiting):
        yield Task(cycle, _("查看差异，确认计算结果"), "computation")
    elif not waiting and cycle.state in {State.MEASURED, State.ON_NOTICE} and _unapplied(cycle):
        yield Task(cycle, _("有新的认定，重新计算"), "computation")
    texts = {
        State.OPENED: (_("选定事实数据"), "next"),
        State.VERIFIED: (_("形成初步结果"), "next"),
        State.PRELIMINARY: (_("公示"), "next"),
        State.FILED: (_("结束考核周期"), "next"),
    }
    if cycle.state in texts:
        yield Task(cycle, *texts[State(cycle.state)])
    if cycle.state == State.ON_NOTICE:
        unanswered = getattr(cycle, "unanswered", 0)
        if unanswered:
            yield Task(cycle, _("答复异议（%(n)s 件）") % {"n": unanswered}, "objections")
        elif cycle.notice_to and cycle.notice_to < timezone.localdate():
            yield Task(cycle, _("公示期已满，提交管理小组"), "next")


def _unapplied(cycle: Cycle) -> bool:
    """Whether something was determined that is not in the accepted results."""
    applied = len(cycle.computation.adjustments) if cycle.computation else 0
    return (getattr(cycle, "determined", None) or 0) > applied


def _of_the_committee(access: Access, cycle: Cycle) -> Iterator[Task]:
    given: int = getattr(cycle, "votes_given", 0)
    voted = any(vote.round == cycle.round for vote in getattr(cycle, "own_votes", []))
    if access.can(VOTE, cycle.branch) and not voted:
        yield Task(cycle, _("表决"), "votes")
    if access.can(CHAIR, cycle.branch) and given:
        yield Task(cycle, _("宣布表决结果"), "next")
