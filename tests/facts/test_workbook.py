"""Reading a sheet: what Excel shows is what is read."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

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
