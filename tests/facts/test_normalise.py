"""The store: intervals, merged attributions, numbers and order."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.bank import BANK, changed, load_bank, plus, stored

HEADER = BANK["attributions"].splitlines()[0]
CONTROL = BANK["control_totals"].splitlines()[0]


def attributions(folder: Path, *rows: str) -> list[tuple[object, ...]]:
    text = "\n".join([HEADER, *rows])
    loaded = load_bank(folder, changed(attributions=text, control_totals=CONTROL))
    return stored(loaded, "account_attributions")


def test_identifiers_are_numbered_in_byte_order(tmp_path: Path) -> None:
    bank = plus("customers", "c1,小写,personal,", "C10,十,personal,", "𠮷,吉,personal,", "￥,元,personal,")
    ids = [row[1] for row in stored(load_bank(tmp_path, bank), "customers")]
    assert ids == sorted(ids) == ["C1", "C10", "C2", "c1", "￥", "𠮷"]


def test_every_file_has_its_columns_and_order(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, BANK)
    assert stored(loaded, "branches") == [
        ("B1", "总行", "head_office", None, None),
        ("B2", "𠮷林分行", "branch", "B1", "1.1"),
    ]
    assert stored(loaded, "managers")[0] == (
        0, "M1", "张三", "B2", "credit", "2020-02-29", "regular", None
    )  # fmt: skip
    assert stored(loaded, "accounts") == [
        (0, "001", 0, "corporate_demand", "CNY"),
        (1, "002", 1, "savings_time", "USD"),
    ]
    assert stored(loaded, "loans") == [(0, "L1", 0, "corporate", "secured", "2025-01-10", "CNY")]
    assert stored(loaded, "loan_intervals") == [
        (0, "2025-01-10", "2025-02-28", 100_000, "normal"),
        (0, "2025-03-01", "9999-12-31", 90_000, "substandard"),
    ]
    assert stored(loaded, "interest") == [
        (0, "2025-03-20", 500, 0, None),
        (0, "2025-03-20", 1234, 1234, "2025-03-21"),
    ]
    assert stored(loaded, "settlements") == [(0, "S1", 0, "2025-02-02", "documentary", 100_000)]
    assert stored(loaded, "loan_attributions") == [
        (0, 0, "lead", "2025-01-10", "9999-12-31", 10_000),
        (0, 1, "assist", "2025-01-10", "9999-12-31", 10_000),
    ]
    assert stored(loaded, "customer_attributions") == [(0, 0, "owner", "2025-01-01", "9999-12-31", 10_000)]
    assert stored(loaded, "risk_findings") == [(0, 0, "2025-03-05", True)]
    assert stored(loaded, "rates") == [("USD", "2024-12-31", 718_840_000)]
    assert stored(loaded, "qualifications")[0] == (
        "M1", "credit", "manager", "regular", "2024-01-01", "2026-12-31"
    )  # fmt: skip
    assert stored(loaded, "error_points") == [("M1", "2025-02-18", "E1.1", 2, "aggravated")]
    assert stored(loaded, "grace_periods") == [("M1", "npl", "2023-12-31")]
    assert stored(loaded, "design_scores") == [("M1", "2024", "60"), ("M1", "2025Q1", "91.5")]
    assert stored(loaded, "tier_history") == [("M1", 2023, None, False), ("M1", 2024, "M2", True)]


def test_equal_successive_balances_collapse_and_the_last_stays_open(tmp_path: Path) -> None:
    balances = "account_id,date,balance\n" + "".join(
        f"001,{day},{balance}\n"
        for day, balance in [
            ("2024-02-29", "5"),
            ("2024-03-01", "5.00"),
            ("2024-03-05", "0"),
            ("2024-03-06", "0"),
            ("2024-03-07", "5"),
        ]
    )
    assert stored(
        load_bank(tmp_path, changed(balances=balances, control_totals=CONTROL)), "account_intervals"
    ) == [
        (0, "2024-02-29", "2024-03-04", 500),
        (0, "2024-03-05", "2024-03-06", 0),
        (0, "2024-03-07", "9999-12-31", 500),
    ]


def test_a_loan_interval_ends_with_its_classification(tmp_path: Path) -> None:
    rows = ("L1,2025-01-10,5,normal", "L1,2025-01-11,5,loss", "L1,2025-01-12,5,loss")
    loans = "\n".join([BANK["loan_balances"].splitlines()[0], *rows])
    loaded = load_bank(tmp_path, changed(loan_balances=loans, control_totals=CONTROL))
    assert stored(loaded, "loan_intervals") == [
        (0, "2025-01-10", "2025-01-10", 500, "normal"),
        (0, "2025-01-11", "9999-12-31", 500, "loss"),
    ]


def test_overlapping_attributions_of_one_manager_add_up(tmp_path: Path) -> None:
    rows = attributions(
        tmp_path,
        "account,001,M1,owner,30,2025-01-01,2025-01-31",
        "account,001,M1,owner,20,2025-01-15,2025-02-28",
        "account,001,M2,owner,50,2025-01-01,",
    )
    assert rows == [
        (0, 0, "owner", "2025-01-01", "2025-01-14", 3000),
        (0, 0, "owner", "2025-01-15", "2025-01-31", 5000),
        (0, 0, "owner", "2025-02-01", "2025-02-28", 2000),
        (0, 1, "owner", "2025-01-01", "9999-12-31", 5000),
    ]


def test_touching_attributions_of_equal_share_join(tmp_path: Path) -> None:
    rows = attributions(
        tmp_path,
        "account,001,M1,owner,30,2024-01-01,2024-02-29",
        "account,001,M1,owner,30,2024-03-01,2024-12-31",
        "account,001,M1,owner,30,2025-01-02,",
    )
    assert rows == [
        (0, 0, "owner", "2024-01-01", "2024-12-31", 3000),
        (0, 0, "owner", "2025-01-02", "9999-12-31", 3000),
    ]


def test_an_attribution_of_nothing_is_still_an_attribution(tmp_path: Path) -> None:
    rows = attributions(
        tmp_path,
        "account,001,M1,owner,0,2025-01-01,2025-01-31",
        "account,001,M1,owner,0,2025-03-01,2025-03-31",
        "account,001,M2,owner,0.01,2025-01-01,9999-12-31",
    )
    assert rows == [
        (0, 0, "owner", "2025-01-01", "2025-01-31", 0),
        (0, 0, "owner", "2025-03-01", "2025-03-31", 0),
        (0, 1, "owner", "2025-01-01", "9999-12-31", 1),
    ]


spans = st.tuples(st.integers(1, 28), st.integers(0, 9), st.integers(0, 1000))


@settings(max_examples=12, deadline=None)
@given(st.lists(spans, min_size=1, max_size=8))
def test_merged_attributions_hold_the_same_share_on_every_day(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("spans")
    rows = [
        f"account,001,M1,owner,{share / 100:.2f},2025-01-{first:02},2025-01-{min(31, first + length):02}"
        for first, length, share in drawn
    ]
    merged = attributions(folder, *rows)
    for day in range(1, 32):
        covering = [share for first, length, share in drawn if first <= day <= min(31, first + length)]
        shown = f"2025-01-{day:02}"
        held = [row[5] for row in merged if str(row[3]) <= shown <= str(row[4])]
        assert held == ([sum(covering)] if covering else [])
    ends = [(str(row[3]), str(row[4]), row[5]) for row in merged]
    assert ends == sorted(ends)
