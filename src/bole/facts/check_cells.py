"""Checks of single cells, built from the column tables: unparsable, unknown and missing values."""

import duckdb

from bole.facts import problems
from bole.facts.cells import CELLS
from bole.facts.parse import allowed, can_be_bad
from bole.facts.report import report
from bole.facts.stage import Staged
from bole.facts.tables import Column, Table
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
                f'SELECT _file, _row, {label_of(table)} AS key FROM "{table.name}" WHERE {missing}',
                problem=problems.MISSING_VALUE,
                table=table.name,
                column=column.name,
                values=_expected(column),
                findings=findings,
            )


def label_of(table: Table) -> str:
    """SQL for what names a row of the table in findings."""
    names = ", ".join(f'"{name}"' for name in table.row_label)
    return f"concat_ws('/', {names})"


def _bad(column: Column) -> str:
    return f'"{column.name}__bad" IS NOT NULL' if can_be_bad(column) else "false"


def _missing(column: Column) -> str:
    if column.nullable:
        return "false"
    return f'"{column.name}" IS NULL AND NOT ({_bad(column)})'


def _expected(column: Column) -> dict[str, object]:
    expected = CELLS[column.type].expected
    return {"expected": expected.zh, "expected_en": expected.en}


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
        f'SELECT _file, _row, {label_of(table)} AS key, "{column.name}__bad" AS value '
        f'FROM "{table.name}" WHERE {bad}',
        problem=problems.UNKNOWN_VALUE if choice else problems.UNPARSABLE,
        table=table.name,
        column=column.name,
        values={"choices": allowed(column, vocabulary)} if choice else _expected(column),
        findings=findings,
    )
