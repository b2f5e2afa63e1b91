"""Checks of single cells, built from the column tables: unparsable, unknown and missing values."""

import duckdb

from bole.contract import Column, Table
from bole.facts.parse import allowed, can_be_bad
from bole.facts.problems import PROBLEMS
from bole.facts.report import named_by, report
from bole.facts.stage import Staged
from bole.facts.vocabulary import Vocabulary
from bole.kernel.finding import Findings


def check_cells(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    *,
    staged: Staged,
    vocabulary: Vocabulary,
    findings: Findings,
) -> None:
    """Report every cell of the table that could not be read or must not be empty."""
    columns = [column for column in table.columns if staged.has(table.name, column.name)]
    conditions = [(column, _bad(column), _missing(column)) for column in columns]
    counts = [f"count(*) FILTER ({condition})" for _, *both in conditions for condition in both]
    if not counts:
        return
    row = connection.execute(f'SELECT {", ".join(counts)} FROM "{table.name}"').fetchone() or ()
    for position, (column, bad, missing) in enumerate(conditions):
        if row[2 * position]:
            _report_bad(connection, table, column, bad, vocabulary=vocabulary, findings=findings)
        if row[2 * position + 1]:
            report(
                connection,
                f'SELECT _file, _row, {named_by(table.row_label)} AS key FROM "{table.name}" WHERE {missing}',
                problem=PROBLEMS["missing_value"],
                table=table.name,
                column=column.name,
                values={"expected": column.cell.written},
                findings=findings,
            )


def _bad(column: Column) -> str:
    return f'"{column.name}__bad" IS NOT NULL' if can_be_bad(column) else "false"


def _missing(column: Column) -> str:
    if column.nullable:
        return "false"
    return f'"{column.name}" IS NULL AND NOT ({_bad(column)})'


def _report_bad(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    column: Column,
    bad: str,
    *,
    vocabulary: Vocabulary,
    findings: Findings,
) -> None:
    choice = column.type == "choice"
    report(
        connection,
        f'SELECT _file, _row, {named_by(table.row_label)} AS key, "{column.name}__bad" AS value '
        f'FROM "{table.name}" WHERE {bad}',
        problem=PROBLEMS["unknown_value" if choice else "unparsable_value"],
        table=table.name,
        column=column.name,
        values={"choices": allowed(column, vocabulary), "expected": column.cell.written},
        findings=findings,
    )
