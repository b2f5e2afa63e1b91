"""A bank as a facts folder, in any of the forms the contract allows."""

import csv
import gzip
import io
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from tests.banks.bank import Bank, Row
from tests.banks.draft import COLUMNS

TableFormat = Literal["csv", "csv.gz", "parquet", "mixed"]
Encoding = Literal["utf-8", "utf-8-sig", "gb18030"]
Headers = Literal["en", "zh"]

_TYPES: dict[str, tuple[Any, Callable[[str], object]]] = {
    "date": (pa.date32(), date.fromisoformat),
    "amount": (pa.decimal128(18, 2), lambda text: Decimal(text).quantize(Decimal("0.01"))),
    "share": (pa.decimal128(5, 2), lambda text: Decimal(text).quantize(Decimal("0.01"))),
    "rate": (pa.decimal128(20, 8), lambda text: Decimal(text).quantize(Decimal("0.00000001"))),
    "count": (pa.int32(), int),
    "year": (pa.int16(), int),
    "boolean": (pa.bool_(), lambda text: text == "true"),
}
_TYPED_COLUMNS = {
    "date": (
        "hired_on",
        "valid_from",
        "valid_to",
        "date",
        "granted_on",
        "due_on",
        "collected_on",
        "started_on",
    ),
    "amount": ("credit_line", "balance", "due", "collected", "amount_usd", "total"),
    "share": ("share",),
    "rate": ("cny_per_unit",),
    "count": ("occurrences",),
    "year": ("year",),
    "boolean": ("own_cause", "passed"),
}
_TYPE_OF_COLUMN = {column: name for name, columns in _TYPED_COLUMNS.items() for column in columns}


def _headers(table: str, *, headers: Headers) -> dict[str, str]:
    if headers == "en":
        return {name: name for name in COLUMNS[table]}
    from bole.facts import TABLES  # noqa: PLC0415 - only the Chinese headers need the product

    return {column.name: column.header for column in TABLES[table].columns}


def _csv_text(rows: list[Row], *, columns: list[str], header_of: dict[str, str], rng: random.Random) -> str:
    out = io.StringIO()
    line_end = rng.choice(("\n", "\r\n"))
    quote_all = rng.random() < 0.3
    writer = csv.writer(
        out, lineterminator=line_end, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    writer.writerow([header_of[column] for column in columns])
    writer.writerows([row[column] for column in columns] for row in rows)
    return out.getvalue()


def _arrow_table(rows: list[Row], *, columns: list[str], header_of: dict[str, str], typed: bool) -> Any:
    arrays, names = [], []
    for column in columns:
        kind = _TYPE_OF_COLUMN.get(column) if typed else None
        arrow_type, convert = _TYPES[kind] if kind else (pa.string(), str)
        values = [convert(row[column]) if row[column] else None for row in rows]
        arrays.append(pa.array(values, type=arrow_type))
        names.append(header_of[column])
    return pa.table(arrays, names=names)


def _write_parquet(folder: Path, name: str, *, table: Any, rng: random.Random) -> None:
    if rng.random() < 0.5:
        pq.write_table(table, folder / f"{name}.parquet")
        return
    (folder / name).mkdir()
    cut = rng.randint(0, table.num_rows)
    pq.write_table(table.slice(0, cut), folder / name / "part-0.parquet")
    pq.write_table(table.slice(cut), folder / name / "part-1.parquet")


def write_bank(
    bank: Bank,
    folder: Path,
    *,
    rng: random.Random,
    table_format: TableFormat = "csv",
    encoding: Encoding = "utf-8",
    headers: Headers = "en",
    shuffle: bool = True,
) -> None:
    """Write every table of a bank into a folder.

    Args:
        bank: the bank to write.
        folder: created if it does not exist.
        rng: chooses row and column order, line ends, quoting and the form of Parquet tables.
        table_format: one form for all tables, or a random one for each.
        encoding: of the CSV files.
        headers: English or Chinese column headers.
        shuffle: whether rows and columns change their order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    forms: tuple[TableFormat, ...] = ("csv", "csv.gz", "parquet")
    for name, original in bank.tables.items():
        rows, columns = list(original), list(COLUMNS[name])
        if shuffle:
            rng.shuffle(rows)
            rng.shuffle(columns)
        header_of = _headers(name, headers=headers)
        form = rng.choice(forms) if table_format == "mixed" else table_format
        if form == "parquet":
            table = _arrow_table(rows, columns=columns, header_of=header_of, typed=rng.random() < 0.7)
            _write_parquet(folder, name, table=table, rng=rng)
            continue
        content = _csv_text(rows, columns=columns, header_of=header_of, rng=rng).encode(encoding)
        if form == "csv.gz":
            content = gzip.compress(content, mtime=0)
        (folder / f"{name}.{form}").write_bytes(content)
