"""`interest.sql`: due and collected in the year to date, by the lead of the due date (§27, X2)."""

from datetime import date
from fractions import Fraction

import pytest

from tests.measure.store import Q3, Measure, item, loan, share, with_items

LAST = date(2025, 3, 31)
DUE = date(2025, 2, 20)
WAN = 10_000
LED = {"loans": [loan(granted_on=date(2019, 1, 1))], "loan_attributions": [share(0, role="lead")]}


def due(on: date, yuan: int, collected: int = 0, collected_on: date | None = None) -> tuple[object, ...]:
    return 0, on, yuan * 100, collected * 100, collected_on


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (LAST, True),
        (date(2025, 4, 1), False),
    ],
)
def test_interest_counts_by_its_due_date_in_the_year_to_date(
    measure: Measure, on: date, counts: bool
) -> None:
    found = measure(**LED, interest=[due(on, WAN)])
    assert found.amount("interest_due") == int(counts)
    assert found.amount("interest_deduction") == int(counts)


@pytest.mark.parametrize(
    ("collected_on", "collected"),
    [(date(2024, 12, 1), 3), (DUE, 3), (LAST, 3), (date(2025, 4, 1), 0), (None, 0)],
)
def test_collected_counts_when_it_came_in_by_the_last_day(
    measure: Measure, collected_on: date | None, collected: int
) -> None:
    found = measure(**LED, interest=[due(DUE, 4 * WAN, 3 * WAN, collected_on)])
    assert found.amount("interest_collected") == collected
    assert found.amount("interest_deduction") == 4 - collected


def test_rows_of_one_day_add_up(measure: Measure) -> None:
    found = measure(**LED, interest=[due(DUE, WAN, WAN, DUE), due(DUE, WAN), due(DUE, WAN)])
    assert [found.amount(name) for name in ("interest_due", "interest_collected")] == [3, 1]
    assert found.rows["interest_due", 0, 0] == (3, 3_000_000, 30_000, 3_000_000 * 10_000)


def test_more_than_was_due_may_be_collected(measure: Measure) -> None:
    found = measure(**LED, interest=[due(DUE, WAN, 2 * WAN, DUE)])
    assert found.amount("interest_deduction") == -1
    rate = found.measures[0].indicators["interest_collection_rate"]
    assert rate is not None
    assert Fraction(*rate) == 2


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (date(2000, 1, 1), date(2025, 2, 19), False),
        (date(2000, 1, 1), DUE, True),
        (DUE, LAST, True),
        (date(2025, 2, 21), LAST, False),
    ],
)
def test_the_lead_of_the_due_date_answers_for_it(
    measure: Measure, first: date, last: date, counts: bool
) -> None:
    found = measure(
        loans=[loan()],
        loan_attributions=[share(0, role="lead", first=first, last=last)],
        interest=[due(DUE, WAN)],
    )
    assert found.amount("interest_due") == int(counts)


def test_shares_of_the_due_date_weigh_both_parts_and_assisting_counts_nothing(measure: Measure) -> None:
    found = measure(
        loans=[loan()],
        loan_attributions=[
            share(0, 0, role="lead", bp=2500, last=DUE),
            share(0, 0, role="lead", bp=7500, first=date(2025, 2, 21)),
            share(0, 1, role="assist"),
        ],
        interest=[due(DUE, 4, 2, DUE), due(LAST, 4, 4, LAST)],
    )
    assert found.amount("interest_due") * WAN == 1 + 3
    assert found.amount("interest_collected") * WAN == Fraction(1, 2) + 3
    assert found.amount("interest_deduction") * WAN == Fraction(1, 2)
    assert found.amount("interest_due", 1) == 0


def test_nothing_due_means_that_the_rate_does_not_apply(measure: Measure) -> None:
    found = measure(**LED, interest=[due(DUE, 0)])
    assert found.measures[0].indicators["interest_collection_rate"] is None


def test_interest_of_the_period_alone_where_the_policy_says_so(measure: Measure) -> None:
    quarterly = item("interest_due").model_copy(update={"window": "in_period"})
    found = measure(
        standing=Q3,
        under=with_items(quarterly),
        **LED,
        interest=[due(date(2025, 6, 30), 2 * WAN), due(date(2025, 7, 1), WAN)],
    )
    assert found.amount("interest_due") == 1
    assert found.amount("interest_deduction") == 3
