"""Reading one sheet of an Excel workbook: what a cell shows becomes the text a CSV would hold."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from bole.facts.source import Rows, UnreadableError
from bole.kernel.text import Text

_BATCH_ROWS = 50_000
EXCEL_DIGITS = 15
"""Excel itself keeps and shows no more significant digits than these."""


def read_sheet(path: Path, name: str) -> Rows:
    """The rows of one sheet; the first row is the header.

    Raises:
        UnreadableError: the sheet is damaged or holds nothing.
    """
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
