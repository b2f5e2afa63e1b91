from datetime import date

import pytest

from bole.grade.node import Node
from bole.grade.qualification import QualifiedTier, qualified_tier
from bole.kernel.people import ErrorPoint, Qualification
from tests.given import given
from tests.grade.bank import error, ladder, policy, qualified

LAST = date(2025, 9, 30)


def decided(*held: Qualification, post: str = "credit", errors: tuple[ErrorPoint, ...] = ()) -> QualifiedTier:
    return qualified_tier(
        post,
        ladder=ladder(post),
        qualifications=held,
        error_points=errors,
        last_day=LAST,
        rules=given(policy().qualification),
    )


@pytest.mark.parametrize(
    ("first", "last", "tier"),
    [
        (date(2025, 9, 30), date(2025, 9, 30), "S1"),
        (date(2025, 10, 1), date(2028, 9, 30), "T1"),
        (date(2022, 9, 30), date(2025, 9, 29), "T1"),
        (date(2022, 10, 1), date(2025, 9, 30), "S1"),
    ],
)
def test_a_qualification_counts_on_both_its_ends_and_not_the_day_after(
    first: date, last: date, tier: str
) -> None:
    assert decided(qualified(valid_from=first, valid_to=last)).tier == tier


@pytest.mark.parametrize(("rank", "tier"), [("senior", "S1"), ("manager", "M1"), ("assistant", "A1")])
def test_the_rank_gives_its_best_tier(rank: str, tier: str) -> None:
    decision = decided(qualified(rank))
    assert (decision.tier, decision.rank) == (tier, rank)


def test_the_best_rank_counts_whatever_the_order_on_file() -> None:
    one, other = qualified("assistant"), qualified("manager")
    assert decided(one, other).tier == decided(other, one).tier == "M1"


def test_a_qualification_of_another_post_does_not_count() -> None:
    decision = decided(qualified(post="market"))
    assert (decision.tier, decision.rank) == ("T1", None)


def test_without_one_a_trainee_s_tier_is_open_where_the_post_has_it() -> None:
    assert decided().tier == "T1"
    assert decided(post="design").tier is None


def test_a_rank_that_the_ladder_does_not_have_opens_no_tier() -> None:
    decision = decided(qualified("assistant", post="design"), post="design")
    assert (decision.tier, decision.rank) == (None, "assistant")


@pytest.mark.parametrize(
    ("cancelled_on", "tier"),
    [
        (date(2024, 12, 31), "S1"),
        (date(2025, 1, 1), "T1"),
        (date(2025, 1, 2), "T1"),
        (date(2025, 9, 30), "T1"),
        (date(2025, 10, 1), "S1"),
    ],
)
def test_a_cancel_voids_what_began_by_its_day_once_the_day_has_come(cancelled_on: date, tier: str) -> None:
    held = qualified(valid_from=date(2025, 1, 1))
    assert decided(held, errors=(error("E1.6", cancelled_on, outcome="cancel"),)).tier == tier


def test_the_latest_cancel_counts() -> None:
    errors = (
        error("E1.6", date(2025, 3, 1), outcome="cancel"),
        error("E1.5", date(2024, 3, 1), outcome="cancel"),
    )
    assert decided(qualified(valid_from=date(2025, 2, 1)), errors=errors).tier == "T1"
    assert decided(qualified(valid_from=date(2025, 3, 2)), errors=errors).tier == "S1"


def test_other_outcomes_void_nothing() -> None:
    assert decided(qualified(), errors=(error("E1.1", outcome="aggravated"),)).tier == "S1"


def test_it_says_which_qualification_counts_and_until_when() -> None:
    first, last = date(2024, 1, 1), date(2026, 12, 31)
    decision = decided(
        qualified("manager", valid_from=first, valid_to=last), qualified(valid_to=date(2020, 1, 1))
    )
    assert decision.node == Node(
        "qualification",
        "§4",
        f"期末日持有{ladder().rank_names['manager'].zh}资格（至 2026-12-31），最高为{ladder().name('M1').zh}",
        f"Qualified on the last day as: {ladder().rank_names['manager'].en} (until 2026-12-31): "
        f"{ladder().name('M1').en} at most",
        {
            "on_file": 2,
            "covering_last_day": 1,
            "cancelled_on": None,
            "rank": "manager",
            "kind": "regular",
            "valid_from": "2024-01-01",
            "valid_to": "2026-12-31",
        },
        "M1",
        unit="tier",
        units={"on_file": "records", "covering_last_day": "records"},
    )


def test_it_says_that_there_is_none() -> None:
    assert decided().node == Node(
        "qualification",
        "§4",
        f"期末日无有效资格，最高为{ladder().name('T1').zh}",
        f"No valid qualification on the last day: {ladder().name('T1').en} at most",
        {
            "on_file": 0,
            "covering_last_day": 0,
            "cancelled_on": None,
            "rank": None,
            "kind": None,
            "valid_from": None,
            "valid_to": None,
        },
        "T1",
        unit="tier",
        units={"on_file": "records", "covering_last_day": "records"},
    )


def test_it_says_that_it_was_cancelled() -> None:
    node = decided(
        qualified(), post="credit", errors=(error("E1.6", date(2025, 5, 5), outcome="cancel"),)
    ).node
    assert node.text == f"期末日无有效资格（资格已被取消），最高为{ladder().name('T1').zh}"
    assert (
        node.text_en
        == f"No valid qualification on the last day (cancelled): {ladder().name('T1').en} at most"
    )
    assert node.inputs["cancelled_on"] == "2025-05-05"
    assert (node.inputs["on_file"], node.inputs["covering_last_day"]) == (1, 1)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_of_a_rank_the_one_that_began_first_is_named(order: int) -> None:
    earlier = qualified(valid_from=date(2024, 1, 1), valid_to=date(2027, 1, 1))
    later = qualified(valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 1))
    node = decided(*[earlier, later][::order]).node
    assert node.inputs["valid_from"] == "2024-01-01"


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_that_began_together_the_one_that_ends_first_is_named(order: int) -> None:
    shorter = qualified(valid_from=date(2024, 1, 1), valid_to=date(2026, 1, 1))
    longer = qualified(valid_from=date(2024, 1, 1), valid_to=date(2027, 1, 1))
    assert decided(*[longer, shorter][::order]).node.inputs["valid_to"] == "2026-01-01"
