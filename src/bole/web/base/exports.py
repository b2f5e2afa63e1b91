"""Excel files of what a page shows; no cell is ever taken for a formula."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
EXACT_DIGITS = 15
"""A spreadsheet's number has no more digits than this; longer ones are written as text."""

Rows = Iterable[Sequence[object]]


def workbook_response(filename: str, headers: Sequence[object], rows: Rows) -> HttpResponseBase:
    """The workbook as the answer to a request, sent from a temporary file piece by piece."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(file, headers, rows)
    file.seek(0)
    return download(file, filename, "xlsx", XLSX)


def write_workbook(file: IO[bytes], headers: Sequence[object], rows: Rows) -> int:
    """An Excel workbook of one sheet: frozen header, filter, numbers as numbers, strings as strings.

    Strings are written as strings whatever they begin with, so nothing is calculated on opening. One
    row is held at a time. Returns how many rows there are below the header.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#EEF1F5", "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"}),
            "amount": book.add_format({"num_format": "#,##0.00####"}),
        }
        titles = [str(header) for header in headers]
        widths = [_width(title) for title in titles]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, formats["head"])
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, last, column, value, formats)
                widths[column] = max(widths[column], _width(value))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, WIDEST))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, max(len(titles) - 1, 0))
    return last


def _write(sheet: Any, row: int, column: int, value: object, formats: dict[str, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() if abs(value) < 10**EXACT_DIGITS:
            sheet.write_number(row, column, value)
        case Decimal() if len(value.as_tuple().digits) <= EXACT_DIGITS:
            sheet.write_number(row, column, value, formats["amount"])
        case datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, column, local.replace(tzinfo=None), formats["moment"])
        case date():
            sheet.write_datetime(row, column, value, formats["day"])
        case _:
            sheet.write_string(row, column, _text(value))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M:%S}"
        case Promise():
            return str(value)
        case _:
            return str(value)


def _width(value: object) -> int:
    """Characters of a column, a Chinese character counting twice."""
    return 2 + sum(2 if ord(character) > 0x2E80 else 1 for character in _text(value))


def download(file: IO[bytes], filename: str, suffix: str, content_type: str) -> FileResponse:
    """A file under its own name, Chinese or not; nothing on the way keeps a copy."""
    response = FileResponse(file, content_type=content_type)
    response["Content-Disposition"] = (
        f"attachment; filename=\"export.{suffix}\"; filename*=UTF-8''{quote(filename)}.{suffix}"
    )
    response["Cache-Control"] = "no-store"
    return response
