"""Each guard of each step of a cycle stands in the way by itself.

Every case is a cycle in which one guard refuses; the test takes that guard out of its row and sees
that the step is no longer refused for that reason. A guard without a case fails the test.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from bole.web.common.actions import RefusedError
from bole.web.common.procedure_acts import take
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.models import Cycle, Objection
from bole.web.cycles.steps import CYCLES
from bole.web.facts.choices import LoadState
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Unit
from tests.web import world as w
from tests.web.races.bank import AFTER, DURING, make_computation, make_cycle, make_load, make_objection

S = State


@dataclass(frozen=True, slots=True)
class Case:
    """Who takes a step of which cycle, with what, and the words in which a guard refuses."""

    said: str
    who: str
    cycle: Callable[[w.World], Cycle]
    values: Callable[[w.World, Cycle], Mapping[str, Any]] = lambda _world, _cycle: {}
    demo: bool = False


def standing(state: State, **changes: Any) -> Callable[[w.World], Cycle]:
    """A cycle in a state; `changes` are fields of it."""

    def make(_world: w.World) -> Cycle:
        cycle = make_cycle(state)
        Cycle.objects.filter(pk=cycle.pk).update(**changes)
        return Cycle.objects.select_related("branch", "computation", "facts").get(pk=cycle.pk)

    return make


def computing(state: State, *, opinions: bool = True) -> Callable[[w.World], Cycle]:
    """A cycle with one more computation, which waits for acceptance."""

    def make(_world: w.World) -> Cycle:
        cycle = make_cycle(state, opinions=opinions)
        make_computation(cycle, ComputationState.DONE, number=2)
        return cycle

    return make


def without_opinions(_world: w.World) -> Cycle:
    return make_cycle(S.MEASURED, opinions=False)


def measured_for_real(world: w.World) -> Cycle:
    """A cycle whose facts can be looked into."""
    Cycle.objects.filter(pk=world.cycle.pk).update(state=S.MEASURED)
    world.cycle.refresh_from_db()
    return world.cycle


def determined(state: State) -> Callable[[w.World], Cycle]:
    """A cycle in which something was determined that is not in its results."""

    def make(_world: w.World) -> Cycle:
        cycle = make_cycle(state)
        made = {"reason": "认定", "made_by": w.user("risk1"), "made_at": timezone.now()}
        cycle.adjustments.create(kind="own_cause", loan_id="LM101", day=DURING, **made)
        return cycle

    return make


def objected(_world: w.World) -> Cycle:
    cycle = make_cycle(S.ON_NOTICE)
    make_objection(cycle)
    return cycle


def assessed(name: str) -> Callable[[w.World], Cycle]:
    """A cycle before the committee in which someone is assessed."""

    def make(_world: w.World) -> Cycle:
        Manager.objects.filter(code="M103").update(user=w.user(name))
        return make_cycle(S.SUBMITTED)

    return make


def voted(*names: str) -> Callable[[w.World], Cycle]:
    """A cycle before the committee in which some have voted."""

    def make(_world: w.World) -> Cycle:
        cycle = make_cycle(S.SUBMITTED)
        for name in names:
            take(w.actor(name), CYCLES, "vote", cycle, choice="approve")
        return cycle

    return make


def of_another_committee(_world: w.World) -> Cycle:
    above = Unit.objects.get(code="HQ")
    Grant.objects.create(user=w.user("hr1"), role=Role.COMMITTEE_MEMBER, unit=above, valid_from=w.SINCE)
    return make_cycle(S.SUBMITTED)


def restated(_world: w.World) -> Cycle:
    cycle = make_cycle(S.CLOSED)
    take(w.actor("corporate1"), CYCLES, "restate", cycle, reason="更正")
    return cycle


def load(_world: w.World, _cycle: Cycle) -> Mapping[str, Any]:
    return {"load": make_load()}


def unit(code: str) -> Callable[[w.World, Cycle], Mapping[str, Any]]:
    return lambda _world, _cycle: {"unit": Unit.objects.get(code=code), "agrees": True, "text": "同意"}


def opinion(_world: w.World, _cycle: Cycle) -> Mapping[str, Any]:
    return {"agrees": True, "text": "同意"}


def loan(number: str, **more: Any) -> Callable[[w.World, Cycle], Mapping[str, Any]]:
    return lambda _world, _cycle: {"loan_id": number, "day": date(2025, 9, 30), "reason": "逾期", **more}


def of_manager(day: date) -> Callable[[w.World, Cycle], Mapping[str, Any]]:
    return lambda _world, _cycle: {"manager": Manager.objects.get(code="M102"), "text": "有误", "today": day}


def own_objection(_world: w.World, cycle: Cycle) -> Mapping[str, Any]:
    objection = make_objection(cycle)
    Objection.objects.filter(pk=objection.pk).update(raised_by=w.user("corporate1"))
    objection.refresh_from_db()
    return {"objection": objection, "uphold": False, "answer": "无误"}


def on(day: date) -> Callable[[w.World, Cycle], Mapping[str, Any]]:
    return lambda _world, _cycle: {"today": day}


def settled(_world: w.World, _cycle: Cycle) -> Mapping[str, Any]:
    return {"number": 1, "reason": "已看"}


def vote(_world: w.World, _cycle: Cycle) -> Mapping[str, Any]:
    return {"choice": "approve"}


BUSY, ANOTHER = "尚未完成或尚未确认", "另一人"
CLASSED: Mapping[str, Any] = {"classification": "doubtful"}
CASES: Mapping[tuple[str, str], tuple[Case, ...]] = {
    ("facts", "nothing_computing"): (Case(BUSY, "corporate1", computing(S.MEASURED), load),),
    ("facts", "loaded"): (
        Case("成功导入", "corporate1", standing(S.OPENED), lambda *_: {"load": make_load(LoadState.QUEUED)}),
    ),
    ("accept", "computed"): (Case("尚未完成", "corporate1", standing(S.FACTS_CHOSEN), settled),),
    ("decline", "computed"): (Case("尚未完成", "corporate1", standing(S.FACTS_CHOSEN), settled),),
    ("unit_opinion", "nothing_computing"): (
        Case(BUSY, "head1", computing(S.MEASURED, opinions=False), unit("B1S1")),
    ),
    ("unit_opinion", "speaks_for_a_unit"): (
        Case("已经提出", "head1", standing(S.MEASURED), unit("B1S1")),
        Case("不属于此分行", "other_head", without_opinions, unit("B2S1")),
    ),
    ("risk_opinion", "nothing_computing"): (
        Case(BUSY, "risk1", computing(S.MEASURED, opinions=False), opinion),
    ),
    ("risk_opinion", "no_risk_opinion_yet"): (Case("已经提出", "risk1", standing(S.MEASURED), opinion),),
    ("own_cause", "nothing_computing"): (
        Case(BUSY, "risk1", computing(S.MEASURED), loan("LM101", manager_code="M101", own_cause=True)),
    ),
    ("own_cause", "in_the_facts"): (
        Case("没有这笔贷款", "risk1", measured_for_real, loan("L4", manager_code="M101", own_cause=True)),
        Case("没有这名客户", "risk1", measured_for_real, loan("LM101", manager_code="M4", own_cause=True)),
    ),
    ("classification", "nothing_computing"): (
        Case(BUSY, "risk1", computing(S.MEASURED), loan("LM101", **CLASSED)),
    ),
    ("classification", "in_the_facts"): (
        Case("没有这笔贷款", "risk1", measured_for_real, loan("L4", **CLASSED)),
    ),
    ("verify", "figures_settled"): (
        Case(BUSY, "corporate2", computing(S.MEASURED)),
        Case("尚未计入", "corporate2", determined(S.MEASURED)),
    ),
    ("verify", "opinions_complete"): (Case("尚缺意见", "corporate2", without_opinions),),
    ("recompute", "nothing_computing"): (Case(BUSY, "corporate1", computing(S.MEASURED)),),
    ("recompute", "facts_chosen"): (Case("尚未选定", "corporate1", standing(S.FACTS_CHOSEN, facts=None)),),
    ("object", "may_object"): (
        Case("没有办理此事的权限", "other_manager", standing(S.ON_NOTICE), of_manager(DURING)),
        Case("没有办理此事的权限", "system1", standing(S.ON_NOTICE), of_manager(DURING)),
    ),
    ("object", "in_time_to_object"): (Case("届满", "manager2", standing(S.ON_NOTICE), of_manager(AFTER)),),
    ("answer", "not_ones_own_objection"): (
        Case(ANOTHER, "corporate1", standing(S.ON_NOTICE), own_objection),
    ),
    ("submit", "figures_settled"): (
        Case(BUSY, "corporate1", computing(S.ON_NOTICE), on(AFTER)),
        Case("尚未计入", "corporate1", determined(S.ON_NOTICE), on(AFTER)),
    ),
    ("submit", "no_open_objections"): (Case("异议未答复", "corporate1", objected, on(AFTER)),),
    ("submit", "notice_over"): (Case("尚未届满", "corporate1", standing(S.ON_NOTICE), on(DURING)),),
    ("end_notice", "only_in_a_demo"): (
        Case("只有演示银行", "corporate1", standing(S.ON_NOTICE, notice_to=w.LONG_AFTER)),
    ),
    ("end_notice", "notice_runs"): (Case("届满", "corporate1", standing(S.ON_NOTICE), demo=True),),
    ("vote", "not_assessed_here"): (Case("回避", "committee1", assessed("committee1"), vote),),
    ("vote", "on_the_committee"): (Case("不是该分行", "hr1", of_another_committee, vote),),
    ("vote", "not_voted"): (Case("已表决", "committee1", voted("committee1"), vote),),
    ("decide", "not_assessed_here"): (Case("回避", "chair1", assessed("chair1")),),
    ("decide", "quorum_reached"): (Case("法定人数", "chair1", voted("committee1")),),
    ("restate", "not_restated"): (Case("已有重述", "corporate2", restated, lambda *_: {"reason": "再次"}),),
}

MAKERS: Mapping[tuple[str, str], Case] = {
    ("facts", "verified_by"): Case(ANOTHER, "corporate2", standing(S.ON_NOTICE), load),
    ("verify", "facts_chosen_by"): Case(ANOTHER, "corporate1", standing(S.MEASURED)),
    ("decide", "submitted_by"): Case(ANOTHER, "chair1", voted("committee1", "committee2")),
    ("decide", "verified_by"): Case(ANOTHER, "chair1", voted("committee1", "committee2")),
    ("file", "decided_by"): Case(ANOTHER, "hq1", standing(S.DECIDED)),
}
"""By step and maker who must not take it; where that is someone else, the case makes it this person."""


def refused(case: Case, world: w.World, step: str, **changes: Any) -> str:
    """What a step is refused with; nothing where it is not, whatever else becomes of it. All is undone."""
    said = ""
    with transaction.atomic():
        cycle = case.cycle(world)
        if changes:
            Cycle.objects.filter(pk=cycle.pk).update(**changes)
        cycle = Cycle.objects.select_related("branch", "computation", "facts").get(pk=cycle.pk)
        try:
            with (
                suppress(ObjectDoesNotExist, LookupError, AttributeError, ValueError, OSError),
                transaction.atomic(),
            ):
                take(w.actor(case.who), CYCLES, step, cycle, **case.values(world, cycle))
        except RefusedError as refusal:
            said = str(refusal)
        transaction.set_rollback(True)
    return said


def every_guard() -> Iterator[tuple[str, str]]:
    for step in CYCLES.steps:
        yield from ((step.name, guard.removeprefix("guards.")) for guard in step.guards)


def test_every_guard_and_every_maker_has_a_case() -> None:
    assert set(CASES) == set(every_guard())
    assert set(MAKERS) == {(step.name, maker) for step in CYCLES.steps for maker in step.apart}


@pytest.mark.parametrize(("step", "guard"), list(CASES))
def test_a_guard_stands_in_the_way_by_itself(
    world: w.World, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, step: str, guard: str
) -> None:
    for case in CASES[step, guard]:
        settings.BOLE_DEMO = case.demo
        assert case.said in refused(case, world, step)
        with monkeypatch.context() as without:
            rows = (_without(row, guard) if row.name == step else row for row in CYCLES.steps)
            without.setattr(CYCLES, "steps", tuple(rows))
            assert case.said not in refused(case, world, step)


def _without(row: Any, guard: str) -> Any:
    return replace(row, guards=tuple(name for name in row.guards if name != f"guards.{guard}"))


@pytest.mark.parametrize(("step", "maker"), list(MAKERS))
def test_a_maker_is_kept_apart_by_itself(
    world: w.World, monkeypatch: pytest.MonkeyPatch, step: str, maker: str
) -> None:
    case = MAKERS[step, maker]
    made = {maker: w.user(case.who)}

    assert case.said in refused(case, world, step, **made)
    row = CYCLES.step(step)
    others = replace(row, apart=tuple(name for name in row.apart if name != maker))
    rows = tuple(others if each.name == step else each for each in CYCLES.steps)
    monkeypatch.setattr(CYCLES, "steps", rows)
    # without the row, the constraint that the rows made stands behind it
    assert "他人已先行办理" in refused(case, world, step, **made)
