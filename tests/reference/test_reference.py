"""What the golden banks do not show, worked out by hand: loans in trouble, exits, rates, grace."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.reference import assess
from tests.reference.display import decimal6
from tests.reference.facts import Tables, years_later


def _bank(post: str = "credit", hired_on: str = "2010-01-01", hire_type: str = "regular") -> Tables:
    """One manager of a branch with factor 1 who holds 2 000 万元 of demand deposits all year.

    They count 2 000 as average deposit and 2 400 as composite volume.
    """
    return {
        "branches": [
            {"branch_id": "HQ", "parent_id": "", "standard_factor": ""},
        ],
        "managers": [
            {
                "manager_id": "M1",
                "branch_id": "HQ",
                "post": post,
                "hired_on": hired_on,
                "hire_type": hire_type,
                "excluded_reason": "",
            }
        ],
        "customers": [{"customer_id": f"C{n}", "kind": "corporate"} for n in range(5)],
        "accounts": [
            {
                "account_id": f"A{n}",
                "customer_id": f"C{n}",
                "product": "corporate_demand",
                "currency": "CNY",
            }
            for n in range(5)
        ],
        "balances": [{"account_id": f"A{n}", "date": "2020-01-01", "balance": "4000000"} for n in range(5)],
        "attributions": [_attribution("account", f"A{n}") for n in range(5)],
    }


def _attribution(kind: str, subject_id: str, role: str = "owner", share: str = "100") -> dict[str, str]:
    return {
        "subject_type": kind,
        "subject_id": subject_id,
        "manager_id": "M1",
        "role": role,
        "share": share,
        "valid_from": "2000-01-01",
        "valid_to": "",
    }


def _lend(bank: Tables, loan_id: str, *, balance: str, classification: str = "normal", **cells: str) -> None:
    """A loan of an old date, led by the manager alone unless said otherwise."""
    loan = {
        "loan_id": loan_id,
        "customer_id": "C0",
        "kind": "corporate",
        "security": "secured",
        "granted_on": "2020-05-05",
        "currency": "CNY",
    }
    bank.setdefault("loans", []).append(loan | cells)
    bank.setdefault("loan_balances", []).append(
        {"loan_id": loan_id, "date": "2020-05-05", "balance": balance, "classification": classification}
    )
    bank["attributions"].append(_attribution("loan", loan_id, "lead"))


def _pay(bank: Tables, loan_id: str, due_on: str, due: str, collected: str, collected_on: str) -> None:
    bank.setdefault("interest", []).append(
        {
            "loan_id": loan_id,
            "due_on": due_on,
            "due": due,
            "collected": collected,
            "collected_on": collected_on,
        }
    )


def _one(bank: Tables, period: str = "2025", as_of: date | None = None) -> dict[str, Any]:
    [manager] = assess(bank, period, as_of)["managers"]
    assert isinstance(manager, dict)
    return manager


def test_deposits_of_the_whole_year() -> None:
    manager = _one(_bank())
    assert manager["measures"]["average_deposit"] == "2000.000000"
    assert manager["measures"]["composite_volume"] == "2400.000000"
    assert manager["measures"]["npl_ratio"] is None


def test_a_foreign_loan_of_this_year_counts_at_the_last_known_rate() -> None:
    bank = _bank()
    _lend(bank, "L1", balance="1000000", granted_on="2025-01-01", currency="USD")
    bank["rates"] = [
        {"currency": "USD", "date": "2025-06-30", "cny_per_unit": "7.12345678"},
        {"currency": "USD", "date": "2026-01-01", "cny_per_unit": "9"},
    ]
    component = _one(bank)["components"]["corporate_secured_lead"]
    assert component == {"amount": "712.345678", "credited": "284.938271"}  # 0.4 of it is 284.9382712


def test_non_performing_led_loans_are_deducted_and_measured() -> None:
    bank = _bank()
    _lend(bank, "L1", balance="9700000")
    _lend(bank, "L2", balance="300000", classification="doubtful")
    manager = _one(bank)
    assert manager["components"]["npl_deduction"] == {"amount": "30.000000", "credited": "-30.000000"}
    assert manager["measures"]["npl_ratio"] == "0.030000"
    assert manager["measures"]["composite_volume"] == "2370.000000"


@pytest.mark.parametrize(
    ("bad", "finder", "found_on", "own_cause", "outcomes"),
    [
        ("300000", "M1", "2025-12-31", "true", []),
        ("300000.01", "M1", "2025-12-31", "true", ["grace_started"]),
        ("300000.01", "M1", "2026-01-01", "true", []),
        ("300000.01", "M1", "2025-12-31", "false", []),
        ("300000.01", "M2", "2025-12-31", "true", []),
    ],
)
def test_only_own_cause_above_three_percent_starts_grace(
    bad: str, finder: str, found_on: str, own_cause: str, outcomes: list[str]
) -> None:
    bank = _bank(post="design")
    _lend(bank, "L1", balance="9700000")
    _lend(bank, "L2", balance=bad, classification="loss")
    bank["risk_findings"] = [
        {"loan_id": "L2", "manager_id": finder, "date": found_on, "own_cause": own_cause}
    ]
    assert _one(bank)["outcomes"] == outcomes


@pytest.mark.parametrize(
    ("started_on", "outcomes", "passed"),
    [
        ("2025-01-01", ["in_grace"], True),
        ("2024-12-31", ["qualification_cancelled", "grace_expired"], False),
        ("2026-01-01", ["grace_started"], True),
    ],
)
def test_grace_lasts_one_year(started_on: str, outcomes: list[str], *, passed: bool) -> None:
    bank = _bank(post="market")
    bank["balances"] = [row | {"balance": "8000000"} for row in bank["balances"]]
    _lend(bank, "L1", balance="100")
    _pay(bank, "L1", "2025-03-01", "100", "97.99", "2025-03-01")
    bank["grace_periods"] = [{"manager_id": "M1", "reason": "interest", "started_on": started_on}]
    manager = _one(bank)
    assert (manager["outcomes"], manager["passed"]) == (outcomes, passed)
    assert (manager["qualified_tier"], manager["treatment_tier"]) == ("T1", None)


def test_interest_counts_what_is_due_in_the_year_and_collected_by_its_last_day() -> None:
    bank = _bank()
    _lend(bank, "L1", balance="100")
    _pay(bank, "L1", "2025-01-01", "10000", "10500", "2024-12-01")  # early and too much
    _pay(bank, "L1", "2025-12-31", "10000", "10000", "2026-01-01")  # too late
    _pay(bank, "L1", "2024-12-31", "99999", "0", "")
    _pay(bank, "L1", "2026-01-01", "99999", "0", "")
    manager = _one(bank)
    assert manager["measures"]["interest_collection_rate"] == "0.525000"
    assert manager["components"]["interest_deduction"] == {"amount": "0.950000", "credited": "-0.950000"}


@pytest.mark.parametrize(
    ("hire_type", "hired_on", "outcome"),
    [
        ("regular", "2025-12-31", "transferred_out"),
        ("new_hire", "2025-01-01", "newcomer_grace"),
        ("new_hire", "2024-12-31", "transferred_out"),
        ("graduate", "2024-01-01", "newcomer_grace"),
        ("graduate", "2023-12-31", "transferred_out"),
    ],
)
def test_below_the_floor_of_volume_leads_out_unless_newly_hired(
    hire_type: str, hired_on: str, outcome: str
) -> None:
    assert _one(_bank(hired_on=hired_on, hire_type=hire_type))["outcomes"] == [outcome]
    assert _one(_bank("design", hired_on=hired_on, hire_type=hire_type))["outcomes"] == []


def test_points_take_a_quarter_down_even_where_there_is_nothing_to_take() -> None:
    bank = _bank()
    bank["error_points"] = [
        {"manager_id": "M1", "date": day, "item": "E1.7b", "occurrences": "1", "outcome": "base"}
        for day in ("2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01")
    ]
    manager = _one(bank, "2025Q2")
    assert manager["error_points"] == {"quarter": 40, "year": 60}
    assert manager["outcomes"] == ["demoted_one_tier"]
    assert (manager["treatment_tier"], manager["bonus_deduction"]) == (None, "0.400000")


def test_a_window_to_a_day_divides_by_its_own_days() -> None:
    bank = _bank()
    bank["balances"] = [{"account_id": "A0", "date": "2024-02-29", "balance": "6000000"}]
    assert _one(bank, "2024", date(2024, 2, 29))["measures"]["average_deposit"] == "10.000000"


def test_halves_round_away_from_zero_and_zero_has_no_sign() -> None:
    half = Fraction(5, 10**7)
    assert [decimal6(half), decimal6(-half), decimal6(-half / 2)] == ["0.000001", "-0.000001", "0.000000"]


def test_anniversaries_of_a_leap_day() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)
