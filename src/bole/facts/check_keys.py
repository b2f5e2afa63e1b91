"""Checks of keys and references, built from the column tables."""

import duckdb

from bole.facts import problems
from bole.facts.check_cells import label_of
from bole.facts.report import report
from bole.facts.stage import Staged
from bole.facts.tables import TABLES, Table
from bole.kernel.finding import Findings

SUBJECTS = {"account": "accounts", "loan": "loans", "customer": "customers"}
"""The table that each subject type of an attribution refers to."""


def check_duplicate_keys(
    connection: duckdb.DuckDBPyConnection, table: Table, *, staged: Staged, findings: Findings
) -> None:
    """Report every row that repeats the key of an earlier one."""
    if not table.key or not staged.has(table.name, *table.key):
        return
    keys = ", ".join(f'"{name}"' for name in table.key)
    filled = " AND ".join(f'"{name}" IS NOT NULL' for name in table.key)
    # Grouping by a hash needs little memory for millions of keys; the exact look is at few rows.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT hash({keys}) AS hashed "
        f'FROM "{table.name}" WHERE {filled} GROUP BY hashed HAVING count(*) > 1'
    )
    query = f"""
        WITH rows AS (
            SELECT _file, _row, {label_of(table)} AS key, {keys},
                   first_value(_row) OVER earlier AS other, first_value(_file) OVER earlier AS other_file,
                   row_number() OVER earlier AS place
            FROM "{table.name}"
            WHERE {filled} AND hash({keys}) IN (SELECT hashed FROM suspects)
            WINDOW earlier AS (PARTITION BY {keys} ORDER BY _file, _row)
        )
        SELECT _file, _row, key, other, other_file FROM rows WHERE place > 1"""
    report(connection, query, problem=problems.DUPLICATE_KEY, table=table.name, findings=findings)


def check_references(
    connection: duckdb.DuckDBPyConnection, table: Table, *, staged: Staged, findings: Findings
) -> None:
    """Report every identifier that the table it refers to does not hold."""
    for column in table.columns:
        if column.references and staged.has(table.name, column.name):
            _check_reference(
                connection, table, column.name, column.references, staged=staged, findings=findings
            )
    if table.name == "attributions" and staged.has("attributions", "subject_type", "subject_id"):
        for subject_type, target in SUBJECTS.items():
            where = f"subject_type = '{subject_type}'"
            _check_reference(
                connection, table, "subject_id", target, staged=staged, findings=findings, where=where
            )


def _check_reference(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    column: str,
    target: str,
    *,
    staged: Staged,
    findings: Findings,
    where: str = "true",
) -> None:
    key = TABLES[target].key[0]
    if target not in staged.complete or not staged.has(target, key):
        return
    report(
        connection,
        f'SELECT _file, _row, {label_of(table)} AS key, "{column}" AS value FROM "{table.name}" AS child '
        f'WHERE {where} AND "{column}" IS NOT NULL '
        f'AND NOT EXISTS (SELECT 1 FROM "{target}" AS target WHERE target."{key}" = child."{column}")',
        problem=problems.DANGLING_REFERENCE,
        table=table.name,
        column=column,
        values={"target": target},
        findings=findings,
    )
