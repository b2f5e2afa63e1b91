from datetime import date
from fractions import Fraction

import pytest

from bole.grade.grace import GraceKeeper, Graces
from bole.grade.node import Node
from bole.kernel.exact import Measures
from bole.kernel.people import GracePeriod
from tests.given import given
from tests.grade.bank import grace, measured, policy, the

LAST = date(2025, 9, 30)
GOOD = measured(led_loans=100, led_own_cause_npl=3, interest_due=100, interest_collected=98)
NPL = measured(led_loans=100, led_own_cause_npl="3.0001")
INTEREST = measured(interest_due=100, interest_collected="97.9999")
TEXTS = {
    "none": ("未越线，无宽限期", "within the limit, no grace period"),
    "grace_started": (
        "越线，自期末日起进入清收宽限期，不享受待遇",
        "beyond the limit: a grace period starts; no treatment",
    ),
    "in_grace": (
        "仍越线，在宽限期内，不享受待遇",
        "still beyond the limit, within the grace period; no treatment",
    ),
    "grace_expired": (
        "宽限期满仍越线，取消资格",
        "still beyond the limit when the grace period ends: cancelled",
    ),
    "grace_closed": (
        "已回到限内，宽限期结束，恢复待遇",
        "back within the limit: the grace period closes, treatment resumes",
    ),
}


def kept(measures: Measures, *periods: GracePeriod, last_day: date = LAST) -> Graces:
    return GraceKeeper(policy())(measures, periods=periods, last_day=last_day)


def test_exactly_at_both_limits_nothing_starts() -> None:
    graces = kept(GOOD)
    assert graces.states == ("none", "none")
    assert not graces.suspends
    assert not graces.expired


@pytest.mark.parametrize(("measures", "place"), [(NPL, 0), (INTEREST, 1)])
def test_a_trace_beyond_a_limit_starts_a_grace(measures: Measures, place: int) -> None:
    graces = kept(measures)
    assert graces.states[place] == "grace_started"
    assert graces.states[1 - place] == "none"
    assert graces.suspends
    assert not graces.expired


def test_only_loans_bad_by_own_cause_start_a_grace() -> None:
    assert kept(measured(led_loans=100, npl_deduction=50)).states == ("none", "none")


@pytest.mark.parametrize(
    ("started_on", "state", "expired"),
    [
        (date(2025, 9, 30), "in_grace", False),
        (date(2024, 10, 1), "in_grace", False),
        (date(2024, 9, 30), "grace_expired", True),
        (date(2022, 1, 1), "grace_expired", True),
        (date(2025, 10, 1), "grace_started", False),
    ],
)
def test_a_grace_ends_a_year_after_it_started(started_on: date, state: str, expired: bool) -> None:
    graces = kept(NPL, grace("npl", started_on))
    assert graces.states[0] == state
    assert graces.suspends
    assert graces.expired is expired


@pytest.mark.parametrize(
    ("last_day", "state"), [(date(2025, 2, 27), "in_grace"), (date(2025, 2, 28), "grace_expired")]
)
def test_a_grace_that_started_on_29_february_ends_on_the_28th(last_day: date, state: str) -> None:
    assert kept(NPL, grace("npl", date(2024, 2, 29)), last_day=last_day).states[0] == state


def test_back_within_the_limit_it_closes_and_treatment_resumes() -> None:
    graces = kept(GOOD, grace("npl", date(2025, 3, 31)))
    assert graces.states == ("grace_closed", "none")
    assert not graces.suspends


def test_what_no_longer_applies_is_within_the_limit() -> None:
    assert kept(measured(), grace("npl", date(2025, 3, 31))).states == ("grace_closed", "none")


def test_the_latest_period_that_has_begun_counts() -> None:
    periods = (
        grace("npl", date(2025, 6, 30)),
        grace("npl", date(2022, 6, 30)),
        grace("npl", date(2025, 12, 31)),
    )
    assert kept(NPL, *periods).states[0] == "in_grace"


def test_a_period_of_the_other_reason_does_not_count() -> None:
    assert kept(INTEREST, grace("npl", date(2025, 6, 30))).states == ("grace_closed", "grace_started")


def test_both_reasons_may_run_at_once() -> None:
    both = measured(led_loans=1, led_own_cause_npl=1, interest_due=1)
    graces = kept(both, grace("npl", date(2024, 1, 1)), grace("interest", date(2025, 1, 1)))
    assert graces.states == ("grace_expired", "in_grace")
    assert graces.expired
    assert graces.node.value == "grace_expired, in_grace"


@pytest.mark.parametrize(
    ("measures", "started_on", "state"),
    [
        (GOOD, None, "none"),
        (NPL, None, "grace_started"),
        (NPL, date(2025, 1, 1), "in_grace"),
        (NPL, date(2024, 1, 1), "grace_expired"),
        (GOOD, date(2024, 1, 1), "grace_closed"),
    ],
)
def test_every_state_is_said_in_both_languages(
    measures: Measures, started_on: date | None, state: str
) -> None:
    periods = () if started_on is None else (grace("npl", started_on),)
    node = the(kept(measures, *periods).node, "grace.npl")
    rule = policy().graces[0]
    zh, en = TEXTS[state]
    assert node.text == f"{rule.name.zh}：{zh}"
    assert node.text_en == f"{rule.name.en}: {en}"
    assert node.value == (None if state == "none" else state)


def test_the_explanation_has_the_limit_the_measure_and_the_days() -> None:
    node = kept(NPL, grace("npl", date(2025, 3, 31))).node
    assert (node.id, node.clause, node.text, node.text_en) == (
        "grace",
        "§29",
        "清收宽限期",
        "Recovery grace periods",
    )
    assert (node.inputs, node.value) == ({}, "in_grace")
    step = the(node, "grace.npl")
    assert step.inputs == {"started_on": "2025-03-31", "ends_on": "2026-03-31", "bad_when": "above"}
    assert (step.clause, step.required, step.actual, step.holds) == ("§29", "0.030000", "0.030001", False)
    other = the(node, "grace.interest")
    assert other.inputs == {"started_on": None, "ends_on": None, "bad_when": "below"}
    assert (other.clause, other.required, other.actual, other.holds) == ("X2", "0.980000", None, True)


def test_no_grace_at_all_has_no_value() -> None:
    assert kept(GOOD).node.value is None


def test_a_policy_without_graces_suspends_nobody() -> None:
    bare = policy().model_copy(update={"graces": ()})
    graces = GraceKeeper(bare)(NPL, periods=(), last_day=LAST)
    assert graces.states == ()
    assert not graces.suspends
    assert graces.node == Node(
        "grace", given(policy().conventions).clause, "清收宽限期", "Recovery grace periods", {}, None
    )


def test_the_years_and_limit_of_a_grace_are_the_policy_s() -> None:
    longer = (
        policy()
        .graces[0]
        .model_copy(update={"years": 2, "limit_percent": policy().graces[0].limit_percent + 2})
    )
    keeper = GraceKeeper(policy().model_copy(update={"graces": (longer,)}))
    started = grace("npl", date(2024, 1, 1))
    assert keeper(NPL, periods=(started,), last_day=LAST).states == ("grace_closed",)
    worse = measured(led_loans=100, led_own_cause_npl=Fraction(501, 100))
    assert keeper(worse, periods=(started,), last_day=LAST).states == ("in_grace",)
