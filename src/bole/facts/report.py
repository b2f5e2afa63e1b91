"""Turning the rows of a query into findings: the first ones listed, all of them counted."""

from collections.abc import Iterable, Mapping

import duckdb

from bole.facts.problems import Problem
from bole.kernel.finding import SHOWN_PER_KIND, Findings


def named_by(columns: Iterable[str]) -> str:
    """SQL for what names a row in findings."""
    return "concat_ws('/', " + ", ".join(f'"{name}"' for name in columns) + ")"


def report(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    *,
    problem: Problem,
    table: str,
    findings: Findings,
    column: str | None = None,
    values: Mapping[str, object] | None = None,
) -> None:
    """Add one finding for every row of `query`.

    The query gives `_file`, `_row` and `key`; its other columns fill the problem's texts, as do
    the constant `values`. No more rows are fetched than are listed.
    """
    first = f"SELECT * FROM ({query}) ORDER BY _file, _row, key LIMIT {SHOWN_PER_KIND + 1}"
    result = connection.execute(first)
    names = [description[0] for description in result.description]
    found = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    listed = [
        problem.at(
            table,
            file=row.pop("_file"),
            row=row.pop("_row"),
            column=column,
            key=row.pop("key"),
            values={**(values or {}), **row},
        )
        for row in found[:SHOWN_PER_KIND]
    ]
    findings.extend(listed)
    if len(found) > SHOWN_PER_KIND:
        counted = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
        findings.count_more(listed[-1], (counted or (0,))[0] - SHOWN_PER_KIND)
