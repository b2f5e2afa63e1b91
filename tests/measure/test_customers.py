"""`customers.sql`: distinct corporate customers of the last day (§27)."""

from datetime import date

import pytest

from bole.kernel.people import OPEN_END
from tests.measure.store import Measure, account, item, loan, share, with_items

LAST = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2000, 1, 1), date(2025, 3, 30), 0),
        (date(2000, 1, 1), LAST, 1),
        (LAST, OPEN_END, 1),
        (date(2025, 4, 1), OPEN_END, 0),
    ],
)
def test_a_customer_counts_when_attributed_on_the_last_day(
    measure: Measure, first: date, last: date, count: int
) -> None:
    accounts = measure(accounts=[account()], account_attributions=[share(0, first=first, last=last)])
    loans = measure(loans=[loan()], loan_attributions=[share(0, role="lead", first=first, last=last)])
    assert accounts.amount("corporate_customers") == count
    assert loans.amount("corporate_customers") == count


def test_a_customer_counts_once_whatever_is_held_and_in_whatever_share_or_role(measure: Measure) -> None:
    found = measure(
        accounts=[account(0), account(1), account(2, customer=1)],
        account_attributions=[share(0, bp=1), share(1, bp=0), share(2)],
        loans=[loan(0), loan(1, customer=1)],
        loan_attributions=[share(0, role="assist"), share(1, role="lead")],
    )
    assert found.amount("corporate_customers") == 2
    assert found.rows["corporate_customers", 0, 1] == (1, 1, 10_000, 10_000)


def test_personal_customers_do_not_count(measure: Measure) -> None:
    found = measure(accounts=[account(customer=2)], account_attributions=[share(0)])
    assert found.amount("corporate_customers") == 0


def test_each_manager_of_a_shared_customer_counts_it(measure: Measure) -> None:
    found = measure(accounts=[account()], account_attributions=[share(0, 0, bp=5000), share(0, 1, bp=5000)])
    assert [found.amount("corporate_customers", number) for number in (0, 1)] == [1, 1]


def test_being_the_customer_s_manager_alone_does_not_count(measure: Measure) -> None:
    assert measure(customer_attributions=[share(0)]).items() == {}


def test_the_account_need_not_have_a_balance_nor_a_product_that_counts(measure: Measure) -> None:
    found = measure(accounts=[account(product="negotiated")], account_attributions=[share(0)])
    assert found.amount("corporate_customers") == 1


@pytest.mark.parametrize(("last", "count"), [(date(2024, 12, 31), 0), (date(2025, 1, 1), 1)])
def test_anyone_held_during_the_window_counts_where_the_policy_says_so(
    measure: Measure, last: date, count: int
) -> None:
    ever = item("corporate_customers").model_copy(update={"window": "year_to_date"})
    found = measure(under=with_items(ever), accounts=[account()], account_attributions=[share(0, last=last)])
    assert found.amount("corporate_customers") == count
