"""Looking something up in the facts of one delivery."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from bole.web.facts.folders import store_of
from bole.web.facts.models import FactsLoad


@dataclass(frozen=True, slots=True)
class Qualified:
    """A qualification on file in the facts."""

    rank: str
    kind: str
    valid_from: date
    valid_to: date


def qualification_of(load: FactsLoad, manager: str, *, post: str, day: date) -> Qualified | None:
    """A manager's qualification for a post that covers a day; the longest, where several do."""
    found = _rows(
        load,
        "qualifications",
        "SELECT rank, kind, valid_from, valid_to FROM read_parquet($path) WHERE manager_id = $manager "
        "AND post = $post AND valid_from <= $day AND valid_to >= $day ORDER BY valid_to DESC LIMIT 1",
        {"manager": manager, "post": post, "day": day},
    )
    return Qualified(*found[0]) if found else None


def error_points_of(load: FactsLoad, manager: str, *, first: date, last: date) -> list[tuple[Any, ...]]:
    """A manager's error points between two days: day, item, occurrences, outcome."""
    return _rows(
        load,
        "error_points",
        "SELECT date, item, occurrences, outcome FROM read_parquet($path) WHERE manager_id = $manager "
        "AND date BETWEEN $first AND $last ORDER BY ALL",
        {"manager": manager, "first": first, "last": last},
    )


def lacks(load: FactsLoad, table: str, column: str, value: str) -> bool:
    """Whether a delivery's table is there to look at, and has no such value in a column."""
    select = f"SELECT count(*) FROM read_parquet($path) WHERE {column} = $value"
    return _rows(load, table, select, {"value": value}) == [(0,)]


def _rows(load: FactsLoad, table: str, select: str, given: dict[str, object]) -> list[tuple[Any, ...]]:
    path = store_of(load).path_of(table)
    if not path.is_file():
        return []
    with duckdb.connect(":memory:") as connection:
        return connection.execute(select, {"path": str(path), **given}).fetchall()
