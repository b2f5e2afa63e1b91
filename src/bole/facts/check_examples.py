"""The template's example rows: they are there to be read, and never facts."""

import duckdb

from bole.contract import Column, Table
from bole.facts.parse import can_be_bad
from bole.facts.problems import PROBLEMS
from bole.facts.report import named_by, report
from bole.facts.stage import Staged
from bole.kernel.finding import Findings


def check_examples(
    connection: duckdb.DuckDBPyConnection, table: Table, *, staged: Staged, findings: Findings
) -> None:
    """Report every row of a sheet that says in each column what the template's example says there."""
    if not staged.has(table.name, *table.names):
        return
    alike = " AND ".join(_is_example(column) for column in table.columns)
    report(
        connection,
        f'SELECT _file, _row, {named_by(table.row_label)} AS key FROM "{table.name}" WHERE {alike}',
        problem=PROBLEMS["example_row"],
        table=table.name,
        findings=findings,
    )


def _is_example(column: Column) -> str:
    """SQL; a word that the policy in use does not know is compared as it was written."""
    text = f"'{column.example}'" if column.example else "NULL"
    written = f'"{column.name}__bad"' if column.type == "choice" else "NULL"
    said = f'"{column.name}"' if not can_be_bad(column) else f'coalesce("{column.name}", {written})'
    value = column.cell.value.replace("{text}", text)
    return f"{said} IS NOT DISTINCT FROM {value}"
