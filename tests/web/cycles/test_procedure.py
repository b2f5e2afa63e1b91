"""What follows from the rows of a procedure by itself: buttons, to-dos, deadlines, makers, constraints."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bole.policy.schema.governance import Deadlines, Governance, Voting
from bole.web.base.working_days import add_working_days
from bole.web.common.actions import NotEntitledError, RefusedError
from bole.web.common.obligations import due_from, let_ask, people_for
from bole.web.common.procedure_acts import take
from bole.web.common.procedure_dues import asked_of, track_of, who_acts
from bole.web.common.procedure_start import begin_procedures
from bole.web.common.procedures import PROCEDURES, Step, Todo, makers_are_not_checkers
from bole.web.cycles import awaiting, governed
from bole.web.cycles.capabilities import VERIFY
from bole.web.cycles.choices import State
from bole.web.cycles.models import Cycle, Decision
from bole.web.cycles.steps import CYCLES
from bole.web.people.access import access_of
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Unit
from tests.web import acting as actions
from tests.web import world as w
from tests.web.races.bank import make_cycle

COUNTERSIGN = Step(
    name="countersign",
    said="会签",
    can=VERIFY,
    at=(State.VERIFIED,),
    to=State.PRELIMINARY,
    apart=("verified_by",),
    label="会签通过",
    consequence="会签后不能再改。",
    done="已会签。",
    todo=Todo("请会签", within="verification"),
)
LONG_AGO = datetime(2025, 9, 1, 9, tzinfo=timezone.get_fixed_timezone(480))


@pytest.fixture
def one_more_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CYCLES, "steps", (*CYCLES.steps, COUNTERSIGN))


def verified(*, since: datetime | None = None) -> Cycle:
    """A cycle that corporate2 has verified."""
    cycle = make_cycle(State.VERIFIED)
    cycle.steps.create(
        from_state="measured",
        to_state="verified",
        taken_by=w.user("corporate2"),
        taken_at=since or timezone.now(),
    )
    return cycle


@pytest.mark.usefixtures("one_more_row")
def test_a_row_alone_gives_button_todo_lateness_and_refusal_of_its_maker(
    world: w.World, client_of: Callable[[str], Client]
) -> None:
    cycle = verified(since=LONG_AGO)
    page = f"/cycles/{cycle.pk}/"

    first = client_of("corporate1").get(page).content.decode()
    own = client_of("corporate2").get(page).content.decode()
    assert "会签通过" in first
    assert "会签后不能再改" in first
    assert "会签须由另一人办理" in own
    assert "已延迟" in first

    todos = {
        name: client_of(name).get("/cycles/overview/").content.decode()
        for name in ("corporate1", "corporate2")
    }
    assert "请会签" in todos["corporate1"]
    assert "已延迟" in todos["corporate1"]
    assert "请会签" not in todos["corporate2"]

    with pytest.raises(RefusedError, match="另一人"):
        take(w.actor("corporate2"), CYCLES, "countersign", cycle)
    with pytest.raises(NotEntitledError):
        take(w.actor("other_corporate1"), CYCLES, "countersign", cycle)
    answer = client_of("corporate1").post(f"{page}steps/countersign/", follow=True).content.decode()
    assert "已会签" in answer
    assert Cycle.objects.get(pk=cycle.pk).state == State.PRELIMINARY


def test_a_row_that_stamps_gives_its_constraint() -> None:
    row = replace(COUNTERSIGN, stamp="published_by", apart=("verified_by", "facts_chosen_by"))

    (constraint,) = makers_are_not_checkers([COUNTERSIGN, row])

    assert constraint.name == "published_by_another"
    assert constraint.condition == Q(published_by__isnull=True) | (
        ~Q(published_by=F("verified_by")) & ~Q(published_by=F("facts_chosen_by"))
    )


def test_a_function_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CYCLES, "steps", (*CYCLES.steps, replace(COUNTERSIGN, guards=("guards.nothing",))))

    with pytest.raises(ImportError):
        begin_procedures()


def prepared(cycle: Cycle) -> Any:
    (found,) = awaiting.prepared(Cycle.objects.filter(pk=cycle.pk))
    return found


def test_a_step_is_late_once_its_working_days_are_over(world: w.World) -> None:
    today = timezone.localdate()
    day = today
    while add_working_days(day, 10)[0] >= today:
        day -= timedelta(days=1)
    in_time, late = (timezone.now() - (today - since) for since in (day + timedelta(days=1), day))

    for since, status in ((in_time, "current"), (late, "late")):
        cycle = verified(since=since)
        track = track_of(CYCLES, prepared(cycle), list(cycle.steps.all()))
        assert [step.status for step in track][3] == status
        (asked,) = asked_of(CYCLES, prepared(cycle))
        assert (asked.state, asked.rule) == (
            "late" if status == "late" else "open",
            "governance.deadlines.preliminary_result",
        )


def test_a_policy_without_deadlines_makes_nobody_late(
    world: w.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_policy(monkeypatch, deadlines=None)
    (asked,) = asked_of(CYCLES, prepared(verified(since=LONG_AGO)))

    assert (asked.due, asked.state, asked.clause) == (None, "open", "§31")


def of_policy(monkeypatch: pytest.MonkeyPatch, **changes: Voting | Deadlines | None) -> None:
    """The policy of every cycle, with something changed in how it is governed."""
    real = governed.governance_of

    def changed(cycle: Cycle) -> Governance:
        return real(cycle).model_copy(update=changes)

    monkeypatch.setattr(governed, "governance_of", changed)


def voted(*choices: str) -> Cycle:
    cycle = make_cycle(State.SUBMITTED)
    for name, choice in zip(("committee1", "committee2", "chair1"), choices, strict=False):
        take(w.actor(name), CYCLES, "vote", cycle, choice=choice, reason="理由")
    return cycle


def test_the_policy_sets_quorum_and_majority(world: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    of_policy(monkeypatch, voting=Voting(clause="§15", quorum="all", majority="two_thirds", of="members"))
    with pytest.raises(RefusedError, match="须有 3 人"):
        actions.decide(w.actor("chair1"), voted("approve", "approve"))

    passed = actions.decide(w.actor("chair1"), voted("approve", "approve", "reject"))
    failed = actions.decide(w.actor("chair1"), voted("approve", "abstain", "abstain"))

    assert [cycle.state for cycle in (passed, failed)] == [State.DECIDED, State.MEASURED]
    counted = Decision.objects.order_by("pk").values_list("quorum", "needed", "in_favour", "approved")
    assert list(counted) == [(3, 2, 2, True), (3, 2, 1, False)]


def test_a_policy_that_does_not_say_how_to_vote_decides_nothing(
    world: w.World, monkeypatch: pytest.MonkeyPatch, client_of: Callable[[str], Client]
) -> None:
    of_policy(monkeypatch, voting=None)
    cycle = voted("approve", "approve", "approve")

    with pytest.raises(RefusedError, match="制度未规定"):
        actions.decide(w.actor("chair1"), cycle)
    assert "制度未规定" in client_of("chair1").get(f"/cycles/{cycle.pk}/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"votes": 1}, {"in_favour": 1}, {"needed": 0, "in_favour": 0}, {"quorum": 4}]
)
def test_the_database_refuses_a_decision_that_the_votes_do_not_carry(
    world: w.World, wrong: dict[str, int]
) -> None:
    counts = {"members": 3, "votes": 3, "in_favour": 2, "against": 1, "quorum": 2, "needed": 2, **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            cycle=make_cycle(State.SUBMITTED),
            round=1,
            approved=True,
            concluded_by=w.user("chair1"),
            concluded_at=timezone.now(),
            **counts,
        )


def test_who_acts_is_nearest_to_the_unit_and_who_is_further_up_stands_in(world: w.World) -> None:
    Grant.objects.create(
        user=w.user("hr1"), role=Role.CORPORATE_OFFICER, unit=Unit.objects.get(code="HQ"), valid_from=w.SINCE
    )
    asked = list(asked_of(CYCLES, prepared(make_cycle(State.MEASURED, opinions=False))))

    found = dict(zip([(each.text, str(each.unit)) for each in asked], people_for(asked), strict=True))

    heads = [found["提出所在单位意见", unit].acting for unit in ("西湖支行", "滨江支行")]
    assert [[user.username for user in acting] for acting in heads] == [["head1"], ["head2"]]
    verifying = found["各方意见齐备后核实", "杭州分行"]
    assert [user.username for user in verifying.acting] == ["corporate2"]  # corporate1 chose the facts
    assert [user.username for user in verifying.standing_in] == ["hr1"]


def test_what_is_late_and_what_is_due_first_comes_first(world: w.World) -> None:
    verified(since=timezone.now())
    verified(since=LONG_AGO)

    due = due_from(access_of(w.user("corporate1")))

    days = [each.due for each in due if each.due]
    assert due[0].late
    assert days == sorted(days)
    assert isinstance(days[0], date)


def test_a_kind_of_obligation_is_found_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        let_ask(CYCLES.kind, lambda _access: ())
    assert CYCLES in PROCEDURES


def test_todos_ask_the_database_no_more_often_for_many_cycles(
    world: w.World, client_of: Callable[[str], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    clients = [client_of(name) for name in ("corporate1", "chair1", "head1")]
    for state in (State.OPENED, State.MEASURED, State.VERIFIED, State.ON_NOTICE, State.SUBMITTED) * 5:
        make_cycle(state, opinions=False)
    for client in clients:
        with django_assert_max_num_queries(22):
            assert client.get("/cycles/overview/").status_code == 200


@pytest.mark.parametrize(
    ("state", "roles"),
    [
        (State.OPENED, ["公司业务部经办"]),
        (State.MEASURED, ["单位负责人", "风险管理部经办", "公司业务部经办"]),
        (State.ON_NOTICE, ["客户经理", "公司业务部经办"]),
        (State.SUBMITTED, ["管理小组成员", "管理小组组长"]),
        (State.DECIDED, ["总行经办"]),
        (State.CLOSED, []),
    ],
)
def test_the_track_says_whose_turn_it_is(state: State, roles: list[str]) -> None:
    assert who_acts(CYCLES, state) == roles


def test_a_unit_head_is_offered_the_opinion_of_the_own_unit_only(
    world: w.World, client_of: Callable[[str], Client]
) -> None:
    cycle = make_cycle(State.MEASURED, opinions=False)

    page = client_of("head1").get(f"/cycles/{cycle.pk}/").content.decode()

    assert "西湖支行</option>" in page
    assert "滨江支行</option>" not in page
