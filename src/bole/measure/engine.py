"""The embedded engine: one DuckDB connection over a facts store and a policy's tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from bole.facts.store import STORE_TABLES, Store
from bole.kernel.money import FEN_PER_WAN, RATE_BASE, SHARE_BASE
from bole.kernel.period import Standing
from bole.measure.policy_tables import TABLES, common_days, component_weights, item_start, policy_rows
from bole.policy.schema import Policy

SQL_FOLDER = Path(__file__).parent / "sql"

AS_WRITTEN = "join_order,build_side_probe_side"
"""The engine's choices that are left to the statements: they join the many rows, on the left, with
the few, on the right. Left to itself the engine guesses how many rows a day picks, and guesses wrong.
"""

CONTRIBUTION_FILES = {
    "deposits": "deposit_items",
    "loan_averages": "loan_average_items",
    "loans_at_end": "loan_end_items",
    "interest": "interest_items",
    "settlements": "settlement_items",
    "customers": "customer_items",
}
"""The statements whose rows together are the contributions, each with the policy table it joins."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A connection in which `contributions` and the policy's tables are defined for one standing."""

    connection: duckdb.DuckDBPyConnection
    policy: Policy
    standing: Standing

    @property
    def denominator(self) -> int:
        """What every numerator of the engine is over, to be in 万元 (万美元, or a count)."""
        return common_days(self.policy, standing=self.standing) * SHARE_BASE * RATE_BASE * FEN_PER_WAN

    @property
    def weight_base(self) -> int:
        """What the integer weights of components are over."""
        return component_weights(self.policy)[1]

    def rows(self, file: str) -> list[tuple[Any, ...]]:
        """The rows of a statement in `sql/`."""
        return self.connection.execute(statement(file)).fetchall()


@contextmanager
def open_engine(
    store: Store,
    *,
    policy: Policy,
    standing: Standing,
    threads: int = 2,
    memory_limit: str = "1GB",
) -> Iterator[Engine]:
    """Open the engine on a store; it spills to disk inside the store's folder beyond `memory_limit`.

    Raises:
        duckdb.Error: the store is not readable.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory_limit,
        "temp_directory": str(store.path / "spill"),
        "preserve_insertion_order": "false",
        "disabled_optimizers": AS_WRITTEN,
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        for table in STORE_TABLES:
            path = str(store.path_of(table)).replace("'", "''")
            connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{path}')")
        engine = Engine(connection, policy, standing)
        _define_policy_tables(engine)
        _define_conversions(engine)
        _define_contributions(engine)
        yield engine


def statement(file: str, **days: date) -> str:
    """The text of a statement, its day parameters (`$last_day`) filled in as date literals.

    The text still is plain DuckDB SQL with named parameters; they are filled in here because a
    view takes none.
    """
    text = (SQL_FOLDER / f"{file}.sql").read_text(encoding="utf-8")
    for name, day in days.items():
        text = text.replace(f"${name}", f"DATE '{day.isoformat()}'")
    return text


def _define_policy_tables(engine: Engine) -> None:
    rows = policy_rows(engine.policy, standing=engine.standing)
    for table, columns in TABLES.items():
        engine.connection.execute(f"CREATE TABLE {table} ({columns})")
        _insert(engine.connection, table, rows[table])


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert all rows in one statement: the engine is slow at many small ones."""
    if rows:
        marks = f"({', '.join('?' * len(rows[0]))})"
        values = [value for row in rows for value in row]
        connection.execute(f"INSERT INTO {table} VALUES {', '.join([marks] * len(rows))}", values)


def _define_conversions(engine: Engine) -> None:
    """`conversions`: the rate of each currency; CNY and what is not converted count as they are."""
    engine.connection.execute("CREATE TABLE conversions (currency VARCHAR, cny_e8 HUGEINT)")
    _insert(engine.connection, "conversions", [("CNY", RATE_BASE), ("", RATE_BASE)])
    engine.connection.execute(
        "INSERT INTO conversions " + statement("rates", rate_day=rate_day(engine.policy, engine.standing))
    )


def rate_day(policy: Policy, standing: Standing) -> date:
    """The day whose exchange rates convert balances and interest (or the latest before it)."""
    rate = policy.conventions and policy.conventions.rate
    if rate and rate.day == "before_year":
        return date(standing.period.year - 1, 12, 31)
    return standing.last_day


def _define_contributions(engine: Engine) -> None:
    """`contributions`: every statement, once for every window that the policy's items use."""
    windows = sorted({item_start(item, engine.standing) for item in engine.policy.items})
    parts = [
        statement(file, window_start=start, last_day=engine.standing.last_day)
        for file, table in CONTRIBUTION_FILES.items()
        for start in _windows_of(engine, table, windows)
    ]
    engine.connection.execute(
        "CREATE VIEW contributions AS " + "\nUNION ALL\n".join(f"({part})" for part in parts)
    )


def _windows_of(engine: Engine, table: str, windows: list[date]) -> list[date]:
    if table == "loan_end_items":
        return [engine.standing.last_day]
    used = engine.connection.execute(f"SELECT DISTINCT window_start FROM {table}").fetchall()
    return [start for start in windows if (start,) in used]
