"""From a delivered folder or workbook to a checked store, or to everything that is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from bole.contract import TABLES
from bole.facts.check_cells import check_cells
from bole.facts.check_examples import check_examples
from bole.facts.check_keys import check_duplicate_keys, check_references
from bole.facts.checks import check_rows
from bole.facts.digest import store_sha256
from bole.facts.locate import Located, locate
from bole.facts.normalise import write_intervals, write_store
from bole.facts.session import session, statement
from bole.facts.stage import Staged, stage
from bole.facts.store import STORE_TABLES, Store
from bole.facts.vocabulary import Vocabulary
from bole.kernel.finding import Findings


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave: a store and its content hash, unless there are errors.

    `row_counts` has the number of delivered rows of every table of the contract.
    """

    findings: Findings
    store: Store | None
    sha256: str | None
    row_counts: dict[str, int]


def load(
    source: Path,
    store: Path,
    *,
    vocabulary: Vocabulary,
    rates_on: date | None,
    called: str | None = None,
    threads: int = 2,
    memory_limit: str = "1GB",
    progress: Callable[[str], None] | None = None,
) -> Loaded:
    """Read, check and normalise delivered facts (contract, "Facts").

    Args:
        source: the facts folder, or a workbook.
        store: a working folder of the caller's; it is created, and its store files are replaced.
        vocabulary: the words of the policy that the facts must use.
        rates_on: the last assessed day: every currency in use needs a rate dated on or before it;
            None accepts any rate.
        called: how findings call a workbook, where its own file name says nothing.
        threads: how many threads the engine uses.
        memory_limit: how much memory the engine uses before it spills to `store`, as DuckDB writes it.
        progress: told each step, in Chinese and English.
    """
    findings = Findings()
    target = Store(store)
    tell = progress or _tell_nobody
    with session(store / "spill", threads=threads, memory_limit=memory_limit) as connection:
        for macro in statement("macros").split(";\n"):
            connection.execute(macro)
        located = locate(source, findings, called=called)
        staged = stage(connection, located, vocabulary=vocabulary, findings=findings, progress=tell)
        tell("检查 / checking")
        _check_examples(connection, located, staged=staged, findings=findings)
        _check(connection, staged=staged, vocabulary=vocabulary, rates_on=rates_on, findings=findings)
        row_counts = _row_counts(connection)
        tell("整理 / normalising")
        write_intervals(connection, target, staged=staged, findings=findings)
        if not findings.errors:
            write_store(connection, target)
    if findings.errors:
        for table in STORE_TABLES:
            target.path_of(table).unlink(missing_ok=True)
        return Loaded(findings, None, None, row_counts)
    tell("计算摘要 / hashing")
    return Loaded(findings, target, store_sha256(target), row_counts)


def _check_examples(
    connection: duckdb.DuckDBPyConnection, located: Located, *, staged: Staged, findings: Findings
) -> None:
    """Only sheets are looked at: the template is a workbook."""
    for name, delivery in located.deliveries.items():
        if delivery.form == "sheet":
            check_examples(connection, TABLES[name], staged=staged, findings=findings)


def _check(
    connection: duckdb.DuckDBPyConnection,
    *,
    staged: Staged,
    vocabulary: Vocabulary,
    rates_on: date | None,
    findings: Findings,
) -> None:
    for table in TABLES.values():
        check_cells(connection, table, staged=staged, vocabulary=vocabulary, findings=findings)
        check_duplicate_keys(connection, table, staged=staged, findings=findings)
        check_references(connection, table, staged=staged, findings=findings)
    check_rows(connection, staged=staged, vocabulary=vocabulary, rates_on=rates_on, findings=findings)


def _row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        counts[table] = row[0] if row else 0
    return counts


def _tell_nobody(_step: str) -> None:
    """Nobody asked for progress."""
