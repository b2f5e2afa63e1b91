"""The template's example rows: they are there to be read, and never facts."""

import duckdb

from bole.facts import problems
from bole.facts.cells import CELLS
from bole.facts.check_cells import label_of
from bole.facts.parse import can_be_bad
from bole.facts.report import report
from bole.facts.stage import Staged
from bole.facts.tables import Column, Table
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
        f'SELECT _file, _row, {label_of(table)} AS key FROM "{table.name}" WHERE {alike}',
        problem=problems.EXAMPLE_ROW,
        table=table.name,
        findings=findings,
    )


def _is_example(column: Column) -> str:
    """SQL; a word that the policy in use does not know is compared as it was written."""
    text = f"'{column.example}'" if column.example else "NULL"
    written = f'"{column.name}__bad"' if column.type == "choice" else "NULL"
    said = f'"{column.name}"' if not can_be_bad(column) else f'coalesce("{column.name}", {written})'
    value = CELLS[column.type].value.replace("{text}", text)
    return f"{said} IS NOT DISTINCT FROM {value}"
