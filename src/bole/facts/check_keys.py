"""Checks of keys and references, built from the column tables."""

import duckdb

from bole.contract import TABLES, Table
from bole.facts.problems import PROBLEMS
from bole.facts.report import named_by, report
from bole.facts.stage import Staged
from bole.kernel.finding import Findings


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
            SELECT _file, _row, {named_by(table.row_label)} AS key, {keys},
                   first_value(_row) OVER earlier AS other, first_value(_file) OVER earlier AS other_file,
                   row_number() OVER earlier AS place
            FROM "{table.name}"
            WHERE {filled} AND hash({keys}) IN (SELECT hashed FROM suspects)
            WINDOW earlier AS (PARTITION BY {keys} ORDER BY _file, _row)
        )
        SELECT _file, _row, key, other, other_file FROM rows WHERE place > 1"""
    report(connection, query, problem=PROBLEMS["duplicate_key"], table=table.name, findings=findings)


def check_references(
    connection: duckdb.DuckDBPyConnection, table: Table, *, staged: Staged, findings: Findings
) -> None:
    """Report every identifier that the table it refers to does not hold."""
    for column in table.columns:
        targets = [("true", column.references)] if column.references else []
        for by, tables in column.references_by.items():
            if staged.has(table.name, by):
                targets += [(f"\"{by}\" = '{word}'", target) for word, target in tables.items()]
        if staged.has(table.name, column.name):
            for where, target in targets:
                _check_reference(
                    connection, table, column.name, target, where=where, staged=staged, findings=findings
                )


def _check_reference(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    column: str,
    target: str,
    *,
    where: str,
    staged: Staged,
    findings: Findings,
) -> None:
    key = TABLES[target].key[0]
    if target not in staged.complete or not staged.has(target, key):
        return
    report(
        connection,
        f'SELECT _file, _row, {named_by(table.row_label)} AS key, "{column}" AS value '
        f'FROM "{table.name}" AS child WHERE {where} AND "{column}" IS NOT NULL '
        f'AND NOT EXISTS (SELECT 1 FROM "{target}" AS target WHERE target."{key}" = child."{column}")',
        problem=PROBLEMS["dangling_reference"],
        table=table.name,
        column=column,
        values={"target": target},
        findings=findings,
    )
