import pytest

from bole.grade.node import Node
from bole.grade.veteran import VeteranDecision, VeteranRule
from bole.kernel.people import YearRecord
from tests.given import given
from tests.grade.bank import passed, policy, the


def decided(
    *history: YearRecord, tier: str | None = None, this_year_passed: bool = False, year: int = 2025
) -> VeteranDecision:
    return VeteranRule(policy(), given(policy().veteran))(
        history, year=year, tier=tier, passed=this_year_passed
    )


def years(first: int, count: int, tier: str) -> list[YearRecord]:
    return [passed(first + number, tier) for number in range(count)]


@pytest.mark.parametrize(
    ("tier", "rung"), [("S1", "V1"), ("S2", "V2"), ("S3", "V3"), ("S4", "V4"), ("M1", None), ("T1", None)]
)
def test_five_years_in_a_row_earn_the_grade_of_their_tier(tier: str, rung: str | None) -> None:
    assert decided(*years(2021, 4, tier), tier=tier, this_year_passed=True).rung == rung


def test_four_years_earn_nothing() -> None:
    assert decided(*years(2022, 3, "S1"), tier="S1", this_year_passed=True).rung is None


@pytest.mark.parametrize("missing", [2021, 2022, 2023, 2024])
def test_five_of_six_years_earn_it_with_the_gap_anywhere(missing: int) -> None:
    history = [passed(year, "S2") for year in range(2020, 2025) if year != missing]
    assert decided(*history, tier="S2", this_year_passed=True).rung == "V2"


def test_five_of_seven_years_do_not() -> None:
    history = [passed(year, "S2") for year in (2019, 2021, 2023, 2024)]
    assert decided(*history, tier="S2", this_year_passed=True).rung is None


def test_an_old_window_counts_also_when_this_year_failed() -> None:
    assert decided(*years(2010, 5, "S4"), tier="M1").rung == "V4"


def test_higher_tiers_count_for_lower_grades() -> None:
    history = [passed(2021, "S1"), passed(2022, "S3"), passed(2023, "S2"), passed(2024, "S1")]
    assert decided(*history, tier="S1", this_year_passed=True).rung == "V3"


def test_the_best_grade_earned_in_any_window_counts() -> None:
    assert decided(*years(2010, 5, "S1"), *years(2016, 5, "S4")).rung == "V1"


def test_a_year_not_passed_does_not_count_whatever_its_tier() -> None:
    history = [*years(2021, 3, "S1"), passed(2024, "S1", held=False)]
    assert decided(*history, tier="S1", this_year_passed=True).rung is None


def test_a_year_passed_without_a_tier_does_not_count() -> None:
    history = [*years(2021, 3, "S1"), passed(2024, None)]
    assert decided(*history, tier="S1", this_year_passed=True).rung is None


def test_this_year_counts_only_when_passed_and_at_its_own_tier() -> None:
    history = years(2021, 4, "S1")
    assert decided(*history, tier="S1", this_year_passed=False).rung is None
    assert decided(*history, tier="S2", this_year_passed=True).rung == "V2"
    assert decided(*history, tier=None, this_year_passed=False).rung is None


def test_records_of_this_year_and_later_are_not_history() -> None:
    history = [*years(2022, 3, "S1"), passed(2025, "S1"), passed(2026, "S1")]
    assert decided(*history, tier="M1", this_year_passed=True).rung is None
    assert decided(*history, tier="M1", this_year_passed=True, year=2027).rung == "V1"


def test_a_record_of_this_year_does_not_stand_in_for_a_year_not_passed() -> None:
    assert decided(*years(2021, 5, "S1"), tier="S1", this_year_passed=False).rung is None


def test_each_grade_is_explained_with_its_best_window() -> None:
    history = [passed(2018, "S3"), *years(2021, 4, "S3")]
    node = decided(*history, tier="S1", this_year_passed=True).node
    rung = given(policy().veteran).rungs[2]
    assert node.id == "veteran"
    assert node.clause == given(policy().veteran).earning.clause
    assert node.text == f"达到{rung.name.zh}条件"
    assert node.text_en == f"Earned: {rung.name.en}"
    assert node.inputs == {"years_on_record": 5, "years_passed": 6}
    assert node.value == "V3"
    assert [step.id for step in node.steps] == ["veteran.V1", "veteran.V2", "veteran.V3", "veteran.V4"]
    assert the(node, "veteran.V3") == Node(
        "veteran.V3",
        rung.clause,
        f"{rung.name.zh}：连续 6 年内达到 S3 及以上且合格的年数",
        f"{rung.name.en}: years passed at S3 or higher within 6 consecutive years",
        {"from_year": 2021, "to_year": 2026},
        5,
        "5",
        "5",
        True,
        unit="years",
        units={"from_year": "year", "to_year": "year"},
    )
    first = the(node, "veteran.V1")
    assert (first.inputs, first.value, first.actual, first.holds) == (
        {"from_year": 2025, "to_year": 2030},
        1,
        "1",
        False,
    )


def test_no_year_at_all_is_a_window_of_none() -> None:
    node = decided().node
    assert (node.text, node.text_en, node.value) == (
        "未达到资深客户经理条件",
        "No veteran grade earned",
        None,
    )
    step = the(node, "veteran.V1")
    assert step.inputs == {"from_year": None, "to_year": None}
    assert (step.value, step.actual, step.required, step.holds) == (0, "0", "5", False)


def test_of_windows_alike_the_first_is_shown() -> None:
    node = decided(*years(2001, 5, "S4"), *years(2011, 5, "S4")).node
    assert the(node, "veteran.V4").inputs == {"from_year": 2001, "to_year": 2006}
