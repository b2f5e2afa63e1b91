"""`deposits.sql`: balance-days inside window and attribution (X3, §27)."""

from datetime import date
from fractions import Fraction

import pytest

from bole.kernel.people import OPEN_END
from bole.kernel.period import Period, Standing
from tests.measure.store import Q1, Q3, Measure, account, held, item, share, with_items

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
WAN = 10_000


def test_a_balance_held_all_along_is_its_own_average(measure: Measure) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[held(0, date(2020, 1, 1), OPEN_END, 7 * WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == 7
    assert found.rows["corporate_time", 0, 0] == (
        90,
        7 * WAN * 100 * 90,
        90 * 10_000,
        7 * WAN * 100 * 90 * 10_000,
    )


def test_days_before_the_first_balance_count_as_zero(measure: Measure) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[held(0, LAST, OPEN_END, 90 * WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == 1
    assert found.rows["corporate_time", 0, 0][0] == 1


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2024, 12, 1), date(2024, 12, 31), 0),
        (date(2024, 12, 31), date(2025, 1, 1), 1),
        (date(2025, 1, 1), date(2025, 1, 1), 1),
        (date(2025, 3, 31), date(2025, 4, 1), 1),
        (date(2025, 4, 1), OPEN_END, 0),
        (date(2024, 1, 1), OPEN_END, 90),
        (date(2025, 1, 31), date(2025, 2, 28), 29),
    ],
)
def test_a_balance_counts_on_the_days_of_the_window_both_ends_included(
    measure: Measure, first: date, last: date, days: int
) -> None:
    found = measure(
        accounts=[account()], account_intervals=[held(0, first, last, 90)], account_attributions=[share(0)]
    )
    assert found.amount("corporate_time") == Fraction(days, WAN)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2024, 12, 1), date(2024, 12, 31), 0),
        (date(2024, 12, 31), date(2025, 1, 1), 1),
        (FIRST, FIRST, 1),
        (LAST, LAST, 1),
        (date(2025, 4, 1), OPEN_END, 0),
        (FIRST, LAST, 90),
        (date(2025, 1, 2), LAST, 89),
        (FIRST, date(2025, 3, 30), 89),
        (date(2024, 6, 1), OPEN_END, 90),
        (date(2025, 2, 1), date(2025, 2, 28), 28),
    ],
)
def test_an_attribution_counts_on_its_days_both_ends_included(
    measure: Measure, first: date, last: date, days: int
) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[held(0, date(2024, 1, 1), OPEN_END, 90)],
        account_attributions=[share(0, first=first, last=last)],
    )
    assert found.amount("corporate_time") == Fraction(days, WAN)


def test_an_account_that_changes_hands_is_cut_on_the_day(measure: Measure) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[
            held(0, date(2024, 1, 1), date(2025, 1, 31), 900),
            held(0, date(2025, 2, 1), OPEN_END, 1800),
        ],
        account_attributions=[
            share(0, 0, last=date(2025, 2, 9)),
            share(0, 1, first=date(2025, 2, 10)),
        ],
    )
    assert found.amount("corporate_time", 0) * WAN == Fraction(31 * 900 + 9 * 1800, 90)
    assert found.amount("corporate_time", 1) * WAN == Fraction(50 * 1800, 90)


def test_shares_split_exactly_also_where_they_change_inside_the_window(measure: Measure) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[held(0, FIRST, OPEN_END, 1)],
        account_attributions=[
            share(0, 0, bp=3333),
            share(0, 1, bp=6667, last=date(2025, 1, 31)),
            share(0, 1, bp=1, first=date(2025, 2, 1)),
        ],
    )
    assert found.amount("corporate_time", 0) * WAN == Fraction(3333, 10_000)
    assert found.amount("corporate_time", 1) * WAN == Fraction(31 * 6667 + 59, 90 * 10_000)
    assert found.rows["corporate_time", 1, 0] == (90, 9000, 31 * 6667 + 59, 100 * (31 * 6667 + 59))


def test_a_negative_balance_counts_as_it_stands(measure: Measure) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[held(0, FIRST, OPEN_END, -5 * WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == -5


@pytest.mark.parametrize(
    "product", ["corporate_demand", "corporate_time", "savings_demand", "savings_time", "negotiated"]
)
def test_each_product_is_its_own_item_and_negotiated_deposits_count_nowhere(
    measure: Measure, product: str
) -> None:
    found = measure(
        accounts=[account(product=product)],
        account_intervals=[held(0, FIRST, OPEN_END, WAN)],
        account_attributions=[share(0)],
    )
    expected = {} if product == "negotiated" else {product: 1}
    assert found.items() == expected | {"corporate_customers": 1}


def test_an_account_without_a_balance_or_without_an_attribution_brings_nothing(measure: Measure) -> None:
    found = measure(
        accounts=[account(0), account(1)],
        account_intervals=[held(1, FIRST, OPEN_END, WAN)],
        account_attributions=[share(0)],
    )
    assert found.items() == {"corporate_customers": 1}


@pytest.mark.parametrize(
    ("period", "days"), [(Period(2024), 366), (Period(2025), 365), (Period(2024, 1), 91)]
)
def test_the_divisor_is_the_calendar_days_of_the_window(measure: Measure, period: Period, days: int) -> None:
    last = period.last_day
    found = measure(
        standing=Standing.of(period),
        accounts=[account()],
        account_intervals=[held(0, last, last, WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == Fraction(1, days)


def test_a_standing_on_a_day_divides_by_the_days_up_to_it(measure: Measure) -> None:
    found = measure(
        standing=Standing.of(Period(2025, 1), as_of=date(2025, 1, 10)),
        accounts=[account()],
        account_intervals=[held(0, date(2025, 1, 10), OPEN_END, WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == Fraction(1, 10)


def test_averages_of_two_windows_are_each_over_their_own_days(measure: Measure) -> None:
    in_period = item("corporate_demand").model_copy(update={"window": "in_period"})
    found = measure(
        standing=Q3,
        under=with_items(in_period),
        accounts=[account(0), account(1, product="corporate_demand")],
        account_intervals=[
            held(0, date(2025, 7, 1), OPEN_END, WAN),
            held(1, date(2025, 6, 1), OPEN_END, WAN),
        ],
        account_attributions=[share(0), share(1)],
    )
    assert found.amount("corporate_time") == Fraction(92, 273)
    assert found.amount("corporate_demand") == 1
    assert found.rows["corporate_demand", 0, 1][0] == 92


def test_one_product_may_be_averaged_over_two_windows_at_once(measure: Measure) -> None:
    also = item("corporate_time").model_copy(update={"id": "time_in_period", "window": "in_period"})
    found = measure(
        standing=Q3,
        under=with_items(also),
        accounts=[account()],
        account_intervals=[held(0, date(2025, 9, 30), OPEN_END, WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == Fraction(1, 273)
    assert found.amount("time_in_period") == Fraction(1, 92)


def test_windows_that_fall_together_are_counted_once(measure: Measure) -> None:
    also = item("corporate_time").model_copy(update={"id": "time_in_period", "window": "in_period"})
    found = measure(
        standing=Q1,
        under=with_items(also),
        accounts=[account()],
        account_intervals=[held(0, FIRST, OPEN_END, WAN)],
        account_attributions=[share(0)],
    )
    assert found.amount("corporate_time") == found.amount("time_in_period") == 1
