"""The pages of cycles as people of different roles see them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bole.web.cycles.choices import State
from bole.web.cycles.models import Computation, Cycle, Objection, Result
from bole.web.cycles.tasks import run_computation
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Posting, Unit, User
from tests.web import acting as actions
from tests.web import world as w

Get = Callable[..., Any]
SignIn = Callable[[str], Client]


def manager(code: str) -> int:
    return Manager.objects.get(code=code).pk


def pages_of(world: w.World) -> dict[str, str]:
    """Every page, partial, export and attachment that belongs to one cycle or one manager."""
    cycle, own, other = world.cycle.pk, manager("M101"), manager("M102")
    return {
        "cycle": f"/cycles/{cycle}/",
        "progress": f"/cycles/{cycle}/progress/",
        "results": f"/cycles/{cycle}/results/",
        "results_export": f"/cycles/{cycle}/results/?export=xlsx",
        "notice": f"/cycles/{cycle}/notice/",
        "notice_export": f"/cycles/{cycle}/notice/?export=xlsx",
        "result": f"/cycles/{cycle}/results/{own}/",
        "items": f"/cycles/{cycle}/results/{own}/corporate_time/",
        "items_export": f"/cycles/{cycle}/results/{own}/corporate_time/?export=xlsx",
        "days": f"/cycles/{cycle}/results/{own}/corporate_time/days/?type=account&subject=AM101-0",
        "loan_days": f"/cycles/{cycle}/results/{own}/led_loans/days/?type=loan&subject=LM101",
        "colleague": f"/cycles/{cycle}/results/{other}/",
        "colleague_items": f"/cycles/{cycle}/results/{other}/corporate_time/",
        "differences": f"/cycles/{cycle}/computations/1/",
        "objection": f"/cycles/{cycle}/notice/{own}/objection/",
        "answer": f"/cycles/{cycle}/objections/{world.objection.pk}/",
        "attachment": f"/cycles/{cycle}/objections/{world.objection.pk}/attachment/",
    }


NOTICE = {"cycle", "notice", "notice_export", "objection"}
"""What the public notice shows to everyone of the branch."""
RESULT = {"result", "items", "items_export", "days", "loan_days"}
"""One manager's result down to the day."""
UNIT = {"progress", "results", "results_export"}
"""What a unit head follows of the unit's own people."""

SEEN_BY: dict[str, set[str] | None] = {
    "corporate1": None,
    "manager1": NOTICE | RESULT | {"attachment"},
    "manager3": NOTICE,
    "head1": NOTICE | UNIT | RESULT | {"colleague", "colleague_items"},
    "head2": NOTICE | UNIT,
    "other_corporate1": set(),
    "other_head": set(),
    "other_manager": set(),
    "system1": set(),
    "security1": set(),
    "audit1": set(),
}
"""Which of these pages exist for whom; None: all of them."""


@pytest.mark.parametrize("who", SEEN_BY)
def test_a_page_exists_only_for_who_may_see_it(world: w.World, get: Get, who: str) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_to=timezone.localdate())
    pages = pages_of(world)
    expected = SEEN_BY[who] if SEEN_BY[who] is not None else set(pages)

    seen = {name for name, path in pages.items() if get(who, path).status_code == 200}

    assert seen == expected


@pytest.fixture
def newcomer(world: w.World) -> User:
    """A manager of the branch without a result in the standing cycle."""
    unit = Unit.objects.get(code="B1S2")
    user = User.objects.create(username="newcomer", password=w.UNUSABLE, display_name="新来者")
    Grant.objects.create(user=user, role=Role.MANAGER, unit=unit, valid_from=w.SINCE)
    posted = Manager.objects.create(
        code="M109", name="新来者", hired_on=date(2025, 10, 1), hire_type="regular", user=user
    )
    Posting.objects.create(manager=posted, unit=unit, post="market", valid_from=date(2025, 10, 1))
    return user


def test_a_colleague_without_a_result_may_object_while_the_notice_stands(
    world: w.World, get: Get, client_of: SignIn, newcomer: User
) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_to=timezone.localdate())
    pages = pages_of(world)
    raising = f"/cycles/{world.cycle.pk}/notice/{manager('M102')}/objection/"

    assert pages["notice"] in get("newcomer", "/cycles/overview/").content.decode()
    assert {name for name, path in pages.items() if get("newcomer", path).status_code == 200} == {
        "cycle",
        "notice",
        "notice_export",
        "objection",
    }
    assert client_of("newcomer").post(raising, {"text": "有异议"}).status_code == 302
    assert get("newcomer", f"/cycles/{world.other.pk}/notice/").status_code == 404

    Cycle.objects.filter(pk=world.cycle.pk).update(state=State.SUBMITTED)
    assert "有异议" in get("newcomer", pages["cycle"]).content.decode()


def test_a_colleague_who_did_not_object_sees_nothing_once_the_notice_is_over(
    world: w.World, get: Get, newcomer: User
) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(state=State.SUBMITTED)

    assert {get(newcomer.username, path).status_code for path in pages_of(world).values()} == {404}


def test_a_unit_head_sees_only_the_units_people_everywhere(world: w.World, get: Get) -> None:
    for path in (f"/cycles/{world.cycle.pk}/results/", "/cycles/board/"):
        text = get("head2", path).content.decode()
        assert "孙三" in text or path.endswith("board/")
        assert "赵一" not in text
        assert "钱二" not in text


def test_nothing_of_another_branch_is_shown(world: w.World, get: Get) -> None:
    for path in ("/cycles/", "/cycles/board/", "/cycles/overview/", f"/cycles/{world.cycle.pk}/"):
        assert w.MARKER not in get("corporate1", path).content.decode()


def test_before_the_notice_a_manager_sees_nothing_of_a_running_cycle(world: w.World, get: Get) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(state=State.PRELIMINARY)

    pages = pages_of(world)

    assert {get("manager1", path).status_code for path in pages.values()} == {404}
    assert "还没有已公示的考核结果" in get("manager1", "/cycles/overview/").content.decode()
    assert get("head1", pages["result"]).status_code == 200


def test_the_managers_own_page_says_what_is_missing_and_offers_to_object(world: w.World, get: Get) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_to=timezone.localdate())

    text = get("manager1", "/cycles/overview/").content.decode()

    assert "日均存款" in text
    assert "达到" in text
    assert f"/cycles/{world.cycle.pk}/notice/{manager('M101')}/objection/" in text
    assert "2026-12-31" in text


def test_a_result_is_explained_with_clauses_down_to_the_days(world: w.World, get: Get) -> None:
    pages = pages_of(world)

    result = get("manager1", pages["result"]).content.decode()
    items = get("manager1", pages["items"]).content.decode()
    days = get("manager1", pages["days"]).content.decode()

    assert "§4" in result
    assert "为什么不是" in result
    assert "AM101-0" in items
    assert "5,000,000.00" in days
    assert "273" in days


def test_the_days_add_up_to_the_item(world: w.World, get: Get) -> None:
    pages = pages_of(world)

    items = openpyxl.load_workbook(BytesIO(get("head1", pages["items_export"]).getvalue())).active
    days = openpyxl.load_workbook(BytesIO(get("head1", pages["days"] + "&export=xlsx").getvalue())).active
    assert items is not None
    assert days is not None

    cell = next(row[5] for row in items.iter_rows(values_only=True) if row[0] == "AM101-0")
    amount = Decimal(str(cell))
    added = [Decimal(str(row[8])) for row in list(days.iter_rows(values_only=True))[1:]]
    page = get("head1", pages["days"]).content.decode()
    assert f"合计计入 {amount:,.6f} 万元" in page
    assert sum(added) == amount


def test_a_stranger_to_the_manager_is_no_item_of_theirs(world: w.World, get: Get) -> None:
    own = f"/cycles/{world.cycle.pk}/results/{manager('M101')}"

    assert get("head1", f"{own}/corporate_time/days/?type=account&subject=AM102-0").status_code == 404
    assert get("head1", f"{own}/corporate_time/days/?type=customer&subject=CM101-0").status_code == 404
    assert get("head1", f"{own}/nothing/").status_code == 404


def test_the_items_come_as_a_part_for_htmx(world: w.World, client_of: SignIn) -> None:
    path = pages_of(world)["items"]

    part = client_of("manager1").get(path, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "AM101-0" in part
    assert "export=xlsx" not in part


def test_the_list_of_results_filters_and_orders_by_the_ladder(world: w.World, get: Get) -> None:
    path = f"/cycles/{world.cycle.pk}/results/"

    attention = get("corporate1", path, outcome="attention").content.decode()
    named = get("corporate1", path, q="M103").content.decode()
    rows = openpyxl.load_workbook(BytesIO(get("corporate1", path, export="xlsx").getvalue())).active
    assert rows is not None
    tiers = [row[4] for row in list(rows.iter_rows(values_only=True))[1:]]

    assert "钱二" in attention
    assert "赵一" not in attention
    assert "孙三" in named
    assert "钱二" not in named
    ladder = ["S1", "S2", "S3", "S4", "M1", "M2", "M3", "A1", "A2", "A3", "T1", None]
    assert tiers == sorted(tiers, key=ladder.index)


def test_results_are_looked_through_before_they_are_accepted(world: w.World, get: Get) -> None:
    actions.recompute(w.actor("corporate1"), world.cycle)
    computation = world.cycle.computations.get(state="queued")
    path = f"/cycles/{world.cycle.pk}/computations/{computation.number}/results/"
    assert "排队中" in get("corporate1", f"/cycles/{world.cycle.pk}/").content.decode()

    run_computation.call(computation.pk)

    assert "赵一" in get("corporate1", path).content.decode()
    assert "逐人查看这次的结果" in get("corporate1", f"/cycles/{world.cycle.pk}/").content.decode()
    assert {get(who, path).status_code for who in ("head1", "chair1", "manager1", "other_corporate1")} == {
        404
    }
    assert "HX-Refresh" in get("corporate1", f"/cycles/{world.cycle.pk}/progress/").headers


def test_the_attachment_only_ever_downloads(world: w.World, get: Get) -> None:
    response = get("corporate1", pages_of(world)["attachment"])

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_objection_is_raised_and_answered_from_the_pages(world: w.World, client_of: SignIn) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_to=timezone.localdate())
    path = f"/cycles/{world.cycle.pk}/notice/{manager('M103')}/objection/"
    client_of("manager3").post(path, {"text": "客户数少计一户"})
    objection = Objection.objects.get(manager__code="M103")

    answer = f"/cycles/{world.cycle.pk}/objections/{objection.pk}/"
    client_of("corporate1").post(answer, {"uphold": "no", "answer": "核对无误", "not_own_cause": ""})

    objection.refresh_from_db()
    assert (objection.state, objection.answer) == ("rejected", "核对无误")
    assert "核对无误" in client_of("manager3").get(f"/cycles/{world.cycle.pk}/").content.decode()


def test_withdrawing_points_is_offered_with_the_answer(world: w.World, client_of: SignIn) -> None:
    objection = actions.object_to(
        w.actor("manager1"),
        world.cycle,
        manager=Manager.objects.get(code="M102"),
        text="积分有误",
        today=date(2025, 10, 15),
    )
    path = f"/cycles/{world.cycle.pk}/objections/{objection.pk}/"
    client = client_of("corporate1")

    assert "2025-08-01 E1.1" in client.get(path).content.decode()
    client.post(path, {"uphold": "yes", "answer": "属实", "withdrawn": ["2025-08-01|E1.1"]})

    assert world.cycle.adjustments.get().kind == "points_withdrawn"
    assert "尚未计入结果" in client.get(f"/cycles/{world.cycle.pk}/").content.decode()


def test_a_refusal_is_shown_and_changes_nothing(world: w.World, client_of: SignIn) -> None:
    client = client_of("corporate1")

    page = client.post(f"/cycles/{world.cycle.pk}/steps/submit/", {}, follow=True).content.decode()

    assert "尚有异议未答复" in page
    assert Cycle.objects.get(pk=world.cycle.pk).state == State.ON_NOTICE


def test_acting_on_a_page_that_is_no_longer_true_is_told(world: w.World, client_of: SignIn) -> None:
    actions.answer_objection(w.actor("corporate1"), world.objection, uphold=False, answer="核对无误")
    old = {"version": str(world.cycle.version - 1)}

    page = client_of("corporate1").post(f"/cycles/{world.cycle.pk}/steps/submit/", old, follow=True)

    assert "他人已先行办理" in page.content.decode()


def test_a_step_of_another_branch_does_not_exist(world: w.World, client_of: SignIn) -> None:
    client = client_of("other_corporate1")
    steps = ("steps/submit/", "steps/facts/", "steps/accept/", "steps/restate/", "back/")

    codes = {client.post(f"/cycles/{world.cycle.pk}/{step}", {}).status_code for step in steps}

    assert codes == {404}
    assert client.post(f"/cycles/{world.cycle.pk}/steps/nothing/").status_code == 404


def test_a_cycle_is_opened_from_its_form(world: w.World, client_of: SignIn) -> None:
    client = client_of("corporate1")
    branch = world.cycle.branch_id

    wrong = client.post("/cycles/new/", {"branch": branch, "period": "2025Q7", "policy": w.POLICY})
    client.post("/cycles/new/", {"branch": branch, "period": "2025q4", "policy": w.POLICY})
    elsewhere = client.post(
        "/cycles/new/", {"branch": world.other.branch_id, "period": "2025Q4", "policy": w.POLICY}
    )

    assert "2025Q1" in wrong.content.decode()
    assert Cycle.objects.filter(period="2025Q4").values_list("branch", flat=True).get() == branch
    assert elsewhere.status_code == 200


def test_a_vote_against_needs_its_reason_and_the_chair_counts(world: w.World, client_of: SignIn) -> None:
    actions.answer_objection(w.actor("corporate1"), world.objection, uphold=False, answer="核对无误")
    cycle = w.submitted(w.OWN, Cycle.objects.select_related("branch", "computation").get(pk=world.cycle.pk))
    path = f"/cycles/{cycle.pk}/steps/vote/"

    refused = client_of("committee1").post(path, {"choice": "reject", "reason": ""}, follow=True)
    client_of("committee1").post(path, {"choice": "approve", "reason": ""})
    page = client_of("chair1").get(f"/cycles/{cycle.pk}/").content.decode()

    assert "请写明理由" in refused.content.decode()
    assert "已表决 1 人" in page
    assert "须有 2 人" in page


def test_the_board_compares_units_by_the_policys_own_ranks(world: w.World, get: Get) -> None:
    Result.objects.filter(manager__code="M103").update(treatment_tier="S3")
    Result.objects.filter(manager__code="M101").update(treatment_tier="M1")
    export = get("corporate1", "/cycles/board/", list="units", export="xlsx")
    sheet = openpyxl.load_workbook(BytesIO(export.getvalue())).active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    assert "高级客户经理" in head
    top = head.index("高级客户经理")
    assert {row[0]: (row[1], row[top]) for row in rows} == {"西湖支行": (2, 0), "滨江支行": (1, 1)}


def test_members_who_vote_from_pages_opened_together_are_all_heard(world: w.World, client_of: SignIn) -> None:
    actions.answer_objection(w.actor("corporate1"), world.objection, uphold=False, answer="核对无误")
    cycle = w.submitted(w.OWN, Cycle.objects.select_related("branch", "computation").get(pk=world.cycle.pk))
    members = [client_of(name) for name in ("committee1", "committee2", "chair1")]
    seen = {member.get(f"/cycles/{cycle.pk}/").context["shown"] for member in members}
    (shown,) = seen

    for member in members:
        member.post(f"/cycles/{cycle.pk}/steps/vote/", {"shown": shown, "choice": "approve", "reason": ""})

    assert cycle.votes.count() == len(members)


def test_what_is_said_about_replaced_results_is_refused_and_stays_on_the_page(
    world: w.World, client_of: SignIn
) -> None:
    actions.answer_objection(w.actor("corporate1"), world.objection, uphold=False, answer="核对无误")
    cycle = w.submitted(w.OWN, Cycle.objects.select_related("branch", "computation").get(pk=world.cycle.pk))
    old = {"shown": "submitted.0.1", "choice": "abstain", "reason": "尚需核对附件"}

    page = client_of("committee1").post(f"/cycles/{cycle.pk}/steps/vote/", old).content.decode()

    assert "结果或步骤已有变化" in page
    assert "尚需核对附件" in page
    assert not cycle.votes.exists()


def test_a_determination_names_a_loan_and_a_manager_of_the_facts(world: w.World, client_of: SignIn) -> None:
    cycle = Cycle.objects.get(pk=world.cycle.pk)
    Cycle.objects.filter(pk=cycle.pk).update(state=State.MEASURED)
    typed = {"loan_id": "LM101", "manager_code": "M999", "day": "2025-09-30", "own_cause": "no"}
    client = client_of("risk1")

    page = client.post(f"/cycles/{cycle.pk}/steps/own_cause/", {**typed, "reason": "担保物被查封"})

    assert "没有这名客户经理" in page.content.decode()
    assert "担保物被查封" in page.content.decode()
    assert not cycle.adjustments.exists()


def test_the_department_is_told_to_compute_anew_what_was_determined(world: w.World, get: Get) -> None:
    when = timezone.now()
    world.cycle.adjustments.create(
        kind="own_cause",
        loan_id="LM101",
        manager_code="M101",
        day=date(2025, 9, 30),
        own_cause=False,
        reason="担保物被查封",
        made_by=w.user("risk1"),
        made_at=when,
    )
    assert "有新的认定，重新计算" in get("corporate1", "/cycles/overview/").content.decode()


def test_who_chose_the_facts_is_not_asked_to_verify_them(world: w.World, get: Get) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(
        state=State.MEASURED, facts_chosen_by=w.user("corporate1"), verified_by=None
    )
    assert "各方意见齐备后核实" not in get("corporate1", "/cycles/overview/").content.decode()
    assert "各方意见齐备后核实" in get("corporate2", "/cycles/overview/").content.decode()


def test_opinions_on_results_before_a_recomputation_stay_to_be_read(world: w.World, get: Get) -> None:
    computation = world.cycle.computations.get()
    assert world.cycle.opinions.filter(computation=computation).exists()
    newer = Computation.objects.create(
        cycle=world.cycle, number=2, facts=computation.facts, state="accepted", requested_at=timezone.now()
    )
    Cycle.objects.filter(pk=world.cycle.pk).update(computation=newer)
    assert "就第 1 次计算提出" in get("corporate1", f"/cycles/{world.cycle.pk}/").content.decode()


def test_an_answer_that_came_second_is_told_so(world: w.World, client_of: SignIn) -> None:
    actions.answer_objection(w.actor("corporate1"), world.objection, uphold=False, answer="核对无误")
    path = f"/cycles/{world.cycle.pk}/objections/{world.objection.pk}/"
    page = client_of("corporate2").post(path, {"uphold": "no", "answer": "也已核对", "not_own_cause": ""})
    assert "已由他人先行答复" in page.content.decode()


def test_the_board_draws_and_exports(world: w.World, get: Get) -> None:
    text = get("hq1", "/cycles/board/").content.decode()
    chart = get("hq1", "/cycles/board/tiers.svg")
    export = get("hq1", "/cycles/board/", list="attention", export="xlsx")
    sheet = openpyxl.load_workbook(BytesIO(export.getvalue())).active
    assert sheet is not None

    assert "vega-lite" in text
    assert chart["Content-Type"] == "image/svg+xml"
    assert b"<svg" in chart.content
    assert [row[1] for row in list(sheet.iter_rows(values_only=True))[1:]] == ["钱二"]
    assert get("hq1", "/cycles/board/nothing.svg").status_code == 404
    assert get("manager1", "/cycles/board/").status_code == 404


def test_the_policy_is_readable_and_compared(world: w.World, get: Get) -> None:
    page = get("manager1", "/cycles/policies/commercial-2005@2005-07-21/").content.decode()
    compared = get(
        "manager1",
        "/cycles/policies/differences/",
        old="commercial-2005@2005-07-21",
        new="working-rules@2005-07-21",
    )

    assert "<table" in page
    assert "假定值" in page
    assert "change-after" in compared.content.decode()
    for bad in ("..%2Fetc", "commercial-2005@1999-01-01", "nothing@2005-07-21"):
        assert get("manager1", f"/cycles/policies/{bad}/").status_code == 404


def clone_results(cycle: Cycle, count: int) -> None:
    """As many more people with results in a cycle."""
    like = Result.objects.filter(computation=cycle.computation).select_related("manager").first()
    assert like is not None
    people = Manager.objects.bulk_create(
        Manager(code=f"X{n:04}", name=f"克隆{n}", hired_on=date(2015, 1, 1), hire_type="regular")
        for n in range(count)
    )
    near = {
        "next_tier": "S1",
        "missing": [
            {"indicator": "average_deposit", "gap": "1.000000", "required": "100.000000", "ways": {}}
        ],
        "outcomes": ["demoted_one_tier"],
    }
    copied = {f.name: getattr(like, f.name) for f in Result._meta.concrete_fields if f.name != "id"}
    Result.objects.bulk_create(Result(**{**copied, **near, "manager": person}) for person in people)


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("corporate1", "/cycles/", 16),
        ("corporate1", "/cycles/overview/", 18),
        ("corporate1", "/cycles/{cycle}/", 40),
        ("corporate1", "/cycles/{cycle}/results/", 16),
        ("corporate1", "/cycles/{cycle}/results/?export=xlsx", 12),
        ("corporate1", "/cycles/{cycle}/notice/", 14),
        ("corporate1", "/cycles/board/", 16),
        ("hq1", "/cycles/board/", 16),
        ("manager1", "/cycles/overview/", 16),
    ],
)
def test_a_page_asks_the_database_no_more_often_for_five_hundred_people(
    world: w.World,
    client_of: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    who: str,
    path: str,
    most: int,
) -> None:
    clone_results(world.cycle, 500)
    client = client_of(who)

    with django_assert_max_num_queries(most):
        response = client.get(path.format(cycle=world.cycle.pk))

    assert response.status_code == 200


def test_a_demo_bank_offers_to_let_the_notice_run_out(
    world: w.World, get: Get, client_of: SignIn, settings: LazySettings
) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_to=timezone.localdate())
    page, button = f"/cycles/{world.cycle.pk}/", "/steps/end_notice/"
    assert button not in get("corporate1", page).content.decode()

    settings.BOLE_DEMO = True
    assert button not in get("risk1", page).content.decode()
    assert button in get("corporate1", page).content.decode()
    assert client_of("corporate1").post(f"/cycles/{world.cycle.pk}{button}").status_code == 302
    assert button not in get("corporate1", page).content.decode()


def test_every_field_of_the_cycles_page_has_a_label_of_its_own(world: w.World, get: Get) -> None:
    Cycle.objects.filter(pk=world.cycle.pk).update(state=State.MEASURED)
    text = get("risk1", f"/cycles/{world.cycle.pk}/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label for="([^"]+)"', text)) <= set(ids)
    assert text.count('type="date" name="day" value="2025-09-30"') == len(("own cause", "classification"))


def test_after_the_notice_the_objection_form_says_that_it_is_too_late(
    world: w.World, get: Get, client_of: SignIn
) -> None:
    raising = f"/cycles/{world.cycle.pk}/notice/{manager('M101')}/objection/"
    yesterday = timezone.localdate() - timedelta(days=1)
    Cycle.objects.filter(pk=world.cycle.pk).update(notice_to=yesterday)
    assert get("manager1", raising).status_code == 302
    assert f"{yesterday}" in client_of("manager1").get(raising, follow=True).content.decode()


def test_points_after_the_period_are_not_offered_to_be_withdrawn(world: w.World, get: Get) -> None:
    header = w.facts_tables()["error_points"].splitlines()[0]
    days = ("2024-12-31", "2025-01-01", "2025-09-30", "2025-10-01")
    rows = [header, *(f"M101,{day},E1.1,1,base" for day in days), ""]
    load = w.load_facts(error_points="\n".join(rows))
    cycle = actions.choose_facts(w.actor("corporate1"), world.cycle, load)
    run_computation.call(cycle.computations.get(state="queued").pk)
    computation = cycle.computations.get(state="done")
    actions.settle_computation(w.actor("corporate1"), computation, accept=True)

    text = get("corporate1", f"/cycles/{world.cycle.pk}/objections/{world.objection.pk}/").content.decode()

    assert [day for day in days if f'value="{day}|' in text] == ["2025-01-01", "2025-09-30"]
