"""A quarter from opened to closed, and everything that must not happen on the way (§31-§33)."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from bole.web.audit.chain import verify as verify_record
from bole.web.audit.models import Entry
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError
from bole.web.common.models import Notification
from bole.web.computing.compute import folder_of
from bole.web.cycles import guards
from bole.web.cycles.choices import AdjustmentKind, Choice, ObjectionState, OpinionKind, State
from bole.web.cycles.models import Cycle, Decision, Result, Step, Vote
from bole.web.cycles.tasks import run_computation
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Unit
from tests.web import acting as actions
from tests.web import world as w
from tests.web.cycles.steps import AFTER, DURING, computed, fresh, rejected, to_closed, upheld


def test_a_quarter_goes_from_opened_to_closed(world: w.World) -> None:
    cycle = to_closed(world)

    steps = list(Step.objects.filter(cycle=cycle).values_list("to_state", flat=True))
    decision = Decision.objects.get(cycle=cycle)

    assert cycle.state == State.CLOSED
    assert steps == [state.value for state in State]
    assert (decision.members, decision.votes, decision.in_favour, decision.quorum) == (3, 3, 3, 2)
    assert verify_record() is None


def test_a_computation_keeps_what_proves_it(world: w.World) -> None:
    computation = world.cycle.computation
    assert computation is not None
    folder = folder_of(world.cycle.pk, computation.number)

    document = json.loads((folder / "results.json").read_bytes())

    assert [entry["manager_id"] for entry in document["managers"]] == ["M101", "M102", "M103"]
    assert document["facts"]["sha256"] == computation.facts_sha256
    assert document["policy"]["sha256"] == world.cycle.policy_sha256
    assert computation.engine_version
    assert not list(folder.parent.glob(".*"))


def test_running_a_computation_again_changes_nothing(world: w.World) -> None:
    computation = world.cycle.computation
    assert computation is not None
    before = Result.objects.filter(computation=computation).count()

    run_computation.call(computation.pk)

    computation.refresh_from_db()
    assert computation.state == "accepted"
    assert Result.objects.filter(computation=computation).count() == before


def test_publishing_tells_the_managers_and_counts_working_days(world: w.World) -> None:
    told = Notification.objects.filter(user=w.user("manager1"))

    assert (world.cycle.notice_from, world.cycle.notice_to) == (date(2025, 10, 13), date(2025, 10, 20))
    assert "2025-10-20" in told.get(msgid__contains="公示").text


def test_an_upheld_objection_changes_one_tier_and_restarts_only_that_notice(world: w.World) -> None:
    before = Result.objects.get(computation=world.cycle.computation, manager__code="M102")
    computation = upheld(world.cycle)

    cycle = actions.settle_computation(w.actor("corporate1"), computation, accept=True)

    after = Result.objects.get(computation=cycle.computation, manager__code="M102")
    others = Result.objects.filter(computation=cycle.computation).exclude(manager__code="M102")
    assert [entry["manager_id"] for entry in computation.differences] == ["M102"]
    assert before.treatment_tier != after.treatment_tier
    assert after.treatment_tier == after.qualified_tier
    assert before.outcomes == ["demoted_one_tier"]
    assert after.outcomes == []
    assert after.notice_to is not None
    assert all(other.notice_to is None for other in others)
    assert guards.last_notice_day(cycle) == after.notice_to


def test_a_restarted_notice_holds_the_cycle_back(world: w.World) -> None:
    rejected(world)
    cycle = actions.settle_computation(w.actor("corporate1"), upheld(world.cycle), accept=True)
    last = guards.last_notice_day(cycle)
    assert last is not None

    with pytest.raises(RefusedError, match="尚未届满"):
        actions.submit(w.actor("corporate1"), cycle, today=last)
    restarted = actions.object_to(
        w.actor("manager1"), cycle, manager=Manager.objects.get(code="M102"), text="仍有异议", today=last
    )

    assert restarted.state == ObjectionState.OPEN


def test_a_rejected_objection_changes_nothing_and_tells_who_raised_it(world: w.World) -> None:
    rejected(world)

    world.objection.refresh_from_db()
    cycle = fresh(world.cycle)
    told = Notification.objects.filter(user=w.user("manager1"), msgid__contains="已答复")
    assert world.objection.state == ObjectionState.REJECTED
    assert cycle.computation_id == world.cycle.computation_id
    assert not cycle.adjustments.exists()
    assert told.count() == 1


def test_declining_a_computation_keeps_the_result_and_asks_for_a_reason(world: w.World) -> None:
    computation = upheld(world.cycle)

    with pytest.raises(RefusedError, match="理由"):
        actions.settle_computation(w.actor("corporate1"), computation, accept=False)
    actions.settle_computation(w.actor("corporate1"), computation, accept=False, reason="待补材料")

    assert fresh(world.cycle).computation_id == world.cycle.computation_id
    with pytest.raises(RefusedError, match="尚未计入"):
        actions.submit(w.actor("corporate1"), fresh(world.cycle), today=AFTER)


def test_a_failed_computation_says_why_and_leaves_nothing(world: w.World) -> None:
    lent = {"loan_id": "LM101", "manager_code": "M101", "day": date(2025, 8, 2), "own_cause": False}
    actions.answer_objection(
        w.actor("corporate1"),
        world.objection,
        uphold=True,
        answer="撤销",
        corrections=[(AdjustmentKind.OWN_CAUSE, lent)],
    )
    tables = ("loans", "loan_balances", "attributions")
    without = {
        name: "".join(row for row in w.facts_tables()[name].splitlines(True) if "LM101" not in row)
        for name in tables
    }
    actions.choose_facts(w.actor("corporate1"), fresh(world.cycle), w.load_facts(**without))

    failed = computed(world.cycle)

    assert failed.state == "failed"
    assert "LM101" in failed.error
    assert not Result.objects.filter(computation=failed).exists()
    assert not list(folder_of(world.cycle.pk, failed.number).parent.glob(".*"))


def test_a_step_is_sent_back_with_a_reason_and_must_be_taken_again(world: w.World) -> None:
    rejected(world)
    cycle = w.submitted(w.OWN, fresh(world.cycle))
    actions.vote(w.actor("committee1"), cycle, choice=Choice.APPROVE)

    with pytest.raises(RefusedError, match="理由"):
        actions.send_back(w.actor("chair1"), cycle, State.PRELIMINARY, reason=" ")
    cycle = actions.send_back(w.actor("chair1"), cycle, State.PRELIMINARY, reason="公示有误")

    assert (cycle.state, cycle.round, cycle.notice_to, cycle.submitted_by) == ("preliminary", 2, None, None)
    assert Step.objects.filter(cycle=cycle).last().reason == "公示有误"  # type: ignore[union-attr]
    assert Vote.objects.filter(cycle=cycle, round=1).count() == 1
    with pytest.raises(RefusedError):
        actions.send_back(w.actor("chair1"), cycle, State.SUBMITTED, reason="不可")


def test_a_committee_that_does_not_approve_sends_the_cycle_back(world: w.World) -> None:
    rejected(world)
    cycle = w.submitted(w.OWN, fresh(world.cycle))
    for name in ("committee1", "committee2"):
        actions.vote(w.actor(name), cycle, choice=Choice.REJECT, reason="依据不足")

    cycle = actions.decide(w.actor("chair1"), cycle)

    assert (cycle.state, cycle.round, cycle.decided_by) == ("measured", 2, None)
    assert not Decision.objects.get(cycle=cycle).approved


def test_without_a_quorum_nothing_is_decided(world: w.World) -> None:
    rejected(world)
    cycle = w.submitted(w.OWN, fresh(world.cycle))
    actions.vote(w.actor("committee1"), cycle, choice=Choice.APPROVE)

    with pytest.raises(RefusedError, match="法定人数"):
        actions.decide(w.actor("chair1"), cycle)


def test_a_restatement_stands_beside_the_closed_cycle_with_a_difference_per_person(world: w.World) -> None:
    closed = to_closed(world)

    again = actions.open_restatement(w.actor("corporate1"), closed, reason="积分登记错误")
    again = actions.choose_facts(w.actor("corporate1"), again, world.load)
    computation = computed(again)

    assert (again.revision, again.restates_id) == (2, closed.pk)
    assert computation.differences == []
    actions.settle_computation(w.actor("corporate1"), computation, accept=True)
    assert fresh(closed).state == State.CLOSED
    with pytest.raises(RefusedError, match="已有重述"):
        actions.open_restatement(w.actor("corporate2"), closed, reason="再次")


def test_a_restatement_keeps_what_was_determined_before(world: w.World) -> None:
    rejected(world)
    cycle = actions.settle_computation(w.actor("corporate1"), upheld(world.cycle), accept=True)
    cycle = actions.submit(w.actor("corporate1"), cycle, today=w.LONG_AFTER)
    closed = w.closed(w.OWN, w.decided(w.OWN, cycle))

    again = actions.open_restatement(w.actor("corporate1"), closed, reason="更正")
    again = actions.choose_facts(w.actor("corporate1"), again, world.load)

    assert [entry["kind"] for entry in again.computations.get().adjustments] == ["points_withdrawn"]
    assert computed(again).differences == []


@pytest.mark.parametrize(
    ("who", "doing"),
    [("corporate1", "verify"), ("committee1", "verify"), ("other_corporate1", "verify")],
)
def test_who_chose_the_facts_or_is_not_entitled_does_not_verify(world: w.World, who: str, doing: str) -> None:
    cycle = w.measured(w.OWN, world.load, period="2025Q2")

    with pytest.raises(RefusedError):
        getattr(actions, doing)(w.actor(who), cycle)

    assert fresh(cycle).state == State.MEASURED


def test_the_database_refuses_the_same_maker_and_checker(world: w.World) -> None:
    rows = Cycle.objects.filter(pk=world.cycle.pk)
    cycle = world.cycle

    for changes in (
        {"verified_by": cycle.facts_chosen_by},
        {"submitted_by": w.user("chair1"), "decided_by": w.user("chair1")},
        {"decided_by": w.user("hq1"), "filed_by": w.user("hq1")},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_nobody_answers_an_objection_they_raised_or_that_is_about_them(world: w.World) -> None:
    own = actions.object_to(
        w.actor("corporate1"),
        world.cycle,
        manager=Manager.objects.get(code="M103"),
        text="代为提出",
        today=DURING,
    )

    with pytest.raises(RefusedError, match="另一人"):
        actions.answer_objection(w.actor("corporate1"), own, uphold=False, answer="无误")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(own).objects.filter(pk=own.pk).update(answered_by=own.raised_by)


def test_who_is_assessed_neither_votes_nor_decides(world: w.World) -> None:
    rejected(world)
    Manager.objects.filter(code="M102").update(user=w.user("chair1"))
    cycle = w.submitted(w.OWN, fresh(world.cycle))

    with pytest.raises(RefusedError, match="回避"):
        actions.vote(w.actor("chair1"), cycle, choice=Choice.APPROVE)
    with pytest.raises(RefusedError, match="回避"):
        actions.decide(w.actor("chair1"), cycle)
    assert w.user("chair1") not in guards.committee(cycle)


def test_an_objection_comes_too_late_after_the_notice(world: w.World) -> None:
    with pytest.raises(RefusedError, match="届满"):
        actions.object_to(
            w.actor("manager1"),
            world.cycle,
            manager=Manager.objects.get(code="M101"),
            text="迟到",
            today=date(2025, 10, 21),
        )


def test_verification_waits_for_every_opinion(world: w.World) -> None:
    first = w.actor("corporate1")
    branch = Unit.objects.get(code="B1")
    cycle = actions.open_cycle(first, branch=branch, period="2025Q2", policy=w.POLICY)
    cycle = actions.choose_facts(first, cycle, world.load)
    cycle = actions.settle_computation(first, computed(cycle), accept=True)

    with pytest.raises(RefusedError, match="滨江支行"):
        actions.verify(w.actor("corporate2"), cycle)
    with pytest.raises(NotEntitledError):
        actions.give_opinion(
            w.actor("head1"),
            cycle,
            kind=OpinionKind.UNIT,
            unit=Unit.objects.get(code="B1S2"),
            agrees=True,
            text="越权",
        )


def test_the_risk_department_determines_and_the_next_computation_applies_it(world: w.World) -> None:
    cycle = w.measured(w.OWN, world.load, period="2025Q2")
    values = {"loan_id": "LM101", "day": date(2025, 6, 30), "classification": "doubtful"}
    actions.determine(
        w.actor("risk1"), cycle, kind=AdjustmentKind.CLASSIFICATION, values=values, reason="逾期"
    )

    with pytest.raises(RefusedError, match="尚未计入"):
        actions.verify(w.actor("corporate2"), fresh(cycle))
    actions.recompute(w.actor("corporate1"), fresh(cycle))
    computation = computed(cycle)

    measures = {c.get("measure") for entry in computation.differences for c in entry["changes"]}
    assert [entry["manager_id"] for entry in computation.differences] == ["M101"]
    assert "npl_ratio" in measures


def test_two_people_acting_on_what_they_saw_cannot_both_win(world: w.World) -> None:
    rejected(world)
    one, other = fresh(world.cycle), fresh(world.cycle)
    actions.submit(w.actor("corporate1"), one, today=AFTER)

    with pytest.raises(OvertakenError):
        actions.submit(w.actor("corporate2"), other, today=AFTER)
    cycle = fresh(world.cycle)
    actions.vote(w.actor("committee1"), cycle, choice=Choice.APPROVE)
    with pytest.raises(RefusedError, match="已表决"):
        actions.vote(w.actor("committee1"), cycle, choice=Choice.REJECT, reason="改变主意")
    objection = world.objection
    with pytest.raises(RefusedError):
        actions.answer_objection(w.actor("corporate2"), objection, uphold=True, answer="重复")
    assert Entry.objects.filter(action="vote_given").count() == 1


def test_only_one_cycle_of_a_branch_and_period(world: w.World) -> None:
    branch = Unit.objects.get(code="B1")

    with pytest.raises(RefusedError, match="已存在"):
        actions.open_cycle(w.actor("corporate1"), branch=branch, period="2025Q3", policy=w.POLICY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.create(
            branch=branch,
            period="2025Q3",
            policy_reference="x",
            policy_sha256="x",
            opened_at=world.cycle.opened_at,
        )


def test_head_office_assesses_its_own_people_and_not_the_branches(world: w.World) -> None:
    first = w.user("hq1")
    office = Unit.objects.get(code="HQ")
    Grant.objects.create(user=first, role=Role.CORPORATE_OFFICER, unit=office, valid_from=w.SINCE)
    cycle = actions.open_cycle(w.actor("hq1"), branch=office, period="2025Q3", policy=w.POLICY)
    cycle = actions.choose_facts(w.actor("hq1"), cycle, world.load)

    computation = computed(cycle)

    assert (computation.state, computation.results.count()) == ("done", 0)


def refused_by_the_database(statement: str, number: int | None) -> bool:
    """Whether a statement, sent past every rule of the application, is refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [number])
    except DatabaseError:
        return True
    return False


def test_nothing_of_a_closed_cycle_changes_even_in_the_database(world: w.World) -> None:
    cycle = to_closed(world)
    of_cycle = cycle.pk

    refused = [
        refused_by_the_database("UPDATE cycles_cycle SET state = 'filed' WHERE id = %s", of_cycle),
        refused_by_the_database("DELETE FROM cycles_cycle WHERE id = %s", of_cycle),
        refused_by_the_database("UPDATE cycles_vote SET choice = 'reject' WHERE cycle_id = %s", of_cycle),
        refused_by_the_database("DELETE FROM cycles_vote WHERE cycle_id = %s", of_cycle),
        refused_by_the_database("UPDATE cycles_decision SET votes = 9 WHERE cycle_id = %s", of_cycle),
        refused_by_the_database("DELETE FROM cycles_step WHERE cycle_id = %s", of_cycle),
        refused_by_the_database("UPDATE cycles_opinion SET text = '' WHERE cycle_id = %s", of_cycle),
        refused_by_the_database("UPDATE cycles_objection SET answer = '' WHERE cycle_id = %s", of_cycle),
        refused_by_the_database(
            "UPDATE cycles_result SET treatment_tier = 'S1' WHERE computation_id = %s", cycle.computation_id
        ),
        refused_by_the_database("DELETE FROM cycles_result WHERE computation_id = %s", cycle.computation_id),
        refused_by_the_database(
            "UPDATE cycles_computation SET results_sha256 = '' WHERE id = %s", cycle.computation_id
        ),
    ]

    assert refused == [True] * len(refused)


def test_a_missing_store_fails_the_computation_and_not_the_cycle(
    world: w.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bole.web.facts.folders.facts_folder", lambda: tmp_path)
    actions.recompute(w.actor("corporate1"), fresh(world.cycle))

    failed = computed(world.cycle)

    assert failed.state == "failed"
    assert fresh(world.cycle).state == State.ON_NOTICE


def test_a_currency_without_a_rate_by_the_periods_end_fails_the_computation(world: w.World) -> None:
    account = "AM101-0,CM101-0,corporate_time,"
    accounts = w.facts_tables()["accounts"].replace(f"{account}CNY", f"{account}USD")
    rates = "currency,date,cny_per_unit\nUSD,2025-12-31,7.00000000\n"
    load = w.load_facts(accounts=accounts, rates=rates)
    cycle = actions.open_cycle(
        w.actor("corporate1"), branch=world.cycle.branch, period="2025Q2", policy=w.POLICY
    )

    failed = computed(actions.choose_facts(w.actor("corporate1"), cycle, load))

    assert (failed.state, failed.results.count()) == ("failed", 0)
    assert "USD" in failed.error
    assert "2025-06-30" in failed.error


def test_only_a_demo_bank_lets_a_notice_run_out(world: w.World, settings: LazySettings) -> None:
    officer, today = w.actor("corporate1"), timezone.localdate()
    rejected(world)
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_from=today, notice_to=today)
    with pytest.raises(RefusedError):
        actions.end_notice(officer, fresh(world.cycle))

    settings.BOLE_DEMO = True
    with pytest.raises(NotEntitledError):
        actions.end_notice(w.actor("other_corporate1"), fresh(world.cycle))
    seen = fresh(world.cycle)
    cycle = actions.end_notice(officer, fresh(world.cycle))
    assert cycle.notice_to == today - timedelta(days=1)
    assert Entry.objects.filter(action="notice_ended", subject_id=str(cycle.pk)).count() == 1
    with pytest.raises(OvertakenError):
        actions.end_notice(officer, seen)
    with pytest.raises(RefusedError):
        w.objected(w.OWN, cycle, today=today)
    assert actions.submit(officer, cycle).state == State.SUBMITTED


@pytest.mark.parametrize("values", [{"loan_id": "L404"}, {"loan_id": "LM101", "manager_code": "M404"}])
def test_a_correction_of_what_the_facts_do_not_have_is_refused_with_the_answer(
    world: w.World, values: dict[str, str]
) -> None:
    given = {"manager_code": "M101", "day": date(2025, 9, 30), "own_cause": False, **values}
    with pytest.raises(RefusedError):
        actions.answer_objection(
            w.actor("corporate1"),
            world.objection,
            uphold=True,
            answer="属实",
            corrections=[(AdjustmentKind.OWN_CAUSE, given)],
        )
    world.objection.refresh_from_db()
    assert world.objection.state == ObjectionState.OPEN


def told(name: str, words: str) -> int:
    """How often a user was told something with these words."""
    return Notification.objects.filter(user=w.user(name), msgid__contains=words).count()


def test_everyone_is_told_when_it_is_their_turn(world: w.World) -> None:
    assert [told(name, "请提出意见") for name in ("head1", "head2", "risk1", "other_head")] == [1, 1, 1, 1]
    assert [told(name, "请核实") for name in ("corporate1", "corporate2")] == [0, 1]
    assert [told(name, "新的异议") for name in ("corporate1", "corporate2", "risk1")] == [1, 1, 0]

    changed = upheld(world.cycle)
    actions.settle_computation(w.actor("corporate1"), changed, accept=True)
    assert [told(name, "重新公示") for name in ("manager1", "manager2", "manager3")] == [0, 1, 0]

    rejected(world)
    cycle = w.decided(w.OWN, w.submitted(w.OWN, fresh(world.cycle), today=w.LONG_AFTER))
    assert [told(name, "收存备案") for name in ("hq1", "hq2", "corporate1", "other_corporate1")] == [
        1,
        1,
        0,
        0,
    ]
    actions.send_back(w.actor("hq1"), cycle, State.SUBMITTED, reason="缺附件")
    assert [told(name, "已退回") for name in ("corporate1", "corporate2", "other_corporate1")] == [1, 1, 0]
