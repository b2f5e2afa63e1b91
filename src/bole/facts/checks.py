"""Checks of what the rows say: each one SQL file in `sql/checks/`, its description above its statement.

The description is TOML in comment lines, up to the first empty line: the fields of a `Check`. The
file is named by the check's place in the documentation and its kind.
"""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files

import duckdb
from msgspec import Struct

from bole.contract import TABLES
from bole.contract.data import DataError, OnFirstUse, parsed, validated
from bole.facts.problems import PROBLEMS, Problem
from bole.facts.report import named_by, report
from bole.facts.stage import Staged
from bole.facts.vocabulary import Vocabulary
from bole.kernel.finding import Findings


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a check looks: a table, the column at fault, and the columns that name a row of it."""

    table: str
    column: str | None = None
    key: tuple[str, ...] = ()


class Check(Problem, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One check: the problem that each row of its statement is, and where it looks.

    The statement gives `_file`, `_row`, `key` and what the texts' marks need. One that looks at
    several places has marks itself: `{table}`, `{column}` and `{key}`. Besides the column at fault it
    `needs` other columns, of the same table or written `table.column`, and every row of the tables
    in `complete`; where they could not be read it is left out, so that one bad file does not give
    thousands of false findings. One that reads `stored` intervals waits until they are written.
    """

    sql: str
    places: tuple[Place, ...]
    needs: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    stored: bool = False

    def statement(self, place: Place, **marks: str) -> str:
        """The statement for one place, with further marks filled."""
        marks |= {"table": place.table, "column": place.column or "", "key": named_by(place.key)}
        sql = self.sql
        for mark, text in marks.items():
            sql = sql.replace(f"{{{mark}}}", text)
        return sql

    def columns(self, place: Place) -> list[tuple[str, str]]:
        """The tables and columns that it looks at from one place."""
        parts = (name.rpartition(".") for name in (*self.needs, *filter(None, (place.column,)), *place.key))
        return [(table or place.table, column) for table, _, column in parts]

    def run(
        self, connection: duckdb.DuckDBPyConnection, place: Place, *, findings: Findings, **marks: str
    ) -> None:
        """Report what it finds at one place."""
        report(
            connection,
            self.statement(place, **marks),
            problem=self,
            table=place.table,
            column=place.column,
            findings=findings,
        )


def check_of(kind: str, source: str) -> Check:
    """The check that the text of an SQL file describes.

    Raises:
        DataError: its description is not what the schema says, or there is no statement below it.
    """
    description, _, sql = source.partition("\n\n")
    lines = description.splitlines()
    if not sql or not all(line.startswith("--") for line in lines):
        raise DataError(f"{kind}: a description in comment lines, an empty line, and the statement")
    raw = parsed("\n".join(line.removeprefix("--") for line in lines), called=kind)
    check = validated({"kind": kind, "sql": sql, **raw}, Check, called=kind)
    for table, column in (each for place in check.places for each in check.columns(place)):
        if table not in TABLES or column not in TABLES[table].names:
            raise DataError(f"{kind}: there is no column {table}.{column}")
    return check


def _read() -> dict[str, Check]:
    paths = sorted(files("bole.facts").joinpath("sql", "checks").iterdir(), key=lambda path: path.name)
    named = ((path.name.removesuffix(".sql").partition("_")[2], path) for path in paths)
    return {kind: check_of(kind, path.read_text("utf-8")) for kind, path in named}


CHECKS: Mapping[str, Check] = OnFirstUse(_read)
"""Every check by its kind, in the order of the documentation."""

CATALOGUE: Mapping[str, Problem] = OnFirstUse(lambda: {**PROBLEMS, **CHECKS})
"""Everything that can be wrong with delivered facts, by its kind."""


def check_rows(
    connection: duckdb.DuckDBPyConnection,
    *,
    staged: Staged,
    vocabulary: Vocabulary,
    rates_on: date | None,
    findings: Findings,
) -> None:
    """Run every check of the staged rows whose columns were read."""
    connection.execute("CREATE TABLE item_outcomes (item VARCHAR, outcome VARCHAR)")
    for item, outcomes in vocabulary.error_items.items():
        connection.execute("INSERT INTO item_outcomes SELECT ?, unnest(?)", [item, sorted(outcomes)])
    assessed = [post for post, is_assessed in vocabulary.posts.items() if is_assessed]
    connection.execute(
        "CREATE TABLE assessed_posts AS SELECT unnest(CAST(? AS VARCHAR[])) AS post", [assessed]
    )
    connection.execute("CREATE TABLE assessed AS SELECT CAST(? AS DATE) AS rates_on", [rates_on])
    for check in CHECKS.values():
        if check.stored or not staged.complete.issuperset(check.complete):
            continue
        for place in check.places:
            if all(staged.has(table, column) for table, column in check.columns(place)):
                check.run(connection, place, findings=findings)
