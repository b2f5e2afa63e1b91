"""Reading one sheet of an Excel workbook: what a cell shows becomes the text a CSV would hold."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from html import unescape
from itertools import islice
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from bole.facts.source import Rows, UnreadableError
from bole.kernel.text import Text

_BATCH_ROWS = 50_000
EXCEL_DIGITS = 15
"""Excel itself keeps and shows no more significant digits than these."""


_ERROR_CELL = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+[0-9]+)"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)
_ERRORS_NAMED = 5
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')


def read_sheet(path: Path, name: str) -> Rows:
    """The rows of one sheet; the first row is the header.

    Raises:
        UnreadableError: the sheet is damaged, holds nothing, or has cells whose formula failed.
    """
    _no_error_cells(path, name)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise UnreadableError(Text(f"工作表已损坏（{error}）", f"the sheet is damaged ({error})")) from error
    cells = [[cell_text(cell) for cell in row] for row in rows]
    width = max((position + 1 for row in cells for position, cell in enumerate(row) if cell), default=0)
    if not width:
        raise UnreadableError(Text("工作表没有列名行", "it has no header row"))
    names = [f"c{position}" for position in range(width)]
    schema = pa.schema([("row", pa.int64()), *((name, pa.string()) for name in names)])
    return Rows(
        headers=tuple(cells[0][:width]),
        relation="delivered",
        cells=tuple(names),
        row="row",
        batches=pa.RecordBatchReader.from_batches(schema, _batches(cells, schema)),
    )


def _no_error_cells(path: Path, name: str) -> None:
    """A failed formula (`#N/A`) would be read as an empty cell, and an empty cell means something."""
    found = _ERROR_CELL.findall(_sheet_source(path, name))
    if found:
        named = [f"{place.decode()} {shown.decode()}" for place, shown in found[:_ERRORS_NAMED]]
        named += ["…"] if len(found) > _ERRORS_NAMED else []
        raise UnreadableError(
            Text(
                f"{len(found)} 个单元格的公式出错（{'、'.join(named)}）；"
                "请在 Excel 中改正或改填数值后重新提供",
                f"the formulas of {len(found)} cells failed ({', '.join(named)}); mend them in Excel, or put "
                "values in their place, and deliver again",
            )
        )


def _sheet_source(path: Path, name: str) -> bytes:
    """The XML of a sheet; empty where the workbook does not say where it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = _elements(archive.read("xl/workbook.xml"), "sheet")
            parts = _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
            wanted = next(sheet.get("r:id") for sheet in sheets if sheet.get("name") == name)
            target = next(part.get("Target", "") for part in parts if part.get("Id") == wanted)
            return archive.read(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
    except (zipfile.BadZipFile, KeyError, OSError, StopIteration):
        return b""


def _elements(source: bytes, tag: str) -> list[dict[str, str]]:
    """The attributes of every element with a tag, of the plain XML that workbooks are made of."""
    found = re.findall(rf"<{tag}\s([^>]*)>", source.decode("utf-8", "replace"))
    return [{key: unescape(value) for key, value in _ATTRIBUTE.findall(each)} for each in found]


def cell_text(cell: object) -> str:
    """What a cell says: dates as YYYY-MM-DD, numbers as Excel shows them, truth as true or false."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            return format(Decimal(f"{cell:.{EXCEL_DIGITS}g}"), "f")
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell).strip()


def _batches(cells: list[list[str]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    numbered = enumerate(islice(cells, 1, None), start=2)
    while some := list(islice(numbered, _BATCH_ROWS)):
        columns = [[number for number, _ in some]]
        texts = [[row[position] for _, row in some] for position in range(len(schema) - 1)]
        yield pa.RecordBatch.from_arrays([pa.array(column) for column in (*columns, *texts)], schema=schema)
