"""The template's example rows are refused, sheet by sheet; what replaces them is not."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bole.facts import TABLES, Table, write_template
from tests.facts.bank import BANK, cells, kinds, load_from, the, write_workbook

Sheets = dict[str, list[list[Any]]]


def sheets() -> Sheets:
    """The bank as sheets of text."""
    return {table: [*cells(text)] for table, text in BANK.items()}


def example(table: Table) -> list[Any]:
    """The example row as people would type it."""
    return [column.example for column in table.columns]


def template(path: Path) -> Any:
    """The template, opened."""
    write_template(path)
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
@pytest.mark.parametrize("spelling", ["name", "header"])
def test_an_example_row_is_refused_in_every_sheet(tmp_path: Path, table: Table, spelling: str) -> None:
    delivered = sheets()
    headers = [getattr(column, spelling) for column in table.columns]
    delivered[table.name] = [headers[::-1], [], example(table)[::-1]]
    finding = the(load_from(write_workbook(tmp_path / "bank.xlsx", delivered)), "example_row")
    assert (finding.table, finding.file, finding.row) == (table.name, f"bank.xlsx#{table.name}", 3)
    assert f"工作表 {table.name} 的第 3 行" in finding.message.zh
    assert f"Row 3 of sheet {table.name}" in finding.message.en
    assert "删除" in finding.remedy.zh
    assert "Delete the example row" in finding.remedy.en


def test_the_template_without_its_examples_is_only_empty(tmp_path: Path) -> None:
    workbook = template(tmp_path / "template.xlsx")
    for table in TABLES:
        workbook[table].delete_rows(2)
    workbook.save(tmp_path / "empty.xlsx")
    loaded = load_from(tmp_path / "empty.xlsx")
    assert list(loaded.findings) == []
    assert loaded.row_counts == dict.fromkeys(TABLES, 0)


def test_the_template_filled_with_facts_loads(tmp_path: Path) -> None:
    workbook = template(tmp_path / "template.xlsx")
    for table in TABLES.values():
        sheet = workbook[table.name]
        sheet.delete_rows(2)
        for row in cells(BANK[table.name])[1:]:
            sheet.append(row)
    workbook.save(tmp_path / "filled.xlsx")
    assert load_from(tmp_path / "filled.xlsx").findings.errors == 0


def test_a_row_that_differs_from_the_example_anywhere_is_a_fact(tmp_path: Path) -> None:
    delivered = sheets()
    rate = example(TABLES["rates"])
    delivered["rates"].append([rate[0], date(2025, 3, 30), rate[2]])
    assert kinds(load_from(write_workbook(tmp_path / "bank.xlsx", delivered))) == []


def test_an_example_of_which_a_column_is_missing_is_not_guessed(tmp_path: Path) -> None:
    delivered = sheets()
    delivered["rates"] = [["currency"], ["USD"]]
    assert "example_row" not in kinds(load_from(write_workbook(tmp_path / "bank.xlsx", delivered)))
