"""What every command prints with: the language, the two consoles, progress, tables of findings."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import NoReturn

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bole.cli.encoding import shows_chinese
from bole.kernel.finding import Finding, Findings
from bole.kernel.text import Language, Text


class _PipedConsole(Console):
    """A console whose reader may leave early, as `head` does; that is no failure."""

    def on_broken_pipe(self) -> NoReturn:
        """End quietly."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


out = _PipedConsole(highlight=False)
err = _PipedConsole(stderr=True, highlight=False)

WIDEST = 500
"""How many columns a table of figures may take."""

SHOWN = 40
"""How many findings the terminal lists; `findings.json` has more."""

LANGUAGE_VARIABLES = ("BOLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Lang(StrEnum):
    """The languages a command can print in."""

    zh = "zh"
    en = "en"


def language(chosen: Lang | None) -> Language:
    """The language asked for, or the locale's, or else Chinese where it can be shown."""
    values = [chosen.value] if chosen else [os.environ.get(name, "").lower() for name in LANGUAGE_VARIABLES]
    for value in values:
        if value.startswith(("zh", "en")):
            return "zh" if value.startswith("zh") else "en"
    return "zh" if shows_chinese() else "en"


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error that moves one step on each call; nothing where it is not a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=steps)

        def step(name: str) -> None:
            bar.update(task, description=escape(name), advance=1)

        yield step


def print_whole(table: Table) -> None:
    """Print a table with every figure whole, even where the terminal is narrower."""
    needed = Measurement.get(out, out.options.update(width=WIDEST), table).maximum
    wide = _PipedConsole(highlight=False, width=max(out.width, needed))
    wide.print(table, crop=False)


def print_findings(findings: Findings | Iterable[Finding], *, lang: Language) -> None:
    """Findings on standard error: a table of the errors, a line per kind of warning, the counts."""
    listed = list(findings)
    errors = [finding for finding in listed if finding.severity == "error"]
    if errors:
        _print_table(errors[:SHOWN], lang)
    if isinstance(findings, Findings):
        _print_warnings(findings, listed, lang)
        said = Text("{errors} 个错误，{warnings} 个提示", "{errors} errors, {warnings} warnings").says(lang)
        err.print(said.format(errors=findings.errors, warnings=findings.warnings))
    else:
        for finding in listed:
            if finding.severity == "warning":
                err.print(
                    f"{_severity(finding, lang)} {_where(finding)}: {escape(finding.message.says(lang))}"
                )


HEADINGS = (
    Text("文件", "file"),
    Text("行", "row"),
    Text("列/键", "column/key"),
    Text("问题", "what is wrong"),
    Text("处理", "what to do"),
)


def _print_table(errors: list[Finding], lang: Language) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading.says(lang), overflow="fold")
    for finding in errors:
        table.add_row(
            escape(finding.file or finding.table or ""),
            "" if finding.row is None else str(finding.row),
            escape(finding.column or finding.key or ""),
            f"[red]{escape(finding.message.says(lang))}[/red]",
            escape(finding.remedy.says(lang)),
        )
    err.print(table)


def _print_warnings(findings: Findings, listed: list[Finding], lang: Language) -> None:
    """One line per kind of warning with an example; `findings.json` has the others."""
    for severity, kind, table, column, count in findings.groups():
        if severity != "warning":
            continue
        first = next(
            f
            for f in listed
            if (f.severity, f.kind, f.table, f.column or "") == (severity, kind, table, column)
        )
        more = Text("（共 {n} 处）", " ({n} such)").says(lang).format(n=f"{count:,}") if count > 1 else ""
        err.print(f"{_severity(first, lang)} {_where(first)}: {escape(first.message.says(lang))}{more}")


def _where(finding: Finding) -> str:
    row = "" if finding.row is None else f":{finding.row}"
    return escape(f"{finding.file or finding.table}{row}")


def _severity(finding: Finding, lang: Language) -> str:
    if finding.severity == "error":
        return f"[red]{Text('错误', 'error').says(lang)}[/red]"
    return f"[yellow]{Text('提示', 'warning').says(lang)}[/yellow]"
