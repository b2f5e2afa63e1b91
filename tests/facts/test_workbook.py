"""Reading a sheet: what Excel shows is what is read."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from bole.facts.source import UnreadableError
from bole.facts.workbook import cell_text, read_sheet
from tests.facts.bank import BANK, cells, kinds, load_from, the, write_workbook


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "true"),
        (False, "false"),
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (123456789012.34, "123456789012.34"),
        (1e20, "100000000000000000000"),
        (0.00000001, "0.00000001"),
        (date(2025, 1, 2), "2025-01-02"),
        (datetime(2025, 1, 2), "2025-01-02"),  # noqa: DTZ001 - Excel knows no time zones
        (datetime(2025, 1, 2, 3, 4), "2025-01-02T03:04:00"),  # noqa: DTZ001 - as above
        (time(3, 4), "03:04:00"),
        (" 007 ", "007"),
        ("", ""),
    ],
)
def test_a_cell_says_what_excel_shows(cell: object, text: str) -> None:
    assert cell_text(cell) == text


def test_findings_of_a_sheet_name_its_row_and_workbook(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {table: [*cells(text)] for table, text in BANK.items()}
    sheets["rates"] = [["currency", "date", "cny_per_unit"], [], ["USD", 45657.5, 7.1], []]
    finding = the(load_from(write_workbook(tmp_path / "bank.xlsx", sheets)), "unparsable_value")
    assert (finding.table, finding.file, finding.row, finding.column) == (
        "rates",
        "bank.xlsx#rates",
        3,
        "date",
    )


def test_a_cell_beside_the_headers_is_an_error(tmp_path: Path) -> None:
    sheets = {table: cells(text) for table, text in BANK.items()}
    sheets["rates"][1].append("备注")
    loaded = load_from(write_workbook(tmp_path / "bank.xlsx", sheets))
    assert kinds(loaded) == ["unknown_column"]
    assert the(loaded, "unknown_column").column == "[4]"


def test_a_damaged_sheet_is_unreadable(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "whole.xlsx", {"rates": [["币种"]]})
    damaged = tmp_path / "damaged.xlsx"
    with ZipFile(path) as source, ZipFile(damaged, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if "sheet1.xml" in name else data)
    with pytest.raises(UnreadableError, match="the sheet is damaged"):
        read_sheet(damaged, "rates")


@pytest.mark.parametrize("name", ["rates", "汇率 & <1>"])
def test_a_failed_formula_is_an_error_and_never_an_empty_cell(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bank.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("before").write_formula(0, 0, "=NA()", None, "#N/A")
        sheet = workbook.add_worksheet(name)
        sheet.write_row(0, 0, ["currency", "date", "#N/A"])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, '="USD"', None, "USD")
        for row in range(7):
            sheet.write_formula(10 + row, 30, "=NA()", None, "#N/A")
        workbook.add_worksheet("after").write_row(0, 0, ["currency"])

    with pytest.raises(UnreadableError, match=r"8 cells failed \(B2 #DIV/0!, AE11 #N/A, .*AE14 #N/A, …\)"):
        read_sheet(path, name)
    assert read_sheet(path, "after").headers == ("currency",)


def test_a_failed_formula_is_told_with_its_sheet(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "bank.xlsx", {table: cells(text) for table, text in BANK.items()})
    book = openpyxl.load_workbook(path)
    book["accounts"]["B2"] = "#REF!"
    book["accounts"]["B2"].data_type = "e"
    book.save(path)
    finding = the(load_from(path), "unreadable_file")
    assert finding.file == "bank.xlsx#accounts"
    assert "B2 #REF!" in finding.message.en
