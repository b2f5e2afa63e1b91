"""What every command prints with: the language, the two consoles, progress, tables of findings."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import PurePath
from typing import NoReturn

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.measure import Measurement
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bole.cli.encoding import shows_chinese
from bole.kernel.finding import Finding, Findings
from bole.kernel.text import Language, Text, language_of


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

SHOWN_ALIKE = 5
"""How many findings of one kind, table and column the terminal lists; `findings.json` has more."""

SHOWN_PARTS = 2
"""How many parts of a path a table shows."""

LANGUAGE_VARIABLES = ("BOLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Lang(StrEnum):
    """The languages a command can print in."""

    zh = "zh"
    en = "en"


def language(chosen: Lang | None) -> Language:
    """The language asked for, or the locale's, or else Chinese where it can be shown."""
    return language_of(
        chosen,
        *(os.environ.get(name) for name in LANGUAGE_VARIABLES),
        otherwise="zh" if shows_chinese() else "en",
    )


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error that moves one step on each call; nothing where it is not a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=steps)

        def step(name: str) -> None:
            bar.update(task, description=escape(name), advance=1)

        yield step


def say(text: Text, lang: Language, *, style: str | None = None, on: Console = out) -> None:
    """Print one text in a language; nothing in it is markup, and no line is broken."""
    on.print(text.says(lang), style=style, markup=False, soft_wrap=True)


def print_whole(table: Table) -> None:
    """Print a table with every figure whole, even where the terminal is narrower."""
    needed = Measurement.get(out, out.options.update(width=WIDEST), table).maximum
    wide = _PipedConsole(highlight=False, width=max(out.width, needed))
    wide.print(table, crop=False)


Group = tuple[str, str, str, str]
"""Severity, kind, table and column: findings that are alike."""


def print_findings(findings: Findings | Sequence[Finding], *, lang: Language) -> None:
    """Findings on standard error: a table of the errors, the warnings, the counts.

    Findings of facts can be many: of those that are alike some are shown, and all are counted.
    """
    alike: dict[Group, list[Finding]] = {}
    for finding in findings:
        alike.setdefault(_group(finding), []).append(finding)
    counts: dict[Group, int] = {group: len(listed) for group, listed in alike.items()}
    if isinstance(findings, Findings):
        counts = {group[:4]: group[4] for group in findings.groups()}
        shown = {"error": SHOWN_ALIKE, "warning": 1}
    else:
        shown = {"error": len(findings), "warning": len(findings)}
    errors = {group: listed for group, listed in alike.items() if group[0] == "error"}
    if errors:
        _print_errors(errors, counts, shown["error"], lang)
    for group, listed in alike.items():
        if group not in errors:
            for finding in listed[: shown["warning"]]:
                _print_warning(finding, counts[group] if shown["warning"] == 1 else 1, lang)
    totals = [sum(count for group, count in counts.items() if group[0] == each) for each in shown]
    err.print(_totals(*totals).says(lang))


def _totals(errors: int, warnings: int) -> Text:
    english = (f"{errors:,} error{'s' * (errors != 1)}", f"{warnings:,} warning{'s' * (warnings != 1)}")
    return Text(f"{errors:,} 个错误，{warnings:,} 个提示", ", ".join(english))


def _group(finding: Finding) -> Group:
    return finding.severity, finding.kind, finding.table, finding.column or ""


HEADINGS = (
    Text("位置", "where"),
    Text("列/键", "column/key"),
    Text("问题 → 处理", "what is wrong → what to do"),
)


def _print_errors(
    alike: dict[Group, list[Finding]], counts: dict[Group, int], shown: int, lang: Language
) -> None:
    """A table of the first errors of each kind, and under them once what to do."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading.says(lang), overflow="fold")
    for group, findings in alike.items():
        for finding in findings[:shown]:
            message = f"[red]{escape(finding.message.says(lang))}[/red]"
            table.add_row(_where(finding), escape(finding.column or finding.key or ""), message)
        arrow = Text("→", "→ ").says(lang)
        remedy = f"[dim]{arrow}{escape(findings[0].remedy.says(lang))}[/dim]"
        more = Text("（共 {n} 处）", " ({n} such)").says(lang).format(n=f"{counts[group]:,}")
        table.add_row("", "", remedy + (more if counts[group] > shown else ""))
    err.print(table)


def _print_warning(example: Finding, count: int, lang: Language) -> None:
    """One line for a kind of warning with an example; `findings.json` has the others."""
    more = Text("（共 {n} 处）", " ({n} such)").says(lang).format(n=f"{count:,}") if count > 1 else ""
    severity = Text("提示", "warning").says(lang)
    said = f"{_where(example)}: {escape(example.message.says(lang))}{more}"
    err.print(f"[yellow]{severity}[/yellow] {said}")


def _where(finding: Finding) -> str:
    row = "" if finding.row is None else f":{finding.row}"
    return escape(f"{_short(finding.file or finding.table)}{row}")


def _short(file: str) -> str:
    """A file by its last two parts: the folders before them are those that were given."""
    parts = PurePath(file).parts
    return file if len(parts) <= SHOWN_PARTS else str(PurePath("…", *parts[-SHOWN_PARTS:]))
