"""`settlements.sql`: US dollars in the period, by the customer's manager of the day (X3)."""

from datetime import date
from fractions import Fraction

import pytest

from tests.measure.store import Q3, YEAR, Measure, item, share, with_items

DAY = date(2025, 8, 15)


def settled(
    number: int, on: date, dollars: int, kind: str = "documentary", customer: int = 0
) -> tuple[object, ...]:
    return number, f"S{number}", customer, on, kind, dollars * 100


@pytest.mark.parametrize("kind", ["documentary", "trade_remittance", "non_trade_remittance"])
def test_each_kind_is_its_own_item_in_ten_thousands_of_dollars(measure: Measure, kind: str) -> None:
    found = measure(
        standing=Q3, settlements=[settled(0, DAY, 25_000, kind)], customer_attributions=[share(0)]
    )
    assert found.items() == {f"settlement_{kind}": Fraction(5, 2)}


@pytest.mark.parametrize(
    ("on", "in_quarter", "in_year"),
    [
        (date(2024, 12, 31), False, False),
        (date(2025, 1, 1), False, True),
        (date(2025, 6, 30), False, True),
        (date(2025, 7, 1), True, True),
        (date(2025, 9, 30), True, True),
        (date(2025, 10, 1), False, True),
        (date(2025, 12, 31), False, True),
        (date(2026, 1, 1), False, False),
    ],
)
def test_a_settlement_counts_in_the_quarter_or_the_whole_year(
    measure: Measure, on: date, in_quarter: bool, in_year: bool
) -> None:
    facts = {"settlements": [settled(0, on, 10_000)], "customer_attributions": [share(0)]}
    assert measure(standing=Q3, **facts).amount("settlement_documentary") == int(in_quarter)
    assert measure(standing=YEAR, **facts).amount("settlement_documentary") == int(in_year)


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (date(2000, 1, 1), date(2025, 8, 14), False),
        (date(2000, 1, 1), DAY, True),
        (DAY, date(2099, 1, 1), True),
        (date(2025, 8, 16), date(2099, 1, 1), False),
    ],
)
def test_the_manager_of_the_day_gets_it(measure: Measure, first: date, last: date, counts: bool) -> None:
    found = measure(
        standing=Q3,
        settlements=[settled(0, DAY, 10_000)],
        customer_attributions=[share(0, first=first, last=last)],
    )
    assert found.amount("settlement_documentary") == int(counts)


def test_shares_split_a_settlement(measure: Measure) -> None:
    found = measure(
        standing=Q3,
        settlements=[settled(0, DAY, 10_000), settled(1, DAY, 10_000, customer=1)],
        customer_attributions=[share(0, 0, bp=1), share(0, 1, bp=9999)],
    )
    assert found.amount("settlement_documentary", 0) == Fraction(1, 10_000)
    assert found.amount("settlement_documentary", 1) == Fraction(9999, 10_000)
    assert found.rows["settlement_documentary", 0, 0] == (1, 1_000_000, 1, 1_000_000)


def test_settlements_stay_in_dollars_whatever_the_rate(measure: Measure) -> None:
    found = measure(
        standing=Q3,
        settlements=[settled(0, DAY, 10_000)],
        customer_attributions=[share(0)],
        rates=[("USD", date(2025, 9, 30), 700_000_000)],
    )
    assert found.amount("settlement_documentary") == 1


def test_the_year_to_date_counts_where_the_policy_says_so(measure: Measure) -> None:
    yearly = item("settlement_documentary").model_copy(update={"window": "year_to_date"})
    found = measure(
        standing=Q3,
        under=with_items(yearly),
        settlements=[
            settled(0, date(2025, 1, 1), 10_000),
            settled(1, date(2025, 1, 1), 10_000, "trade_remittance"),
        ],
        customer_attributions=[share(0)],
    )
    assert found.items() == {"settlement_documentary": 1}
