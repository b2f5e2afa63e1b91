"""Staging: every delivered table becomes a DuckDB table of typed columns, row by row.

A staged table has `_file` and `_row` (as a spreadsheet numbers it), the contract's columns with
their stored values (amounts in fen, shares in basis points, rates in 10⁻⁸ yuan), and beside each
column that can be wrong `<column>__bad`: the text that could not be read, NULL otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from bole.contract import TABLES, Table
from bole.facts.csvfile import read_csv
from bole.facts.headers import match_headers
from bole.facts.locate import Delivery, Located
from bole.facts.parquetfile import read_parquet
from bole.facts.parse import insert_statement, staging_columns
from bole.facts.problems import PROBLEMS
from bole.facts.source import Rows, UnreadableError
from bole.facts.vocabulary import Vocabulary
from bole.facts.workbook import read_sheet
from bole.kernel.finding import SHOWN_PER_KIND, Findings
from bole.kernel.text import Text


@dataclass(slots=True)
class Staged:
    """What can be relied on: the columns of each table that were read, and the complete tables.

    A table is complete when every delivered row of it was read, or when it was not delivered.
    """

    columns: dict[str, set[str]] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)

    def has(self, table: str, *columns: str) -> bool:
        """Whether these columns were read."""
        return self.columns[table].issuperset(columns)

    def forget(self, table: str) -> None:
        """Nothing of this table can be relied on."""
        self.columns[table] = set()
        self.complete.discard(table)


def stage(
    connection: duckdb.DuckDBPyConnection,
    located: Located,
    *,
    vocabulary: Vocabulary,
    findings: Findings,
    progress: Callable[[str], None],
) -> Staged:
    """Create every staging table and read what was delivered into it."""
    staged = Staged()
    for table in TABLES.values():
        connection.execute(f'CREATE TABLE "{table.name}" ({staging_columns(table)})')
        staged.columns[table.name] = set(table.names)
        staged.complete.add(table.name)
        if table.name in located.doubtful:
            staged.forget(table.name)
        elif table.name in located.deliveries:
            progress(table.name)
            delivery = located.deliveries[table.name]
            _stage_table(connection, table, delivery, staged=staged, vocabulary=vocabulary, findings=findings)
    return staged


def _stage_table(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    delivery: Delivery,
    *,
    staged: Staged,
    vocabulary: Vocabulary,
    findings: Findings,
) -> None:
    for path in delivery.paths:
        file = f"{delivery.file}{path.name}" if delivery.folder else delivery.file
        try:
            rows = _rows(delivery, path)
            positions = match_headers(table, rows.headers, file=file, findings=findings)
            if positions:
                _insert(
                    connection,
                    rows,
                    *insert_statement(table, rows, positions, file=file, vocabulary=vocabulary),
                )
        except UnreadableError as error:
            _report_unreadable(table, file, error.reason, findings=findings)
            staged.forget(table.name)
            continue
        staged.columns[table.name] &= positions.keys()
        if rows.ragged:
            staged.complete.discard(table.name)
            _report_ragged(table, file, rows, findings=findings)
    if not delivery.paths:
        reason = Text("文件夹里没有 Parquet 文件", "the folder holds no Parquet file")
        _report_unreadable(table, delivery.file, reason, findings=findings)
        staged.forget(table.name)


def _rows(delivery: Delivery, path: Path) -> Rows:
    if delivery.form == "sheet":
        return read_sheet(path, delivery.name)
    return read_csv(path) if delivery.form == "csv" else read_parquet(path)


def _insert(
    connection: duckdb.DuckDBPyConnection, rows: Rows, statement: str, parameters: dict[str, object]
) -> None:
    """Run the insertion; a file that turns out to be damaged on the way leaves no row behind."""
    if rows.batches is not None:
        connection.register("delivered", rows.batches)
    try:
        connection.execute(statement, parameters)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        if rows.failure:
            raise rows.failure[0] from error
        if rows.batches is None:
            reason = str(error).splitlines()[0]
            raise UnreadableError(
                Text(f"Parquet 数据已损坏（{reason}）", f"its data are damaged ({reason})")
            ) from error
        raise


def _report_unreadable(table: Table, file: str, reason: Text, *, findings: Findings) -> None:
    findings.add(PROBLEMS["unreadable_file"].at(table.name, file=file, values={"reason": reason}))


def _report_ragged(table: Table, file: str, rows: Rows, *, findings: Findings) -> None:
    listed = [
        PROBLEMS["ragged_row"].at(
            table.name,
            file=file,
            row=ragged.row,
            values={"actual": ragged.actual, "expected": ragged.expected},
        )
        for ragged in rows.ragged[:SHOWN_PER_KIND]
    ]
    findings.extend(listed)
    findings.count_more(listed[-1], len(rows.ragged) - len(listed))
