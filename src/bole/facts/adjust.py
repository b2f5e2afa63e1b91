"""Adjusted facts: what people determined on top of what was delivered, as a store of its own.

The delivered store is never touched: the adjusted one links its files and rewrites only the small
tables that the adjustments change. The same store and adjustments always give the same content.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from bole.facts.digest import store_sha256
from bole.facts.normalise import FORMAT
from bole.facts.store import STORE_TABLES, Store


@dataclass(frozen=True, slots=True)
class OwnCause:
    """The risk department's finding on a loan and manager (§29); it replaces earlier ones by `found_on`."""

    loan_id: str
    manager_id: str
    found_on: date
    own_cause: bool
    kind: Literal["own_cause"] = "own_cause"


@dataclass(frozen=True, slots=True)
class Classification:
    """The risk department's classification of a loan from a day on (§31)."""

    loan_id: str
    valid_from: date
    classification: str
    kind: Literal["classification"] = "classification"


@dataclass(frozen=True, slots=True)
class PointsWithdrawn:
    """Error points taken back (§30): every row of this manager, day and item.

    Facts delivered later may already lack them; then there is nothing left to do.
    """

    manager_id: str
    date: date
    item: str
    kind: Literal["points_withdrawn"] = "points_withdrawn"


@dataclass(frozen=True, slots=True)
class PointsAdded:
    """Error points added (§30)."""

    manager_id: str
    date: date
    item: str
    occurrences: int
    outcome: str
    kind: Literal["points_added"] = "points_added"


Adjustment = OwnCause | Classification | PointsWithdrawn | PointsAdded


class UnknownSubjectError(LookupError):
    """An adjustment names a loan or manager that the facts do not have."""


def adjusted_store(store: Store, adjustments: Iterable[Adjustment], folder: Path) -> tuple[Store, str]:
    """The store with the adjustments applied in order, and its content hash.

    Raises:
        UnknownSubjectError: an adjustment names something the facts do not have.
        duckdb.Error: the store cannot be read.
    """
    target = Store(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for table in STORE_TABLES:
        _link(store.path_of(table), target.path_of(table))
    with duckdb.connect(":memory:") as connection:
        for adjustment in adjustments:
            _apply(connection, target, adjustment)
    return target, store_sha256(target)


def _link(source: Path, target: Path) -> None:
    """The same file under a second name; a copy where the file system has no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _apply(connection: duckdb.DuckDBPyConnection, store: Store, adjustment: Adjustment) -> None:
    match adjustment:
        case OwnCause():
            subjects = [_loan(connection, store, adjustment.loan_id), _manager(connection, store, adjustment)]
            found = [*subjects, adjustment.found_on]
            select = """
                SELECT * FROM {table} WHERE loan_no <> ? OR manager_no <> ? OR found_on > ?
                UNION ALL SELECT ?::INTEGER, ?::INTEGER, ?::DATE, ?::BOOLEAN
            """
            _rewrite(connection, store, "risk_findings", select, [*found, *found, adjustment.own_cause])
        case Classification():
            _classify(connection, store, adjustment)
        case PointsWithdrawn(manager_id, day, item):
            select = "SELECT * FROM {table} WHERE NOT (manager_id = ? AND date = ? AND item = ?)"
            _rewrite(connection, store, "error_points", select, [manager_id, day, item])
        case PointsAdded(manager_id, day, item, occurrences, outcome):
            _manager(connection, store, adjustment)
            select = "SELECT * FROM {table} UNION ALL SELECT ?, ?::DATE, ?, ?::INTEGER, ?"
            _rewrite(connection, store, "error_points", select, [manager_id, day, item, occurrences, outcome])


def _classify(connection: duckdb.DuckDBPyConnection, store: Store, adjustment: Classification) -> None:
    """Cut the loan's intervals at the day and give the later ones the new classification."""
    loan = _loan(connection, store, adjustment.loan_id)
    day, word = adjustment.valid_from, adjustment.classification
    select = """
        SELECT loan_no, valid_from, valid_to, balance_fen, classification
        FROM {table} WHERE loan_no <> ? OR valid_to < ?
        UNION ALL
        SELECT loan_no, valid_from, ?::DATE - 1, balance_fen, classification
        FROM {table} WHERE loan_no = ? AND valid_from < ? AND valid_to >= ?
        UNION ALL
        SELECT loan_no, greatest(valid_from, ?::DATE), valid_to, balance_fen, ?
        FROM {table} WHERE loan_no = ? AND valid_to >= ?
    """
    _rewrite(
        connection, store, "loan_intervals", select, [loan, day, day, loan, day, day, day, word, loan, day]
    )


def _rewrite(
    connection: duckdb.DuckDBPyConnection, store: Store, table: str, select: str, parameters: list[object]
) -> None:
    path = store.path_of(table)
    source = f"read_parquet('{_quoted(path)}')"
    columns = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    text = select.format(table=source)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE rewritten AS {text} ORDER BY ALL", parameters)
    partial = path.with_suffix(".partial")
    select_sorted = f"SELECT {', '.join(columns)} FROM rewritten ORDER BY ALL"
    connection.execute(f"COPY ({select_sorted}) TO '{_quoted(partial)}' ({FORMAT})")
    partial.replace(path)


def _loan(connection: duckdb.DuckDBPyConnection, store: Store, loan_id: str) -> int:
    return _number(connection, store, "loans", "loan", loan_id)


def _manager(connection: duckdb.DuckDBPyConnection, store: Store, adjustment: OwnCause | PointsAdded) -> int:
    return _number(connection, store, "managers", "manager", adjustment.manager_id)


def _number(
    connection: duckdb.DuckDBPyConnection, store: Store, table: str, what: str, identifier: str
) -> int:
    query = f"SELECT {what}_no FROM read_parquet('{_quoted(store.path_of(table))}') WHERE {what}_id = ?"
    row = connection.execute(query, [identifier]).fetchone()
    if row is None:
        raise UnknownSubjectError(f"{what} {identifier}")
    return int(row[0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
