"""Finding which file, folder or sheet delivers which table."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from python_calamine import CalamineError, CalamineWorkbook

from bole.contract import TABLES
from bole.facts.problems import PROBLEMS
from bole.kernel.finding import Findings
from bole.kernel.text import Text

GUIDE_SHEET = "说明"
"""The sheet of the template that explains it; never read."""

_ALIKE = 0.75
"""From this likeness on, an unknown name counts as a misspelt one (0 to 1)."""

_SUFFIXES: dict[str, Literal["csv", "parquet"]] = {".csv": "csv", ".csv.gz": "csv", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing that was delivered under a name: a file, a folder of files, or a sheet.

    `file` is how findings call it. A sheet's path is its workbook.
    """

    name: str
    form: Literal["csv", "parquet", "sheet"]
    file: str
    paths: tuple[Path, ...]
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """The deliveries by table, and the tables of which it is unclear what was delivered."""

    deliveries: dict[str, Delivery]
    doubtful: frozenset[str]


def locate(source: Path, findings: Findings, *, called: str | None = None) -> Located:
    """Find every table; what is unclear, misspelt, unknown or missing becomes a finding.

    `called`: how findings call the workbook that `source` is, if not by its own name.
    """
    if source.is_dir():
        deliveries = list(_in_folder(source, findings))
    elif _is_workbook(source):
        deliveries = list(_sheets(source, findings, called=called or source.name))
    else:
        findings.add(PROBLEMS["no_source"].at("", file=source.name))
        deliveries = []
    if findings.errors:
        return Located({}, frozenset(TABLES))
    tables = _by_table(deliveries, findings)
    doubtful = _report_unknown(deliveries, tables, findings)
    doubtful |= {delivery.name for delivery in deliveries if delivery.name in TABLES} - tables.keys()
    for table in TABLES.values():
        if table.required and table.name not in tables and table.name not in doubtful:
            findings.add(PROBLEMS["missing_table"].at(table.name))
            doubtful.add(table.name)
    return Located(tables, frozenset(doubtful))


def _is_workbook(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() == ".xlsx"


def _in_folder(folder: Path, findings: Findings) -> Iterator[Delivery]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$")))
    deliveries = [delivery for entry in entries for delivery in _delivered_by(entry)]
    workbooks = [entry for entry in entries if _is_workbook(entry)]
    named = [delivery.file for delivery in deliveries if delivery.name in TABLES]
    if len(workbooks) == 1 and not named:
        yield from _sheets(workbooks[0], findings, called=workbooks[0].name)
    elif workbooks:
        names = (*(workbook.name for workbook in workbooks), *named[:1])
        findings.add(PROBLEMS["several_sources"].at("", values={"files": names}))
    yield from deliveries


def _delivered_by(entry: Path) -> Iterator[Delivery]:
    if entry.is_dir():
        parts = tuple(sorted(part for part in entry.iterdir() if part.suffix.lower() == ".parquet"))
        if parts or entry.name in TABLES:
            yield Delivery(entry.name, "parquet", f"{entry.name}/", parts, folder=True)
        return
    for suffix, form in _SUFFIXES.items():
        if entry.name.lower().endswith(suffix):
            yield Delivery(entry.name[: -len(suffix)], form, entry.name, (entry,))


def _sheets(workbook: Path, findings: Findings, *, called: str) -> Iterator[Delivery]:
    try:
        with CalamineWorkbook.from_path(workbook) as opened:
            names = opened.sheet_names
    except (CalamineError, OSError) as error:
        reason = Text(f"不是有效的 .xlsx 工作簿（{error}）", f"not a valid .xlsx workbook ({error})")
        findings.add(PROBLEMS["unreadable_file"].at("", file=called, values={"reason": reason}))
        return
    for name in names:
        if name != GUIDE_SHEET:
            yield Delivery(name, "sheet", f"{called}#{name}", (workbook,))


def _by_table(deliveries: list[Delivery], findings: Findings) -> dict[str, Delivery]:
    tables: dict[str, Delivery] = {}
    for name in TABLES:
        found = [delivery for delivery in deliveries if delivery.name == name]
        if len(found) == 1:
            tables[name] = found[0]
        elif found:
            files = tuple(delivery.file for delivery in found)
            findings.add(PROBLEMS["two_files"].at(name, values={"files": files}))
    return tables


def _report_unknown(deliveries: list[Delivery], tables: dict[str, Delivery], findings: Findings) -> set[str]:
    """Report what is no table; give back the tables that were probably meant."""
    titles = {table.title.zh: table.name for table in TABLES.values()}
    meant = set()
    for delivery in deliveries:
        if delivery.name in TABLES:
            continue
        close = get_close_matches(delivery.name.lower(), TABLES, n=1, cutoff=_ALIKE)
        suggestion = titles.get(delivery.name) or (close[0] if close else None)
        if suggestion is None or suggestion in tables:
            findings.add(PROBLEMS["unknown_table"].at(delivery.name, file=delivery.file))
        else:
            values = {"suggestion": suggestion}
            findings.add(PROBLEMS["misspelt_table"].at(delivery.name, file=delivery.file, values=values))
            meant.add(suggestion)
    return meant
