"""The same facts give the same bytes: row order, file form, engine settings, how things are cut up."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.banks import Bank
from tests.banks.bank import Row
from tests.banks.draft import COLUMNS
from tests.properties.engine import (
    RNGS,
    SEEDS,
    assessed,
    assessed_as_it_is,
    assessed_folder,
    bank_of,
    copied,
    few,
    replaced,
)

ONE_DAY = timedelta(days=1)
DATES = {"date", "valid_from", "valid_to", "hired_on", "granted_on", "due_on", "collected_on", "started_on"}


@few(5)
@given(
    seed=SEEDS,
    rng=RNGS,
    table_format=st.sampled_from(("csv", "csv.gz", "parquet", "mixed")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030")),
    headers=st.sampled_from(("en", "zh")),
    threads=st.sampled_from((1, 2)),
)
def test_row_order_file_format_encoding_headers_and_threads_never_change_a_byte(
    seed: int, rng: random.Random, table_format: str, encoding: str, headers: str, threads: int
) -> None:
    other = assessed(
        bank_of(seed),
        rng=rng,
        table_format=table_format,  # type: ignore[arg-type]
        encoding=encoding,  # type: ignore[arg-type]
        headers=headers,  # type: ignore[arg-type]
        threads=threads,
    )
    assert other.files == assessed_as_it_is(seed).files


def test_little_memory_never_changes_a_byte() -> None:
    spilling = assessed(bank_of(11), memory_limit="48MB", threads=1)
    assert spilling.files == assessed_as_it_is(11).files


def test_a_workbook_gives_the_same_bytes_as_text_files(tmp_path: Path) -> None:
    bank = bank_of(8)
    path = tmp_path / "facts.xlsx"
    write_workbook(bank, path)
    assert assessed_folder(path, bank).files == assessed_as_it_is(8).files


def write_workbook(bank: Bank, path: Path) -> None:
    """One sheet per table; days as real dates, everything else as text."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for table, rows in bank.tables.items():
            sheet = workbook.add_worksheet(table)
            sheet.write_row(0, 0, COLUMNS[table])
            for number, row in enumerate(rows, start=1):
                for place, (column, cell) in enumerate(row.items()):
                    if column in DATES and cell:
                        sheet.write_datetime(number, place, date.fromisoformat(cell))
                    else:
                        sheet.write_string(number, place, cell)


@few()
@given(seed=SEEDS, rng=RNGS)
def test_an_attribution_cut_into_two_that_touch_never_changes_a_byte(seed: int, rng: random.Random) -> None:
    cut: list[Row] = []
    for row in bank_of(seed).tables["attributions"]:
        cut += cut_in_time(row, rng) if rng.random() < 0.5 else [row]
    assert len(cut) > len(bank_of(seed).tables["attributions"])
    other = assessed(replaced(bank_of(seed), attributions=cut), rng=rng)
    assert other.files == assessed_as_it_is(seed).files


def cut_in_time(row: Row, rng: random.Random) -> list[Row]:
    first = date.fromisoformat(row["valid_from"])
    last = date.fromisoformat(row["valid_to"] or "2035-12-31")
    if first == last:
        return [row]
    day = first + timedelta(days=rng.randint(1, (last - first).days))
    return [row | {"valid_from": day.isoformat()}, row | {"valid_to": (day - ONE_DAY).isoformat()}]


@few()
@given(seed=SEEDS, rng=RNGS)
def test_a_share_given_in_two_rows_that_sum_to_it_never_changes_a_byte(seed: int, rng: random.Random) -> None:
    cut: list[Row] = []
    for row in bank_of(seed).tables["attributions"]:
        share_bp = round(float(row["share"]) * 100)
        part = rng.randint(0, share_bp)
        cut += [row | {"share": f"{bp // 100}.{bp % 100:02d}"} for bp in (part, share_bp - part)]
    other = assessed(replaced(bank_of(seed), attributions=cut), rng=rng)
    assert other.files == assessed_as_it_is(seed).files


@few(2)
@given(seed=SEEDS, rng=RNGS)
def test_daily_rows_are_as_good_as_change_rows(seed: int, rng: random.Random) -> None:
    tables = copied(bank_of(seed))
    until = bank_until(bank_of(seed))
    for table, key in (("balances", "account_id"), ("loan_balances", "loan_id")):
        tables[table] = [row for rows in by_key(tables[table], key) for row in daily(rows, until)]
    other = assessed(replaced(bank_of(seed), **tables), rng=rng)
    assert other.files == assessed_as_it_is(seed).files


@few(2)
@given(seed=SEEDS, rng=RNGS)
def test_a_balance_reported_again_unchanged_never_changes_a_byte(seed: int, rng: random.Random) -> None:
    tables = copied(bank_of(seed))
    until = bank_until(bank_of(seed))
    for table, key in (("balances", "account_id"), ("loan_balances", "loan_id")):
        again: list[Row] = []
        for rows in by_key(tables[table], key):
            given_on = {row["date"] for row in rows}
            again += rows
            again += [row for row in daily(rows, until) if row["date"] not in given_on and rng.random() < 0.1]
        tables[table] = again
    other = assessed(replaced(bank_of(seed), **tables), rng=rng)
    assert other.files == assessed_as_it_is(seed).files


def bank_until(bank: Bank) -> date:
    """A day some weeks after the last balance that the period could need."""
    return date(int(bank.period[:4]) + 1, 1, 20)


def by_key(rows: list[Row], key: str) -> list[list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["date"]):
        found.setdefault(row[key], []).append(row)
    return list(found.values())


def daily(rows: list[Row], until: date) -> list[Row]:
    """A row for every day from the first one on, the last balance carried on."""
    snapshots: list[Row] = []
    ends = [date.fromisoformat(row["date"]) for row in rows[1:]] + [until]
    for row, end in zip(rows, ends, strict=True):
        day = date.fromisoformat(row["date"])
        snapshots.append(row)
        while (day := day + ONE_DAY) < end:
            snapshots.append(row | {"date": day.isoformat()})
    return snapshots
