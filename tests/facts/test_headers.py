"""Headers: English or Chinese, in any order, and each exactly once."""

from pathlib import Path

from bole.facts import TABLES
from tests.facts.bank import BANK, changed, kinds, load_bank, the


def test_english_and_chinese_headers_may_be_mixed(tmp_path: Path) -> None:
    rates = " date ,人民币汇率,币种\n2024-12-31,7.1884,USD\n"
    assert kinds(load_bank(tmp_path, changed(rates=rates))) == []


def test_a_missing_column_is_named_and_what_needs_it_is_left_out(tmp_path: Path) -> None:
    accounts = "customer_id,product,currency\nC1,corporate_demand,CNY\n"
    loaded = load_bank(tmp_path, changed(accounts=accounts))
    assert kinds(loaded) == ["missing_column"]
    finding = the(loaded, "missing_column")
    assert (finding.table, finding.file, finding.column) == ("accounts", "accounts.csv", "account_id")
    assert finding.remedy.zh == "请加上该列，列名写 account_id 或 账号。"


def test_an_unknown_column_is_named_with_a_suggestion(tmp_path: Path) -> None:
    rates = BANK["rates"].replace("currency", "curency")
    loaded = load_bank(tmp_path, changed(rates=rates))
    assert kinds(loaded) == ["missing_column", "unknown_column"]
    finding = the(loaded, "unknown_column")
    assert (finding.row, finding.column) == (1, "curency")
    assert finding.remedy.en.startswith("Did you mean currency?")


def test_an_unknown_column_like_no_other_gets_the_list(tmp_path: Path) -> None:
    rates = "currency,date,cny_per_unit,操作员,\nUSD,2024-12-31,7,x,y\n"
    loaded = load_bank(tmp_path, changed(rates=rates))
    assert [finding.column for finding in loaded.findings] == ["[5]", "操作员"]
    assert "currency, date, cny_per_unit" in next(iter(loaded.findings)).remedy.en


def test_a_column_in_both_languages_is_one_too_many(tmp_path: Path) -> None:
    rates = "currency,币种,date,cny_per_unit\nUSD,USD,2024-12-31,7\n"
    loaded = load_bank(tmp_path, changed(rates=rates))
    assert kinds(loaded) == ["repeated_column"]
    assert the(loaded, "repeated_column").message.en.endswith("currency, 币种.")


def test_a_file_of_foreign_columns_is_not_read(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, changed(rates="x,y\n1,2\n"))
    assert set(kinds(loaded)) == {"missing_column", "unknown_column"}
    assert loaded.findings.errors == 5


def test_headers_are_unambiguous_and_explained() -> None:
    for table in TABLES.values():
        spellings = [*table.names, *(column.header for column in table.columns)]
        assert len(set(spellings)) == len(spellings)
        for column in table.columns:
            assert column.note.zh
            assert column.note.en
            assert column.example or column.nullable
        assert set(table.row_label) <= set(table.names)
    assert [table.name for table in TABLES.values() if table.required] == ["branches", "managers"]
