"""Files of what a page shows: nothing in them is ever calculated."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from bole.web.base.exports import workbook_response, write_workbook

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")']


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_begins_like_a_formula_is_text_in_excel(text: str) -> None:
    cell = _sheet([[text]])["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).endswith(text.strip())


def test_numbers_days_and_long_identifiers_keep_their_kind_in_excel() -> None:
    at = datetime(2025, 9, 30, 4, 5, 6, tzinfo=UTC)
    rows = [[7, Decimal("1.10"), date(2025, 9, 30), at, "0012", 12345678901234567890, None, True]]
    values = [cell.value for cell in _sheet(rows)[2]]
    assert values[0] == 7
    assert values[1] == pytest.approx(1.1)
    assert values[2] == datetime(2025, 9, 30)  # noqa: DTZ001 - as a spreadsheet keeps it
    assert values[3] == datetime(2025, 9, 30, 12, 5, 6)  # noqa: DTZ001 - in Shanghai
    assert values[4:] == ["0012", "12345678901234567890", None, True]


def test_the_file_has_its_chinese_name() -> None:
    disposition = workbook_response("客户经理", ["姓名"], []).headers["Content-Disposition"]
    assert "filename*=UTF-8''%E5%AE%A2%E6%88%B7%E7%BB%8F%E7%90%86.xlsx" in disposition


def _sheet(rows: list[list[object]]) -> openpyxl.worksheet.worksheet.Worksheet:
    file = io.BytesIO()
    write_workbook(file, [f"列{n}" for n in range(len(rows[0]))], rows)
    sheet = openpyxl.load_workbook(file).active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    return sheet
