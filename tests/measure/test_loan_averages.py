"""`loan_averages.sql`: loans granted this year, by role, kind and security (X3)."""

from datetime import date
from fractions import Fraction

import pytest

from bole.kernel.people import OPEN_END
from bole.kernel.period import Period, Standing
from tests.measure.store import Q3, Measure, item, loan, owed, share, with_items

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)
WAN = 10_000
CLASSES = ("normal", "special_mention", "substandard", "doubtful", "loss")
SKIPPED = {"led_loans", "npl_deduction", "corporate_customers"}


@pytest.mark.parametrize(
    ("kind", "security", "role", "expected"),
    [
        ("corporate", "secured", "lead", "corporate_secured_lead"),
        ("corporate", "secured", "assist", "corporate_secured_assist"),
        ("corporate", "unsecured", "lead", "corporate_unsecured_lead"),
        ("corporate", "unsecured", "assist", "corporate_unsecured_assist"),
        ("personal", "secured", "lead", "personal_lead"),
        ("personal", "unsecured", "lead", "personal_lead"),
        ("personal", "secured", "assist", "personal_assist"),
    ],
)
def test_each_kind_security_and_role_is_its_own_item(
    measure: Measure, kind: str, security: str, role: str, expected: str
) -> None:
    found = measure(
        loans=[loan(kind=kind, security=security)],
        loan_intervals=[owed(0, FIRST, OPEN_END, 3 * WAN)],
        loan_attributions=[share(0, role=role)],
    )
    assert {name: value for name, value in found.items().items() if name not in SKIPPED} == {expected: 3}


@pytest.mark.parametrize(
    ("granted_on", "counts"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_only_loans_granted_in_the_assessed_year_count(
    measure: Measure, granted_on: date, counts: bool
) -> None:
    found = measure(
        loans=[loan(granted_on=granted_on)],
        loan_intervals=[owed(0, FIRST, OPEN_END, WAN)],
        loan_attributions=[share(0, role="lead")],
    )
    assert found.amount("corporate_secured_lead") == int(counts)


def test_a_balance_counts_whatever_its_classification(measure: Measure) -> None:
    days = [date(2025, 1, day) for day in range(1, 6)]
    found = measure(
        loans=[loan()],
        loan_intervals=[owed(0, day, day, 90, name) for day, name in zip(days, CLASSES, strict=True)],
        loan_attributions=[share(0, role="lead")],
    )
    assert found.amount("corporate_secured_lead") * WAN == 5
    assert found.rows["corporate_secured_lead", 0, 0] == (5, 45_000, 50_000, 450_000_000)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), 0),
        (date(2024, 1, 1), FIRST, 1),
        (LAST, OPEN_END, 1),
        (date(2025, 4, 1), OPEN_END, 0),
        (date(2025, 1, 31), date(2025, 2, 1), 2),
    ],
)
def test_balance_and_attribution_are_cut_at_the_ends_of_each_other_and_of_the_window(
    measure: Measure, first: date, last: date, days: int
) -> None:
    one = measure(
        loans=[loan()],
        loan_intervals=[owed(0, first, last, 90)],
        loan_attributions=[share(0, role="lead")],
    )
    other = measure(
        loans=[loan()],
        loan_intervals=[owed(0, date(2024, 1, 1), OPEN_END, 90)],
        loan_attributions=[share(0, role="lead", first=first, last=last)],
    )
    assert one.amount("corporate_secured_lead") * WAN == days
    assert other.amount("corporate_secured_lead") * WAN == days


def test_lead_and_assist_of_one_loan_are_measured_apart(measure: Measure) -> None:
    found = measure(
        loans=[loan()],
        loan_intervals=[owed(0, FIRST, OPEN_END, WAN)],
        loan_attributions=[
            share(0, 0, role="assist", bp=2500),
            share(0, 0, role="lead", bp=7500),
            share(0, 1, role="assist"),
        ],
    )
    assert found.amount("corporate_secured_lead", 0) == Fraction(3, 4)
    assert found.amount("corporate_secured_assist", 0) == Fraction(1, 4)
    assert found.amount("corporate_secured_assist", 1) == 1


def test_old_loans_and_other_windows_count_where_the_policy_says_so(measure: Measure) -> None:
    source = item("corporate_secured_lead").source.model_copy(update={"granted": "any"})
    every = item("corporate_secured_lead").model_copy(update={"source": source, "window": "in_period"})
    found = measure(
        standing=Q3,
        under=with_items(every),
        loans=[loan(granted_on=date(2001, 1, 1))],
        loan_intervals=[owed(0, date(2025, 9, 30), OPEN_END, WAN)],
        loan_attributions=[share(0, role="lead")],
    )
    assert found.amount("corporate_secured_lead") == Fraction(1, 92)


def test_the_assessed_year_is_the_period_s(measure: Measure) -> None:
    found = measure(
        standing=Standing.of(Period(2024)),
        loans=[loan(0, granted_on=date(2024, 2, 29)), loan(1, granted_on=date(2025, 1, 1))],
        loan_intervals=[
            owed(0, date(2024, 12, 31), OPEN_END, WAN),
            owed(1, date(2024, 12, 31), OPEN_END, WAN),
        ],
        loan_attributions=[share(0, role="lead"), share(1, role="lead")],
    )
    assert found.amount("corporate_secured_lead") == Fraction(1, 366)
