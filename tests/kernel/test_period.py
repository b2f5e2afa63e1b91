from datetime import date

import pytest

from bole.kernel.period import Period, Standing, add_years


@pytest.mark.parametrize("text", ["2025", "2025Q1", "2025Q4", "1999Q2"])
def test_a_period_reads_and_prints_the_same(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2025Q0", "2025Q5", "2025q1", "25Q1", "2025 Q1", "2025Q1 ", "2025-03", "2０25", "0999"]
)
def test_any_other_form_is_refused_with_what_is_expected(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a period: .*; expected 2025Q1 … 2025Q4, or 2025"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_runs_from_its_first_to_its_last_day(text: str, first: date, last: date) -> None:
    period = Period.parse(text)
    assert (period.first_day, period.last_day) == (first, last)
    assert period.annual is (text == "2025")


def test_the_standing_at_the_end_looks_at_the_year_to_date() -> None:
    standing = Standing.of(Period(2025, 3))
    assert standing.year_start == date(2025, 1, 1)
    assert standing.period_start == date(2025, 7, 1)
    assert standing.last_day == date(2025, 9, 30)
    assert standing.days == 273


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2025, 365)])
def test_a_whole_year_has_its_calendar_days(year: int, days: int) -> None:
    assert Standing.of(Period(year)).days == days


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2025, 8, 15), date(2025, 9, 30)])
def test_a_standing_may_be_taken_on_any_day_of_the_period(day: date) -> None:
    standing = Standing.of(Period(2025, 3), as_of=day)
    assert standing.last_day == day
    assert standing.period_start == date(2025, 7, 1)


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 10, 1)])
def test_a_day_beside_the_period_is_refused_and_the_period_is_named(day: date) -> None:
    with pytest.raises(
        ValueError, match=f"{day} is not inside 2025Q3; expected a day from 2025-07-01 to 2025-09-30"
    ):
        Standing.of(Period(2025, 3), as_of=day)


def test_one_day_is_a_window_too() -> None:
    assert Standing.of(Period(2025, 1), as_of=date(2025, 1, 1)).days == 1


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2024, 3, 1), 1, date(2025, 3, 1)),
        (date(2025, 12, 31), 2, date(2027, 12, 31)),
        (date(2025, 5, 5), 0, date(2025, 5, 5)),
    ],
)
def test_29_february_becomes_28_february_only_where_there_is_none(day: date, years: int, later: date) -> None:
    assert add_years(day, years) == later
