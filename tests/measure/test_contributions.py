"""`contributions.sql`: what is written for anyone to add up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from bole.kernel.people import OPEN_END
from bole.measure import open_engine, write_contributions
from tests.measure.store import Q1, Measure, account, held, loan, owed, policy, share, write_store

FIRST = date(2025, 1, 1)
WAN = 10_000


def test_a_row_says_whose_what_how_long_and_how_much(measure: Measure) -> None:
    found = measure(
        accounts=[account(product="corporate_demand")],
        account_intervals=[held(0, date(2025, 2, 1), OPEN_END, 90)],
        account_attributions=[share(0, bp=3333)],
    )
    (row,) = [row for row in found.written if row["component"] == "corporate_demand"]
    exact = Fraction(90 * 59 * 3333, 90 * 10_000 * WAN)
    assert {key: row[key] for key in ("manager_id", "subject_type", "subject_id", "currency", "days")} == {
        "manager_id": "M1",
        "subject_type": "account",
        "subject_id": "A0",
        "currency": "CNY",
        "days": 59,
    }
    assert row["balance_days_fen"] == 9000 * 59
    assert row["share"] == Decimal("33.33")
    assert row["amount"] == Decimal("0.001966")
    assert row["credited"] == Decimal("0.002360")
    assert Fraction(int(row["amount_numerator"]), int(row["amount_denominator"])) == exact
    assert Fraction(int(row["credited_numerator"]), int(row["credited_denominator"])) == exact * Fraction(
        6, 5
    )


def test_every_kind_of_subject_is_named(measure: Measure) -> None:
    found = measure(
        accounts=[account()],
        account_intervals=[held(0, FIRST, OPEN_END, 1)],
        account_attributions=[share(0)],
        loans=[loan(customer=1)],
        loan_intervals=[owed(0, FIRST, OPEN_END, 1)],
        loan_attributions=[share(0, role="lead")],
        settlements=[(0, "S1", 0, FIRST, "documentary", 100)],
        customer_attributions=[share(0)],
    )
    assert {
        (row["component"], row["subject_type"], row["subject_id"], row["currency"]) for row in found.written
    } == {
        ("corporate_time", "account", "A0", "CNY"),
        ("corporate_secured_lead", "loan", "L0", "CNY"),
        ("led_loans", "loan", "L0", "CNY"),
        ("settlement_documentary", "settlement", "S1", None),
        ("corporate_customers", "customer", "C1", None),
        ("corporate_customers", "customer", "C2", None),
    }


def test_what_is_no_component_is_credited_with_nothing(measure: Measure) -> None:
    found = measure(accounts=[account()], account_attributions=[share(0)])
    (row,) = found.written
    assert row["component"] == "corporate_customers"
    assert row["amount"] == 1
    assert row["credited"] is row["credited_numerator"] is None


def test_deductions_are_credited_below_zero(measure: Measure) -> None:
    found = measure(
        loans=[loan(granted_on=date(2019, 1, 1))],
        loan_intervals=[owed(0, FIRST, OPEN_END, WAN, "loss")],
        loan_attributions=[share(0, role="lead")],
    )
    (row,) = [row for row in found.written if row["component"] == "npl_deduction"]
    assert (row["amount"], row["credited"]) == (1, -1)


def test_printed_amounts_that_round_alike_still_add_up(measure: Measure) -> None:
    count = 7
    found = measure(
        accounts=[account(number) for number in range(count)],
        account_intervals=[held(number, FIRST, date(2025, 1, 30), 1) for number in range(count)],
        account_attributions=[share(number, bp=5000) for number in range(count)],
    )
    rows = [row for row in found.written if row["component"] == "corporate_time"]
    assert [row["subject_id"] for row in rows] == [f"A{number}" for number in range(count)]
    printed = found.measures[0].components["corporate_time"].amount.printed()
    assert str(sum(row["amount"] for row in rows)) == printed == "0.000117"
    assert {row["amount"] for row in rows} == {Decimal("0.000016"), Decimal("0.000017")}


def test_a_negative_half_rounds_away_from_zero_like_a_positive_one(measure: Measure) -> None:
    found = measure(
        accounts=[account(0), account(1, product="corporate_demand")],
        account_intervals=[(0, FIRST, OPEN_END, 1), (1, FIRST, OPEN_END, -1)],
        account_attributions=[share(0, bp=5000), share(1, bp=5000)],
    )
    printed = {row["component"]: row["amount"] for row in found.written}
    assert printed["corporate_time"] == Decimal("0.000001")
    assert printed["corporate_demand"] == Decimal("-0.000001")


def test_rows_are_in_order_of_manager_component_and_subject(measure: Measure) -> None:
    found = measure(
        accounts=[account(0), account(1), account(2, product="corporate_demand")],
        account_intervals=[held(number, FIRST, OPEN_END, 1) for number in range(3)],
        account_attributions=[share(number, manager) for manager in (1, 0) for number in (2, 1, 0)],
    )
    keys = [(row["manager_id"], row["component"], row["subject_id"]) for row in found.written]
    assert keys == sorted(keys)


def test_a_path_with_a_quote_is_no_trouble(tmp_path: Path) -> None:
    store = write_store(tmp_path / "王's store")
    file = tmp_path / "it's.parquet"
    with open_engine(store, policy=policy(), standing=Q1) as engine:
        write_contributions(engine, file)
    assert duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(file)]).fetchone() == (0,)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    store = write_store(tmp_path / "store")
    with open_engine(store, policy=policy(), standing=Q1) as engine, pytest.raises(duckdb.Error):
        write_contributions(engine, tmp_path / "nowhere" / "file.parquet")
