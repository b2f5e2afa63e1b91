"""The template: explained, reproducible, and refused as it is only for its examples."""

from pathlib import Path

import openpyxl

from bole.facts import TABLES, write_template
from tests.facts.bank import load_from


def test_the_template_is_refused_only_for_its_examples(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    loaded = load_from(tmp_path / "template.xlsx")
    found = {(finding.kind, finding.table, finding.row) for finding in loaded.findings}
    assert found == {("example_row", table, 2) for table in TABLES}
    assert loaded.row_counts == dict.fromkeys(TABLES, 1)
    assert loaded.store is None


def test_the_template_is_always_the_same(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_column_is_explained_in_both_languages(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert workbook.sheetnames == ["说明", *TABLES]
    for table in TABLES.values():
        sheet = workbook[table.name]
        assert sheet.freeze_panes == "A2"
        for cell, column in zip(sheet[1], table.columns, strict=True):
            assert cell.value == column.header
            assert column.note.zh in cell.comment.text
            assert column.note.en in cell.comment.text
            assert ("May be empty." in cell.comment.text) == column.nullable
