"""What a loaded delivery holds, and what changed since the one before it; computed in DuckDB.

Amounts are exact: fen, as decimal strings where they are kept as JSON.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import duckdb

from bole.facts import STORE_TABLES, Store

LISTED = 500
"""How many managers of each kind of change are named; the others are counted."""

_FIELDS = ("branch_id", "post", "excluded_reason")


@dataclass(frozen=True, slots=True)
class Content:
    """What a delivery holds: its last day, and the balances of that day."""

    last_day: date | None
    totals: list[dict[str, Any]]


def content_of(store: Store) -> Content:
    """The last day of a store and its totals by product and currency on that day."""
    with _connected({"main": store}) as connection:
        row = connection.execute(_statement("last_day")).fetchone()
        day = row[0] if row else None
        if day is None:
            return Content(None, [])
        rows = connection.execute(_statement("totals"), {"day": day}).fetchall()
    totals = [
        {"side": side, "product": product, "currency": currency, "subjects": subjects, "fen": str(fen)}
        for side, product, currency, subjects, fen in rows
    ]
    return Content(day, totals)


def compare(earlier: Store, later: Store) -> dict[str, Any]:
    """Who and what was added, removed or changed between two deliveries."""
    with _connected({"earlier": earlier, "later": later}) as connection:
        managers = connection.execute(_statement("changed_managers")).fetchall()
        subjects = connection.execute(_statement("changed_subjects")).fetchall()
        attributions = connection.execute(_statement("changed_attributions")).fetchone()
    return {
        "managers": {
            change: {"count": len(rows), "listed": [_manager(row) for row in rows[:LISTED]]}
            for change in ("added", "removed", "changed")
            for rows in [[row for row in managers if row[2] == change]]
        },
        "subjects": {
            part: {"added": added, "removed": removed, "changed": changed}
            for part, added, removed, changed in subjects
        },
        "attributions": dict(
            zip(("before", "after", "added", "removed"), attributions or (0, 0, 0, 0), strict=True)
        ),
    }


def _manager(row: tuple[Any, ...]) -> dict[str, Any]:
    manager_id, name, change, *pairs = row
    values = zip(_FIELDS, pairs[::2], pairs[1::2], strict=True)
    fields = {field: [was, now] for field, was, now in values if was != now} if change == "changed" else {}
    return {"manager_id": manager_id, "name": name, "fields": fields}


@contextmanager
def _connected(stores: dict[str, Store]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the files of each store as the tables of one schema."""
    with tempfile.TemporaryDirectory(prefix="bole-") as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": 2,
            "memory_limit": "1GB",
            "temp_directory": spill,
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(":memory:", config=config) as connection:
            for schema, store in stores.items():
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
                for table in STORE_TABLES:
                    path = str(store.path_of(table)).replace("'", "''")
                    connection.execute(f"CREATE VIEW {schema}.{table} AS FROM read_parquet('{path}')")
            yield connection


def _statement(name: str) -> str:
    return files("bole.web.facts").joinpath("sql", f"{name}.sql").read_text("utf-8")
