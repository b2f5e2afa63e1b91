"""Reading Parquet: types that warehouses write, and damage."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest

from tests.facts.bank import BANK, kinds, load_from, stored, the, write


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    source = write(tmp_path / "facts", BANK)
    (source / "balances.csv").unlink()
    (source / "control_totals.csv").unlink()
    return source


@pytest.mark.parametrize(
    ("dates", "balances"),
    [
        ([date(2025, 1, 1), date(2025, 1, 2)], [Decimal("1.5000"), Decimal(0)]),
        ([datetime(2025, 1, 1), datetime(2025, 1, 2)], [1.5, 0.0]),  # noqa: DTZ001 - as pandas writes dates
        (["2025-01-01", "2025-01-02"], ["1.5", "0"]),
        ([b"2025-01-01", b"2025-01-02"], [b"1.5", b"0"]),
    ],
)
def test_dates_and_amounts_of_any_type_are_read(
    facts: Path, dates: list[object], balances: list[object]
) -> None:
    table = pa.table({"account_id": ["001", "001"], "date": dates, "balance": balances})
    pa.parquet.write_table(table, facts / "balances.parquet")
    loaded = load_from(facts)
    assert stored(loaded, "account_intervals") == [
        (0, "2025-01-01", "2025-01-01", 150),
        (0, "2025-01-02", "9999-12-31", 0),
    ]


def test_a_float_that_is_no_amount_is_an_error_with_its_row_and_file(facts: Path) -> None:
    (facts / "balances").mkdir()
    for part, amount in enumerate([1.0, 1 / 3, float("nan"), 1e20]):
        table = pa.table({"account_id": ["001"], "date": [date(2025, 1, 1 + part)], "balance": [amount]})
        pa.parquet.write_table(table, facts / "balances" / f"{part}.parquet")
    loaded = load_from(facts)
    assert [(finding.kind, finding.file, finding.row) for finding in loaded.findings] == [
        ("unparsable_value", f"balances/{part}.parquet", 2) for part in (1, 2, 3)
    ]


def test_duplicates_are_found_over_files(facts: Path) -> None:
    (facts / "balances").mkdir()
    for part in "ab":
        table = pa.table({"账号": ["001"], "日期": ["2025-01-01"], "余额": [1]})
        pa.parquet.write_table(table, facts / "balances" / f"{part}.parquet")
    finding = the(load_from(facts), "duplicate_key")
    assert finding.file == "balances/b.parquet"
    assert "(balances/a.parquet)" in finding.message.en


def test_a_file_that_is_no_parquet_is_unreadable(facts: Path) -> None:
    (facts / "balances.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert kinds(load_from(facts)) == ["unreadable_file"]


def test_damaged_data_are_unreadable(facts: Path) -> None:
    path = facts / "balances.parquet"
    duckdb.sql(
        f"COPY (SELECT CAST(i AS VARCHAR) AS account_id, DATE '2025-01-01' + CAST(i AS INTEGER) AS date, "
        f"i AS balance FROM range(5000) t(i)) TO '{path}' (COMPRESSION zstd)"
    )
    data = bytearray(path.read_bytes())
    data[100:4000] = bytes(3900)
    path.write_bytes(data)
    loaded = load_from(facts)
    assert kinds(loaded) == ["unreadable_file"]
    assert loaded.row_counts["balances"] == 0
