"""Finding the tables: what is missing, doubled, misspelt, unknown or unreadable."""

import gzip
from pathlib import Path

import pytest

from tests.facts.bank import BANK, cells, kinds, load_from, the, write, write_workbook


def sheets() -> dict[str, list[list[str]]]:
    return {table: cells(text) for table, text in BANK.items()}


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return write(tmp_path / "facts", BANK)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    finding = the(load_from(tmp_path / "nowhere"), "no_source")
    assert finding.file == "nowhere"
    assert finding.message.en == "There are no facts at nowhere."


def test_a_single_file_that_is_no_workbook_is_no_source(facts: Path) -> None:
    assert kinds(load_from(facts / "branches.csv")) == ["no_source"]


def test_a_missing_required_table_is_named_without_a_cascade(facts: Path) -> None:
    (facts / "branches.csv").unlink()
    loaded = load_from(facts)
    assert kinds(loaded) == ["missing_table"]
    assert the(loaded, "missing_table").table == "branches"


def test_a_table_delivered_twice_is_read_neither_way(facts: Path) -> None:
    (facts / "accounts.csv.gz").write_bytes(gzip.compress(b"account_id\n9\n"))
    loaded = load_from(facts)
    assert kinds(loaded) == ["two_files"]
    assert the(loaded, "two_files").message.en.endswith("accounts.csv, accounts.csv.gz.")


def test_a_misspelt_file_is_an_error_with_a_suggestion(facts: Path) -> None:
    (facts / "customers.csv").rename(facts / "customer.csv")
    loaded = load_from(facts)
    finding = the(loaded, "misspelt_table")
    assert (finding.file, finding.severity) == ("customer.csv", "error")
    assert finding.remedy.en.startswith("Rename it to customers")
    assert kinds(loaded) == ["misspelt_table"]


def test_a_misspelt_required_table_is_reported_once(facts: Path) -> None:
    (facts / "branches.csv").rename(facts / "Branchs.csv")
    assert kinds(load_from(facts)) == ["misspelt_table"]


def test_an_unknown_file_is_a_warning(facts: Path) -> None:
    (facts / "budget.csv").write_text("a\n1\n")
    (facts / "balances_old.csv").write_text("a\n1\n")
    (facts / "README.txt").write_text("not read")
    (facts / ".hidden.csv").write_text("not read")
    (facts / "notes").mkdir()
    loaded = load_from(facts)
    assert kinds(loaded) == ["unknown_table", "unknown_table"]
    assert [finding.file for finding in loaded.findings] == ["balances_old.csv", "budget.csv"]
    assert loaded.store is not None


def test_a_folder_without_parquet_files_is_unreadable(facts: Path) -> None:
    (facts / "rates.csv").unlink()
    (facts / "rates").mkdir()
    loaded = load_from(facts)
    assert kinds(loaded) == ["unreadable_file"]
    assert the(loaded, "unreadable_file").file == "rates/"


def test_a_workbook_beside_tables_is_unclear(facts: Path) -> None:
    write_workbook(facts / "bank.xlsx", sheets())
    loaded = load_from(facts)
    assert kinds(loaded) == ["several_sources"]
    assert "bank.xlsx, accounts.csv" in the(loaded, "several_sources").message.en


def test_two_workbooks_are_unclear(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    for name in ("a.xlsx", "b.XLSX", "~$b.xlsx"):
        (folder / name).touch()
    assert the(load_from(folder), "several_sources").message.en.endswith("a.xlsx, b.XLSX.")


def test_a_broken_workbook_is_unreadable(tmp_path: Path) -> None:
    workbook = tmp_path / "bank.xlsx"
    workbook.write_bytes(b"PK nothing")
    assert the(load_from(workbook), "unreadable_file").file == "bank.xlsx"


def test_sheets_are_checked_like_files(tmp_path: Path) -> None:
    named = sheets()
    named["客户"] = named.pop("customers")
    named["Sheet1"] = []
    loaded = load_from(write_workbook(tmp_path / "bank.xlsx", named))
    assert kinds(loaded) == ["misspelt_table", "unknown_table"]
    assert the(loaded, "misspelt_table").file == "bank.xlsx#客户"


def test_an_empty_sheet_has_no_header(tmp_path: Path) -> None:
    loaded = load_from(write_workbook(tmp_path / "bank.xlsx", sheets() | {"rates": []}))
    assert kinds(loaded) == ["unreadable_file"]
    assert the(loaded, "unreadable_file").file == "bank.xlsx#rates"
