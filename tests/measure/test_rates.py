"""`rates.sql`: one rate per currency, of the given day or the latest before it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from bole.kernel.people import OPEN_END
from bole.kernel.period import Period, Standing
from bole.measure import MissingRateError, open_engine, rate_day, require_rates
from bole.policy.schema import Policy
from tests.given import given
from tests.measure.store import Q3, YEAR, Measure, account, held, loan, owed, policy, share, write_store

LAST = date(2025, 9, 30)
WAN = 10_000
DOLLARS = {
    "accounts": [account(currency="USD")],
    "account_intervals": [held(0, date(2025, 1, 1), OPEN_END, WAN)],
    "account_attributions": [share(0)],
}


def before_year() -> Policy:
    rate = given(given(policy().conventions).rate).model_copy(update={"day": "before_year"})
    conventions = given(policy().conventions).model_copy(update={"rate": rate})
    return policy().model_copy(update={"conventions": conventions})


@pytest.mark.parametrize(
    ("rates", "rate"),
    [
        ([("USD", LAST, 7 * 10**8)], Fraction(7)),
        ([("USD", date(2020, 1, 1), 719999999)], Fraction(719999999, 10**8)),
        ([("USD", date(2025, 9, 29), 6 * 10**8), ("USD", LAST, 7 * 10**8)], Fraction(7)),
        ([("USD", date(2025, 9, 29), 6 * 10**8), ("USD", date(2025, 10, 1), 7 * 10**8)], Fraction(6)),
        ([("USD", LAST, 7 * 10**8), ("HKD", LAST, 10**8)], Fraction(7)),
    ],
)
def test_the_rate_of_the_last_day_or_the_latest_before_it_converts(
    measure: Measure, rates: list[tuple[object, ...]], rate: Fraction
) -> None:
    assert measure(standing=Q3, **DOLLARS, rates=rates).amount("corporate_time") == rate


def test_cny_is_one_whatever_the_rates_say(measure: Measure) -> None:
    found = measure(
        standing=Q3,
        accounts=[account()],
        account_intervals=[held(0, date(2025, 1, 1), OPEN_END, WAN)],
        account_attributions=[share(0)],
        rates=[("CNY", LAST, 2 * 10**8)],
    )
    assert found.amount("corporate_time") == 1


def test_loans_and_interest_convert_like_balances(measure: Measure) -> None:
    found = measure(
        standing=Q3,
        loans=[loan(currency="USD")],
        loan_intervals=[owed(0, date(2025, 1, 1), OPEN_END, WAN, "loss")],
        loan_attributions=[share(0, role="lead")],
        interest=[(0, date(2025, 5, 5), WAN * 100, 0, None)],
        rates=[("USD", LAST, 7 * 10**8)],
    )
    for name in (
        "corporate_secured_lead",
        "led_loans",
        "npl_deduction",
        "interest_due",
        "interest_deduction",
    ):
        assert found.amount(name) == 7


def test_currencies_of_one_item_are_converted_before_they_are_summed(measure: Measure) -> None:
    found = measure(
        standing=Q3,
        accounts=[account(0, currency="USD"), account(1, currency="JPY"), account(2)],
        account_intervals=[held(number, date(2025, 1, 1), OPEN_END, WAN) for number in range(3)],
        account_attributions=[share(0), share(1), share(2)],
        rates=[("USD", LAST, 7 * 10**8), ("JPY", LAST, 5 * 10**6)],
    )
    assert found.amount("corporate_time") == 7 + Fraction(5, 100) + 1


def test_the_rate_day_is_the_last_day_or_the_day_before_the_year() -> None:
    assert rate_day(policy(), Q3) == LAST
    assert rate_day(policy(), Standing.of(Period(2025, 3), as_of=date(2025, 8, 1))) == date(2025, 8, 1)
    assert rate_day(before_year(), Q3) == date(2024, 12, 31)
    assert rate_day(before_year(), YEAR) == date(2024, 12, 31)


def test_the_rate_before_the_year_converts_where_the_policy_says_so(measure: Measure) -> None:
    rates = [
        ("USD", date(2024, 12, 30), 6 * 10**8),
        ("USD", date(2025, 1, 1), 7 * 10**8),
        ("USD", LAST, 8 * 10**8),
    ]
    found = measure(standing=Q3, under=before_year(), **DOLLARS, rates=rates)
    assert found.amount("corporate_time") == 6


@pytest.mark.parametrize("rates", [[], [("USD", date(2025, 10, 1), 7 * 10**8)]])
def test_a_currency_in_use_without_a_rate_by_the_day_is_never_left_out(
    tmp_path: Path, rates: list[tuple[object, ...]]
) -> None:
    store = write_store(tmp_path, **DOLLARS, loans=[loan(currency="HKD")], rates=rates)
    with (
        open_engine(store, policy=policy(), standing=Q3) as engine,
        pytest.raises(MissingRateError) as raised,
    ):
        require_rates(engine)
    assert raised.value.message.en == (
        "no rate dated on or before 2025-09-30 for HKD, USD; add it to rates and load again."
    )


def test_rates_of_every_currency_in_use_are_enough(tmp_path: Path) -> None:
    store = write_store(tmp_path, **DOLLARS, rates=[("USD", LAST, 7 * 10**8)])
    with open_engine(store, policy=policy(), standing=Q3) as engine:
        require_rates(engine)
