"""Writing sheets: tables with a header, pages of lines, and a file whose bytes do not vary."""

import math
import shutil
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Generic, Literal, TypeAlias, TypeVar

import xlsxwriter

from bole.assess.workbook.style import Style, Tone, properties

Value: TypeAlias = str | int | float | None
"""A cell: text, a number, or nothing. A float is only ever a printed decimal on its way out."""

R = TypeVar("R")
"""What a row is about."""

Cells = tuple[Value, ...]
"""A record whose values are its cells."""

Paper = Literal["A4", "A3"]

PAPERS: dict[Paper, int] = {"A4": 9, "A3": 8}
LONGEST_TEXT = 32_767
"""More characters than this Excel does not take in a cell."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
HEADER_HEIGHT = 45
LINE_HEIGHT = 15
INDENT = 3
FIRST_WIDE = "\u2e80"
"""From this character on, one takes the room of two Latin ones."""

NUMBERS_IN_LINES: dict[type, Style] = {int: "count", float: "wan"}


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column of a table, and its cell `of` a record.

    `key` is what marks refer to; `pinned` ones stay when scrolling.
    """

    key: str
    header: str
    width: float
    style: Style = "text"
    pinned: bool = False
    of: Callable[[R], Value] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """One row, of a record; `assumed` are keys of columns."""

    record: R
    assumed: frozenset[str] = frozenset()
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; `style` is that of its texts, `tone` that of its first cell."""

    cells: Sequence[Value] = ()
    style: Style = "text"
    tone: Tone | None = None
    height: float | None = None


class Book:
    """A workbook in the making; sheets appear in the order they are written.

    Rows go to files in `scratch`, a folder of the caller's, so that memory does not grow with them.
    """

    def __init__(self, scratch: Path, *, period: str, last_day: date) -> None:
        self._period = period
        self._raw = scratch / "raw.xlsx"
        self._workbook: Any = xlsxwriter.Workbook(
            str(self._raw),
            {
                "constant_memory": True,
                "tmpdir": str(scratch),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._workbook.set_properties(
            {
                "title": f"客户经理考核结果 {period}",
                "author": "Bole",
                "created": datetime.combine(last_day, time(), tzinfo=UTC),
            }
        )
        self._format = cache(self._new_format)

    def table(
        self, name: str, columns: Iterable[Column[R]], rows: Iterable[Row[R]], *, paper: Paper = "A4"
    ) -> None:
        """Add a table: header frozen, filtered and repeated on every page."""
        sheet, columns = self._sheet(name, paper), tuple(columns)
        sheet.set_row(0, HEADER_HEIGHT)
        header = self._format("header", None)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.header, header)
        last = 0
        wrapping = [place for place, column in enumerate(columns) if column.style == "wrap"]
        for last, row in enumerate(rows, start=1):
            cells = [column.of(row.record) for column in columns]
            lines = max((_lines(cells[place], columns[place].width) for place in wrapping), default=1)
            if lines > 1:
                sheet.set_row(last, lines * LINE_HEIGHT)
            self._write_row(sheet, last, zip(columns, cells, strict=True), row)
        sheet.freeze_panes(1, sum(column.pinned for column in columns))
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})

    def page(self, name: str, lines: Iterable[Line], *, widths: Sequence[float]) -> None:
        """Add a page of lines."""
        sheet = self._sheet(name, "A4")
        sheet.hide_gridlines(2)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for number, line in enumerate(lines):
            if line.height is not None:
                sheet.set_row(number, line.height)
            for place, value in enumerate(line.cells):
                if value is not None:
                    style = NUMBERS_IN_LINES.get(type(value), line.style)
                    tone = line.tone if place == 0 else None
                    _write(sheet, (number, place), value, self._format(style, tone))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def save(self, path: Path) -> None:
        """Write the file; its parts carry one fixed time and mode, whatever the machine's."""
        self._workbook.close()
        with (
            zipfile.ZipFile(self._raw) as made,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in made.namelist():
                entry = zipfile.ZipInfo(name, ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                with made.open(name) as source, target.open(entry, "w") as part:
                    shutil.copyfileobj(source, part)

    def _sheet(self, name: str, paper: Paper) -> Any:
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(PAPERS[paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.set_header(f"&L{name}&R{self._period}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def _write_row(
        self, sheet: Any, number: int, cells: Iterable[tuple[Column[R], Value]], row: Row[R]
    ) -> None:
        for place, (column, value) in enumerate(cells):
            if value is not None:
                tone: Tone | None = "assumed" if column.key in row.assumed else row.tone
                _write(sheet, (number, place), value, self._format(column.style, tone))
            elif row.tone is not None:
                sheet.write_blank(number, place, None, self._format(column.style, row.tone))

    def _new_format(self, style: Style, tone: Tone | None) -> Any:
        return self._workbook.add_format(properties(style, tone))


def _lines(value: Value, width: float) -> int:
    """How many lines a wrapped cell takes; not every program works it out when it opens the file."""
    if not isinstance(value, str):
        return 1
    needed = sum(2 if character >= FIRST_WIDE else 1.1 for character in value)
    return math.ceil(needed / (width - INDENT))


def _write(sheet: Any, place: tuple[int, int], value: str | float, cell_format: Any) -> None:
    """Write by type alone: text stays text, whatever it looks like."""
    if isinstance(value, str):
        sheet.write_string(*place, value[:LONGEST_TEXT], cell_format)
    else:
        sheet.write_number(*place, value, cell_format)
