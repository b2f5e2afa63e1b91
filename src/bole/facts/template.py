"""The Excel template: one sheet a table, every column explained, one example row to delete."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bole.contract import TABLES, TYPES, Column, Table
from bole.facts.locate import GUIDE_SHEET
from bole.kernel.text import Text

_TEXT_FORMAT = "@"
_CREATED = datetime(2005, 7, 21)  # noqa: DTZ001 - a fixed stamp, so that a template is always the same
_PROMPT = {"x_scale": 2.5, "y_scale": 2.2}

_USE = (
    Text(
        "每张工作表是一张数据表，名称不要改；列的次序可以改。",
        "Every sheet is a table; keep its name. The order of columns is free.",
    ),
    Text(
        "把鼠标移到列名上，可以看到该列的含义、写法和允许的取值。",
        "Point at a header to read what the column means, how it is written and what is allowed.",
    ),
    Text(
        "深色列名的列必须填写，浅色的可以留空。",
        "Columns with a dark header must be filled; those with a light one may be empty.",
    ),
    Text(
        "每张表的第 2 行是示例，请用自己的数据替换，留着会被退回；用不到的表可以整张删除。",
        "Row 2 of every sheet is an example: replace it, facts that still have it are refused. "
        "Sheets that are not needed may be deleted.",
    ),
    Text("本页仅供说明，读取时会忽略。", "This page only explains; it is not read."),
)


def column_note(column: Column) -> Text:
    """What the column means, how it is written, what is allowed, and whether it may be empty."""
    written = column.cell.written
    lines = [column.note, Text(f"写法：{written.zh}。", f"Written as {written.en}.")]
    if column.choices:
        lines.append(Text(f"取值：{'、'.join(column.choices)}。", f"One of: {', '.join(column.choices)}."))
    if column.references:
        lines.append(Text(f"须在表 {column.references} 中。", f"Must be in table {column.references}."))
    lines.append(Text("可以留空。", "May be empty.") if column.nullable else Text("必填。", "Required."))
    return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def write_template(path: Path) -> None:
    """Write the template workbook; the same bytes every time."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"created": _CREATED})
        shapes = {name: cell.excel for name, cell in TYPES.items() if cell.excel} | {"text": _TEXT_FORMAT}
        formats = {name: workbook.add_format({"num_format": shape}) for name, shape in shapes.items()}
        _write_guide(workbook)
        dark = workbook.add_format(
            {"bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "border": 1}
        )
        light = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        for table in TABLES.values():
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for position, column in enumerate(table.columns):
                _write_column(sheet, position, column, light if column.nullable else dark, formats)


def _write_column(
    sheet: Worksheet, position: int, column: Column, header: Format, formats: Mapping[str, Format]
) -> None:
    shape = formats.get(column.type, formats["text"])
    width = max(12, 2 * len(column.header) + 4, len(column.example) + 4)
    sheet.set_column(position, position, width, shape)
    sheet.write_string(0, position, column.header, header)
    note = column_note(column)
    sheet.write_comment(0, position, f"{column.name}\n{note.zh}\n\n{note.en}", _PROMPT)
    if column.choices and column.policy is None:
        allowed = {"validate": "list", "source": list(column.choices), "ignore_blank": column.nullable}
        sheet.data_validation(1, position, 1_048_575, position, allowed)
    if column.type == "date" and column.example:
        sheet.write_datetime(1, position, date.fromisoformat(column.example), shape)
    elif column.cell.excel and column.example:
        sheet.write_number(1, position, float(column.example), shape)
    elif column.example:
        sheet.write_string(1, position, column.example, shape)


def _write_guide(workbook: Workbook) -> None:
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    bold = workbook.add_format({"bold": True})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 2, 28)
    sheet.set_column(3, 4, 40)
    row = 0
    for text in _USE:
        sheet.write_string(row, 0, text.zh)
        sheet.write_string(row + 1, 0, text.en)
        row += 3
    for position, heading in enumerate(("工作表 Sheet", "数据表", "Table", "必需 Required", "唯一键 Key")):
        sheet.write_string(row, position, heading, bold)
    for table in TABLES.values():
        row += 1
        for position, text_of_cell in enumerate(_guide_row(table)):
            sheet.write_string(row, position, text_of_cell)


def _guide_row(table: Table) -> tuple[str, str, str, str, str]:
    required = "必需 required" if table.required else "可选 optional"
    return (table.name, table.title.zh, table.title.en, required, ", ".join(table.key))
