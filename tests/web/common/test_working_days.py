"""Working days on the real Chinese calendar (§31)."""

from datetime import date

import pytest

from bole.web.base.working_days import add_working_days, is_working_day


def test_national_day_2025_is_off_for_eight_days() -> None:
    assert not any(is_working_day(date(2025, 10, day))[0] for day in range(1, 9))
    assert is_working_day(date(2025, 10, 9)) == (True, True)


def test_make_up_days_around_it_are_worked_though_they_are_at_the_weekend() -> None:
    assert is_working_day(date(2025, 9, 28)) == (True, True)  # a Sunday
    assert is_working_day(date(2025, 10, 11)) == (True, True)  # a Saturday


def test_a_notice_of_five_working_days_over_national_day_ends_after_it() -> None:
    # put up on Monday 29 September: 30 September, then 9, 10, 11 (make-up Saturday), 13 October
    assert add_working_days(date(2025, 9, 29), 5) == (date(2025, 10, 13), True)


def test_the_day_of_posting_is_not_counted() -> None:
    assert add_working_days(date(2025, 6, 9), 5) == (date(2025, 6, 16), True)
    assert add_working_days(date(2025, 6, 9), 0) == (date(2025, 6, 9), True)


def test_a_year_without_a_published_calendar_counts_weekends_only_and_says_so() -> None:
    assert is_working_day(date(2031, 10, 1)) == (True, False)  # a Wednesday, surely a holiday
    assert add_working_days(date(2031, 10, 3), 1) == (date(2031, 10, 6), False)


def test_one_unknown_day_on_the_way_makes_the_answer_uncertain() -> None:
    assert add_working_days(date(2026, 12, 30), 5) == (date(2027, 1, 6), False)


def test_days_are_counted_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2025, 6, 9), -1)
