"""What every command prints with: the language, the two consoles, progress, tables of findings."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bole.kernel.finding import Finding, Findings
from bole.kernel.text import Language, Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

SHOWN = 40
"""How many findings the terminal lists; `findings.json` has more."""

LANGUAGE_VARIABLES = ("BOLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Lang(StrEnum):
    """The languages a command can print in."""

    zh = "zh"
    en = "en"


def language(chosen: Lang | None) -> Language:
    """The language to print in: what was asked for, or the locale's, or else Chinese."""
    if chosen is not None:
        os.environ[LANGUAGE_VARIABLES[0]] = chosen.value
        return "zh" if chosen is Lang.zh else "en"
    for name in LANGUAGE_VARIABLES:
        value = os.environ.get(name, "").lower()
        if value.startswith(("zh", "en")):
            return "zh" if value.startswith("zh") else "en"
    return "zh"


@contextmanager
def progress(steps: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error that moves one step on each call; nothing where it is not a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("", total=steps)

        def step(name: str) -> None:
            bar.update(task, description=escape(name), advance=1)

        yield step


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
