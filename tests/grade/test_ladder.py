import pytest

from bole.grade.ladder import NO_TIER
from bole.kernel.text import Text
from tests.grade.bank import ladder

CREDIT = ("S1", "S2", "S3", "S4", "M1", "M2", "M3", "A1", "A2", "A3", "T1")


def test_a_post_has_its_own_ladder_from_the_highest_tier() -> None:
    assert ladder("credit").tiers == CREDIT
    assert ladder("market").tiers == CREDIT
    assert ladder("design").tiers == ("S4", "M1", "M2", "M3")


def test_a_post_may_have_a_tier_for_the_unqualified() -> None:
    assert ladder("credit").unqualified_tier == "T1"
    assert ladder("design").unqualified_tier is None


@pytest.mark.parametrize(
    ("one", "other", "lower"),
    [
        ("S1", "T1", "T1"),
        ("T1", "S1", "T1"),
        ("M1", "S4", "M1"),
        ("A1", "A1", "A1"),
        (None, "S1", None),
        ("S1", None, None),
        (None, None, None),
    ],
)
def test_the_lower_of_two_tiers_and_no_tier_is_lower_than_any(
    one: str | None, other: str | None, lower: str | None
) -> None:
    assert ladder().lower_of(one, other) == lower


@pytest.mark.parametrize(
    ("tier", "steps", "below"),
    [
        ("S1", 1, "S2"),
        ("S4", 1, "M1"),
        ("A3", 1, "T1"),
        ("T1", 1, None),
        ("A3", 2, None),
        ("A2", 2, "T1"),
        (None, 1, None),
        ("S1", 0, "S1"),
    ],
)
def test_below_the_last_tier_there_is_none(tier: str | None, steps: int, below: str | None) -> None:
    assert ladder().below(tier, steps=steps) == below


def test_below_the_last_tier_of_design_there_is_none() -> None:
    assert ladder("design").below("M3", steps=1) is None


@pytest.mark.parametrize(
    ("post", "rank", "best"),
    [
        ("credit", "senior", "S1"),
        ("credit", "manager", "M1"),
        ("credit", "assistant", "A1"),
        ("credit", "trainee", "T1"),
        ("design", "senior", "S4"),
        ("design", "manager", "M1"),
        ("design", "assistant", None),
    ],
)
def test_the_best_tier_of_a_rank_depends_on_the_ladder(post: str, rank: str, best: str | None) -> None:
    assert ladder(post).best_of_rank(rank) == best


def test_each_tier_belongs_to_a_rank_and_ranks_are_ordered_from_the_top() -> None:
    steps = ladder()
    assert [steps.rank_of(tier) for tier in ("S4", "M1", "A3", "T1")] == [
        "senior",
        "manager",
        "assistant",
        "trainee",
    ]
    assert [steps.rank_place(rank) for rank in ("senior", "manager", "assistant", "trainee")] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("tier", "above"),
    [("S1", ()), ("S3", ("S2", "S1")), ("T1", CREDIT[:-1][::-1]), (None, CREDIT[::-1])],
)
def test_the_tiers_above_come_nearest_first(tier: str | None, above: tuple[str, ...]) -> None:
    assert ladder().above(tier) == above


def test_tiers_and_ranks_have_names_and_no_tier_has_one_too() -> None:
    assert ladder().name(None) == NO_TIER == Text("无档次", "no tier")
    assert ladder().name("S1").en
    assert ladder().rank_names["senior"].zh
