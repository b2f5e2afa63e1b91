"""Keys, references and what the rows say together."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bole.facts import load
from tests.facts.bank import BANK, RATES_ON, VOCABULARY, changed, kinds, load_bank, plus, stored, the, write


def test_a_duplicate_key_names_the_other_row(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("balances", "002,2025-01-02,5", "001,2025-02-01,250.5"))
    finding = the(loaded, "duplicate_key")
    assert (finding.table, finding.row, finding.key) == ("balances", 6, "001/2025-02-01")
    assert finding.message.en == "Row 6 repeats the key of row 3 (balances.csv): 001/2025-02-01."


@pytest.mark.parametrize(
    ("table", "row", "column", "target"),
    [
        ("branches", "B9,名,branch,B8,", "parent_id", "branches"),
        ("managers", "M9,名,B9,market,2020-01-01,regular,外", "branch_id", "branches"),
        ("qualifications", "M9,credit,senior,regular,2024-01-01,2024-12-31", "manager_id", "managers"),
        ("accounts", "003,C9,negotiated,CNY", "customer_id", "customers"),
        ("balances", "009,2025-01-01,1", "account_id", "accounts"),
        ("loans", "L9,C9,personal,secured,2025-01-01,CNY", "customer_id", "customers"),
        ("loan_balances", "L9,2025-01-01,1,normal", "loan_id", "loans"),
        ("interest", "L9,2025-01-01,1,1,", "loan_id", "loans"),
        ("settlements", "S9,C9,2025-01-01,documentary,1", "customer_id", "customers"),
        ("attributions", "account,009,M1,owner,1,2025-01-01,", "subject_id", "accounts"),
        ("attributions", "loan,L9,M1,lead,1,2025-01-01,", "subject_id", "loans"),
        ("attributions", "customer,C9,M1,owner,1,2025-01-01,", "subject_id", "customers"),
        ("attributions", "customer,C2,M9,owner,1,2025-01-01,", "manager_id", "managers"),
        ("error_points", "M9,2025-01-01,E1.1,1,base", "manager_id", "managers"),
        ("risk_findings", "L9,M1,2025-01-01,true", "loan_id", "loans"),
        ("risk_findings", "L1,M9,2025-01-01,true", "manager_id", "managers"),
        ("grace_periods", "M9,npl,2025-01-01", "manager_id", "managers"),
        ("design_scores", "M9,2025Q1,1", "manager_id", "managers"),
        ("tier_history", "M9,2020,,true", "manager_id", "managers"),
    ],
)
def test_a_dangling_reference_is_an_error(
    tmp_path: Path, table: str, row: str, column: str, target: str
) -> None:
    loaded = load_bank(tmp_path, plus(table, row))
    finding = the(loaded, "dangling_reference")
    last_row = BANK[table].count("\n") + 1
    assert (finding.table, finding.row, finding.column) == (table, last_row, column)
    assert finding.message.en.endswith(f"which table {target} does not hold.")


def test_branches_above_themselves_are_an_error(tmp_path: Path) -> None:
    rows = ("B3,三,branch,B4,", "B4,四,branch,B3,", "B5,五,department,B5,", "B6,六,department,B5,")
    loaded = load_bank(tmp_path, plus("branches", *rows))
    assert [(finding.kind, finding.key, finding.row) for finding in loaded.findings] == [
        ("branch_cycle", "B3", 4),
        ("branch_cycle", "B4", 5),
        ("branch_cycle", "B5", 6),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "account,002,M1,lead,0,2026-01-01,",
        "customer,C2,M1,assist,1,2026-01-01,",
        "loan,L1,M1,owner,1,2026-01-01,",
    ],
)
def test_a_role_must_fit_its_subject(tmp_path: Path, row: str) -> None:
    finding = the(load_bank(tmp_path, plus("attributions", row)), "role_misfit")
    assert (finding.row, finding.column) == (8, "role")


def test_nothing_ends_before_it_starts(tmp_path: Path) -> None:
    bank = plus("attributions", "customer,C2,M1,owner,1,2025-01-02,2025-01-01")
    bank["attributions"] += "customer,C2,M2,owner,1,2025-01-01,2025-01-01\n"
    bank["qualifications"] += "M1,credit,senior,regular,2025-01-02,2025-01-01\n"
    loaded = load_bank(tmp_path, bank)
    assert [(finding.kind, finding.table, finding.row) for finding in loaded.findings] == [
        ("ends_before_start", "attributions", 8),
        ("ends_before_start", "qualifications", 4),
    ]


def test_shares_may_reach_a_hundred_percent_exactly(tmp_path: Path) -> None:
    rows = ("customer,C2,M1,owner,33.34,2025-01-01,", "customer,C2,M2,owner,66.66,2025-01-01,2025-12-31")
    assert kinds(load_bank(tmp_path, plus("attributions", *rows))) == []


def test_one_basis_point_more_is_an_error_from_its_first_day(tmp_path: Path) -> None:
    rows = (
        "customer,C2,M1,owner,33.34,2024-01-01,2025-02-28",
        "customer,C2,M2,owner,66.67,2025-02-28,",
        "customer,C2,M3,owner,33.33,2025-03-01,",
        "customer,C2,M3,owner,100,2030-01-01,",
    )
    finding = the(load_bank(tmp_path, plus("attributions", *rows)), "share_sum")
    assert (finding.row, finding.key, finding.column) == (9, "C2", "share")
    assert finding.message.en == (
        "The owner shares of customer C2 add up to 100.01 % from 2025-02-28 on, more than 100 %."
    )


def test_successive_managers_and_different_roles_do_not_add_up(tmp_path: Path) -> None:
    rows = (
        "customer,C2,M1,owner,100,2025-01-01,2025-01-31",
        "customer,C2,M2,owner,100,2025-02-01,2025-02-28",
        "loan,L1,M2,lead,100,2024-01-10,2025-01-09",
    )
    assert kinds(load_bank(tmp_path, plus("attributions", *rows))) == []


def test_negative_loans_and_interest_are_errors(tmp_path: Path) -> None:
    bank = plus("loan_balances", "L1,2025-03-02,-0.05,normal")
    bank["interest"] += "L1,2025-06-20,-1,-1234.5,\n"
    loaded = load_bank(tmp_path, bank)
    assert [(finding.kind, finding.column, finding.row) for finding in loaded.findings] == [
        ("negative_interest", "collected", 4),
        ("negative_interest", "due", 4),
        ("negative_loan_balance", "balance", 4),
    ]
    assert the(loaded, "negative_loan_balance").message.en.endswith(": -0.05.")


def test_an_outcome_must_be_offered_by_its_item(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("error_points", "M1,2025-01-01,E2.1,1,cancel"))
    finding = the(loaded, "outcome_not_offered")
    assert (finding.row, finding.column, finding.key) == (3, "outcome", "M1/2025-01-01/E2.1")
    assert finding.remedy.en == "The item offers: base."


@pytest.mark.parametrize(("rates_on", "found"), [(date(2024, 12, 30), 1), (date(2024, 12, 31), 0), (None, 0)])
def test_a_currency_needs_a_rate_by_the_last_day(tmp_path: Path, rates_on: date | None, found: int) -> None:
    loaded = load_bank(tmp_path, BANK, rates_on=rates_on)
    assert kinds(loaded) == ["currency_without_rate"] * found


def test_a_currency_without_any_rate_is_named(tmp_path: Path) -> None:
    bank = plus("loans", "L2,C1,personal,secured,2025-01-01,EUR")
    finding = the(load_bank(tmp_path, bank, rates_on=None), "currency_without_rate")
    assert (finding.table, finding.key, finding.row) == ("rates", "EUR", None)
    assert finding.message == (
        "币种 EUR 没有汇率。",
        "Currency EUR has no rate.",
    )


def test_cny_is_one_and_leaves_no_row(tmp_path: Path) -> None:
    assert len(stored(load_bank(tmp_path, plus("rates", "CNY,2025-01-01,1.0")), "rates")) == 1
    loaded = load_bank(tmp_path, plus("rates", "CNY,2025-01-01,1.01"))
    assert (the(loaded, "cny_rate").row, kinds(loaded)) == (3, ["cny_rate"])


@pytest.mark.parametrize(
    ("row", "actual", "difference"),
    [
        ("balances,2025-01-31,corporate_demand,CNY,100.01", "100.00", "-0.01"),
        ("balances,2025-02-01,corporate_demand,CNY,100", "250.50", "150.50"),
        ("balances,2024-11-30,corporate_demand,CNY,1", "0.00", "-1.00"),
        ("balances,2025-02-01,corporate_demand,USD,1", "0.00", "-1.00"),
        ("loan_balances,2025-02-28,corporate,CNY,900", "1000.00", "100.00"),
        ("settlements,2025-02-02,documentary,USD,999", "1000.00", "1.00"),
        ("settlements,2025-02-03,documentary,USD,1000", "0.00", "-1000.00"),
    ],
)
def test_a_control_total_must_match(tmp_path: Path, row: str, actual: str, difference: str) -> None:
    finding = the(load_bank(tmp_path, plus("control_totals", row)), "control_total")
    assert (finding.row, finding.column) == (6, "total")
    assert f"the rows add up to {actual}, a difference of {difference}." in finding.message.en


def test_control_totals_wait_for_tables_without_errors(tmp_path: Path) -> None:
    bank = plus("control_totals", "balances,2025-01-31,corporate_demand,CNY,5")
    bank["balances"] += "001,2025-01-15,?\n"
    bank["settlements"] += "S2,C1,?,documentary,1\n"
    assert kinds(load_bank(tmp_path, bank)) == ["unparsable_value", "unparsable_value"]


def test_a_negative_deposit_is_a_warning_and_counts(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("balances", "001,2025-03-01,-5"))
    finding = the(loaded, "negative_deposit_balance")
    assert (finding.severity, finding.row, finding.column) == ("warning", 5, "balance")
    assert (0, "2025-03-01", "9999-12-31", -500) in stored(loaded, "account_intervals")


def test_an_account_of_nobody_is_a_warning(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("accounts", "C1,C1,negotiated,CNY"))
    finding = the(loaded, "account_without_attribution")
    assert (finding.severity, finding.row, finding.key) == ("warning", 4, "C1")


def test_only_assessed_managers_are_expected_to_be_qualified(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("managers", "M5,孙八,B2,market,2025-01-01,regular,"))
    finding = the(loaded, "manager_without_qualification")
    assert (finding.severity, finding.row, finding.key) == ("warning", 6, "M5")
    assert loaded.store is not None


def test_the_policy_says_which_posts_are_assessed(tmp_path: Path) -> None:
    vocabulary = replace(VOCABULARY, posts={**VOCABULARY.posts, "specialist": True, "market": False})
    bank = plus("managers", "M5,孙八,B2,market,2025-01-01,regular,")
    loaded = load(
        write(tmp_path / "facts", bank), tmp_path / "store", vocabulary=vocabulary, rates_on=RATES_ON
    )
    finding = the(loaded, "manager_without_qualification")
    assert (finding.row, finding.key) == (4, "M3")


def test_a_table_with_ragged_rows_makes_no_false_dangling_references(tmp_path: Path) -> None:
    customers = BANK["customers"].replace("C2,钱七,personal,", "C2,钱七")
    assert kinds(load_bank(tmp_path, changed(customers=customers))) == ["ragged_row"]
