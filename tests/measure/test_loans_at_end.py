"""`loans_at_end.sql`: what is led, bad, and bad by own cause on the last day (§27, §29)."""

from datetime import date
from fractions import Fraction

import pytest

from bole.kernel.people import OPEN_END
from tests.measure.store import Measure, loan, owed, share

LAST = date(2025, 3, 31)
OLD = date(2019, 1, 1)
WAN = 10_000


@pytest.mark.parametrize(
    ("classification", "bad"),
    [("normal", 0), ("special_mention", 0), ("substandard", 1), ("doubtful", 1), ("loss", 1)],
)
def test_the_last_three_classifications_are_non_performing(
    measure: Measure, classification: str, bad: int
) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, WAN, classification)],
        loan_attributions=[share(0, role="lead")],
    )
    assert found.amount("led_loans") == 1
    assert found.amount("npl_deduction") == bad


def test_what_counts_is_the_balance_of_the_last_day(measure: Measure) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[
            owed(0, OLD, date(2025, 3, 30), 9 * WAN, "loss"),
            owed(0, LAST, LAST, 2 * WAN, "substandard"),
            owed(0, date(2025, 4, 1), OPEN_END, 7 * WAN, "normal"),
        ],
        loan_attributions=[share(0, role="lead")],
    )
    assert [found.amount(name) for name in ("led_loans", "npl_deduction")] == [2, 2]


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (OLD, date(2025, 3, 30), False),
        (OLD, LAST, True),
        (LAST, OPEN_END, True),
        (date(2025, 4, 1), OPEN_END, False),
    ],
)
def test_what_counts_is_the_attribution_of_the_last_day(
    measure: Measure, first: date, last: date, counts: bool
) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, WAN, "loss")],
        loan_attributions=[share(0, role="lead", first=first, last=last)],
    )
    assert found.amount("npl_deduction") == int(counts)


def test_only_led_loans_count_by_their_share(measure: Measure) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, 3, "loss")],
        loan_attributions=[share(0, 0, role="lead", bp=3333), share(0, 1, role="assist")],
    )
    assert found.amount("npl_deduction", 0) * WAN == Fraction(3 * 3333, 10_000)
    assert found.amount("npl_deduction", 1) == 0
    assert found.rows["npl_deduction", 0, 0] == (1, 300, 3333, 300 * 3333)


@pytest.mark.parametrize("kind", ["corporate", "personal"])
@pytest.mark.parametrize("granted_on", [date(1999, 1, 1), LAST])
def test_loans_of_every_kind_old_and_new_count(measure: Measure, kind: str, granted_on: date) -> None:
    found = measure(
        loans=[loan(kind=kind, security="unsecured", granted_on=granted_on)],
        loan_intervals=[owed(0, LAST, OPEN_END, WAN, "loss")],
        loan_attributions=[share(0, role="lead")],
    )
    assert [found.amount(name) for name in ("led_loans", "npl_deduction")] == [1, 1]


@pytest.mark.parametrize(
    ("findings", "own_cause"),
    [
        ([], 0),
        ([(0, 0, LAST, True)], 1),
        ([(0, 0, date(2025, 4, 1), True)], 0),
        ([(0, 0, LAST, False)], 0),
        ([(0, 1, LAST, True)], 0),
        ([(0, 0, date(2020, 1, 1), True), (0, 0, LAST, True)], 1),
        ([(0, 0, date(2020, 1, 1), True), (0, 0, LAST, False)], 1),
    ],
)
def test_own_cause_needs_a_finding_against_the_manager_by_the_last_day(
    measure: Measure, findings: list[tuple[object, ...]], own_cause: int
) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, WAN, "doubtful")],
        loan_attributions=[share(0, role="lead")],
        risk_findings=findings,
    )
    assert found.amount("npl_deduction") == 1
    assert found.amount("led_own_cause_npl") == own_cause


def test_a_performing_loan_with_a_finding_is_not_bad(measure: Measure) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, WAN, "special_mention")],
        loan_attributions=[share(0, role="lead")],
        risk_findings=[(0, 0, LAST, True)],
    )
    assert found.amount("led_own_cause_npl") == 0


def test_ratios_are_of_the_share_weighted_balances(measure: Measure) -> None:
    found = measure(
        loans=[loan(0, granted_on=OLD), loan(1, granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, 100, "loss"), owed(1, OLD, OPEN_END, 300)],
        loan_attributions=[share(0, role="lead", bp=5000), share(1, role="lead")],
    )
    ratio = found.measures[0].indicators["npl_ratio"]
    assert ratio is not None
    assert Fraction(*ratio) == Fraction(50, 350)


def test_without_loans_or_with_nothing_owed_the_ratio_does_not_apply(measure: Measure) -> None:
    found = measure(
        loans=[loan(granted_on=OLD)],
        loan_intervals=[owed(0, OLD, OPEN_END, 0)],
        loan_attributions=[share(0, role="lead")],
    )
    assert found.measures[0].indicators["npl_ratio"] is None
    assert found.measures[0].indicators["own_cause_npl_ratio"] is None
