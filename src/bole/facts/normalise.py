"""Writing the store, one sorted Parquet file for each statement in `sql/store/`."""

import duckdb

from bole.contract import TABLES
from bole.facts.checks import CHECKS
from bole.facts.session import statement
from bole.facts.stage import Staged
from bole.facts.store import STORE_TABLES, Store
from bole.kernel.finding import Findings

STOCKS = {"account": ("accounts", "balances"), "loan": ("loans", "loan_balances")}
"""What has balances, and the tables that the intervals of each are made of."""

WRITTEN = {f"{subject}_intervals" for subject in STOCKS} | {"account_balance_days"}
"""What `write_intervals` has written before everything else."""

FORMAT = "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2"
"""Version 2 of the format stores integers as differences: quicker to write and to read."""


def write_intervals(
    connection: duckdb.DuckDBPyConnection, store: Store, *, staged: Staged, findings: Findings
) -> None:
    """Write the balance intervals, and compare them with the control totals.

    Intervals and totals are left out where their tables have errors, which would only show again
    as a difference.
    """
    connection.execute("CREATE SCHEMA stored")
    totals = _clean("control_totals", staged, findings)
    for subject, tables in STOCKS.items():
        if all(_clean(table, staged, findings) for table in tables):
            connection.execute(statement(f"number_{tables[0]}"))
            if subject == "account":
                write_table(connection, store, "account_balance_days")
            write_table(connection, store, f"{subject}_intervals")
            if totals:
                _check_totals(connection, tables[1], findings)
    if totals and _clean("settlements", staged, findings):
        _check_totals(connection, "settlements", findings)


def write_store(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Write everything else; the facts have no errors, and their intervals are written."""
    connection.execute(statement("number_customers"))
    connection.execute(statement("number_managers"))
    connection.execute(statement("attribution_segments"))
    for table in STORE_TABLES:
        if table not in WRITTEN:
            write_table(connection, store, table)


def write_table(connection: duckdb.DuckDBPyConnection, store: Store, table: str) -> None:
    """Write one file of the store; later statements read it as a table of the schema `stored`."""
    query = statement(f"store/{table}")
    path = "'" + str(store.path_of(table)).replace("'", "''") + "'"
    connection.execute(f"COPY ({query}) TO {path} ({FORMAT})")
    connection.execute(f"CREATE VIEW stored.{table} AS FROM read_parquet({path})")


def _clean(table: str, staged: Staged, findings: Findings) -> bool:
    wrong = {group[2] for group in findings.groups() if group[0] == "error"}
    return table in staged.complete and staged.has(table, *TABLES[table].names) and table not in wrong


def _check_totals(connection: duckdb.DuckDBPyConnection, table: str, findings: Findings) -> None:
    check = CHECKS["control_total"]
    (place,) = check.places
    actual = statement(f"control_totals/{table}")
    check.run(connection, place, checked=table, actual=actual, findings=findings)
