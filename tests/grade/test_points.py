from datetime import date

import pytest

from bole.grade.node import Node
from bole.grade.points import PointCounter, Points
from bole.kernel.people import ErrorPoint
from bole.kernel.period import Period, Standing
from bole.policy.schema import Policy
from tests.given import given
from tests.grade.bank import Q3, YEAR, error, policy, the


def counted(*records: ErrorPoint, standing: Standing = Q3, under: Policy | None = None) -> Points:
    return PointCounter(under or policy())(records, standing=standing)


def with_aggravation(*, factor: int, assumed: bool) -> Policy:
    rules = policy().consequences
    aggravation = given(rules.aggravation).model_copy(update={"factor": factor, "assumed": assumed})
    return policy().model_copy(update={"consequences": rules.model_copy(update={"aggravation": aggravation})})


def test_nothing_on_file_is_no_points() -> None:
    points = counted()
    assert (points.quarter, points.year, points.cancelled, points.assumed) == (0, 0, False, ())


def test_points_are_occurrences_times_the_item_s_points() -> None:
    assert counted(error("E1.1", occurrences=3)).year == 30
    assert counted(error("E2.1", occurrences=4), error("E1.7b")).year == 24


def test_an_aggravated_one_counts_twice() -> None:
    assert counted(error("E1.1", occurrences=2, outcome="aggravated")).quarter == 40


def test_the_factor_of_aggravation_is_the_policy_s() -> None:
    harsh = with_aggravation(factor=3, assumed=False)
    points = counted(error("E1.1", outcome="aggravated"), under=harsh)
    assert points.year == 30
    assert points.assumed == ()


def test_a_cancel_adds_no_points() -> None:
    points = counted(error("E1.1", outcome="cancel", occurrences=2), error("E1.1"))
    assert (points.quarter, points.year) == (10, 10)


@pytest.mark.parametrize(
    ("on", "quarter", "year"),
    [
        (date(2024, 12, 31), 0, 0),
        (date(2025, 1, 1), 0, 10),
        (date(2025, 6, 30), 0, 10),
        (date(2025, 7, 1), 10, 10),
        (date(2025, 9, 30), 10, 10),
        (date(2025, 10, 1), 0, 0),
    ],
)
def test_both_windows_include_both_their_ends(on: date, quarter: int, year: int) -> None:
    points = counted(error("E1.1", on))
    assert (points.quarter, points.year) == (quarter, year)


@pytest.mark.parametrize(
    ("on", "cancelled"),
    [
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), True),
        (date(2025, 9, 30), True),
        (date(2025, 10, 1), False),
    ],
)
def test_a_cancel_counts_inside_the_period(on: date, cancelled: bool) -> None:
    assert counted(error("E1.5", on, outcome="cancel")).cancelled is cancelled


def test_a_standing_looks_up_to_its_day() -> None:
    standing = Standing.of(Period(2025, 3), as_of=date(2025, 8, 1))
    points = counted(error("E1.1", date(2025, 8, 1)), error("E1.1", date(2025, 8, 2)), standing=standing)
    assert (points.quarter, points.year) == (10, 10)


def test_a_year_has_no_quarter_and_takes_a_cancel_of_any_of_its_days() -> None:
    points = counted(error("E1.5", date(2025, 1, 1), outcome="cancel"), error("E1.1"), standing=YEAR)
    assert (points.quarter, points.year, points.cancelled) == (None, 10, True)


def test_points_of_assumed_items_and_factors_name_their_clauses() -> None:
    assert counted(error("E3.6")).assumed == ("E3.6",)
    assert counted(error("E3.6"), error("E3.6")).assumed == ("E3.6",)
    assert counted(error("E1.1", outcome="aggravated")).assumed == (
        given(policy().consequences.aggravation).clause,
    )
    assert counted(error("E1.1")).assumed == ()


def test_assumed_items_that_add_nothing_do_not_count_as_used() -> None:
    assert counted(error("E3.6", outcome="cancel")).assumed == ()
    assert counted(error("E3.6", date(2024, 8, 1))).assumed == ()


def test_the_quarter_s_explanation_gives_both_sums_and_every_line() -> None:
    points = counted(
        error("E1.1", date(2025, 2, 3)),
        error("E3.6", date(2025, 8, 4), occurrences=2),
        error("E1.1", date(2024, 1, 1)),
    )
    item = next(entry for entry in policy().error_points if entry.id == "E3.6")
    assert points.node.id == "error_points"
    assert points.node.clause == "§30"
    assert points.node.text == "季度差错积分 10 分，年初至今 20 分"
    assert points.node.text_en == "10 error points in the quarter, 20 in the year to date"
    assert points.node.inputs == {"occurrences": 2, "quarter": 10}
    assert points.node.value == 20
    assert the(points.node, "error_point.E3.6") == Node(
        "error_point.E3.6",
        "E3.6",
        f"2025-08-04 {item.name.zh}",
        f"2025-08-04 {item.name.en}",
        {"date": "2025-08-04", "points": 5, "occurrences": 2, "outcome": "base", "factor": 1},
        10,
        assumed=True,
        unit="points",
        units={"occurrences": "occurrences", "factor": "times"},
    )


def test_the_line_of_an_aggravated_one_shows_the_factor() -> None:
    line = counted(error("E1.1", outcome="aggravated")).node.steps[0]
    assert (line.inputs["factor"], line.inputs["outcome"], line.value) == (2, "aggravated", 20)
    assert line.assumed is False


def test_the_year_s_explanation_gives_one_sum() -> None:
    node = counted(error("E1.1"), standing=YEAR).node
    assert node.text == "年初至今差错积分 10 分"
    assert node.text_en == "10 error points in the year to date"
    assert node.inputs == {"occurrences": 1, "quarter": None}
