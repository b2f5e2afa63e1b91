"""Every type of cell on both sides of what it accepts."""

from pathlib import Path

import pytest

from tests.facts.bank import BANK, Bank, cells, changed, kinds, load_bank, plus, stored, the


def bank_with(table: str, column: str, cell: str) -> Bank:
    """The bank with one cell of the table's first row replaced."""
    rows = cells(BANK[table])
    rows[1][rows[0].index(column)] = cell
    return changed(**{table: "".join(",".join(f'"{text}"' for text in row) + "\n" for row in rows)})


@pytest.mark.parametrize(
    ("table", "column", "cell", "position", "value"),
    [
        ("customers", "credit_line", "+007.5000", 4, 750),
        ("customers", "credit_line", "-0.01", 4, -1),
        ("customers", "credit_line", "99999999999999.99", 4, 9_999_999_999_999_999),
        ("customers", "credit_line", "0" * 60 + "1." + "0" * 60, 4, 100),
        ("managers", "hired_on", " 2024-02-29 ", 5, "2024-02-29"),
        ("managers", "hired_on", "9999-12-31", 5, "9999-12-31"),
        ("rates", "cny_per_unit", "0.00000001", 2, 1),
        ("rates", "cny_per_unit", "99999999.999999990", 2, 9_999_999_999_999_999),
        ("error_points", "occurrences", "0", 3, 0),
        ("tier_history", "passed", "False", 3, False),
        ("design_scores", "score", "100.000000", 2, "100"),
        ("design_scores", "score", "0", 2, "0"),
        ("design_scores", "period", "2025", 1, "2025"),
        ("branches", "standard_factor", "0.900", 4, "0.9"),
        ("branches", "name", "a {0} 'b'", 1, "a {0} 'b'"),
    ],
)
def test_a_cell_is_read_exactly(
    tmp_path: Path, table: str, column: str, cell: str, position: int, value: object
) -> None:
    loaded = load_bank(tmp_path, bank_with(table, column, cell), rates_on=None)
    assert value in [row[position] for row in stored(loaded, table)]


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("customers", "credit_line", "1.001"),
        ("customers", "credit_line", "100000000000000"),
        ("customers", "credit_line", "1,000.00"),
        ("customers", "credit_line", "1e5"),
        ("customers", "credit_line", ".5"),
        ("customers", "credit_line", "5元"),
        ("managers", "hired_on", "2025-02-29"),
        ("managers", "hired_on", "2025-1-5"),
        ("managers", "hired_on", "2025/01/05"),
        ("managers", "hired_on", "0000-01-01"),
        ("managers", "hired_on", "2025-01-05 08:00"),
        ("attributions", "share", "100.01"),
        ("attributions", "share", "-1"),
        ("attributions", "share", "33.333"),
        ("attributions", "share", "60%"),
        ("rates", "cny_per_unit", "0"),
        ("rates", "cny_per_unit", "7.123456789"),
        ("rates", "currency", "usd"),
        ("error_points", "occurrences", "1.5"),
        ("error_points", "occurrences", "-1"),
        ("tier_history", "passed", "1"),
        ("tier_history", "year", "24"),
        ("design_scores", "score", "100.1"),
        ("design_scores", "period", "2025Q5"),
        ("branches", "standard_factor", "0"),
        ("branches", "standard_factor", "1.0000001"),
    ],
)
def test_a_cell_that_cannot_be_read_is_an_error(tmp_path: Path, table: str, column: str, cell: str) -> None:
    loaded = load_bank(tmp_path, bank_with(table, column, cell))
    finding = the(loaded, "unparsable_value")
    assert (finding.table, finding.file, finding.row, finding.column) == (table, f"{table}.csv", 2, column)
    assert f"= {cell!r}; expected" in finding.message.en
    assert f"「{cell}」" in finding.message.zh


def test_a_long_value_is_shortened_in_the_message(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, bank_with("customers", "credit_line", "9" * 500))
    assert len(the(loaded, "unparsable_value").message.en) < 300


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("branches", "kind", "Branch"),
        ("managers", "post", "chief"),
        ("managers", "hire_type", "old"),
        ("qualifications", "rank", "trainee"),
        ("qualifications", "kind", "forever"),
        ("customers", "kind", "government"),
        ("accounts", "product", "demand"),
        ("loans", "security", "guaranteed"),
        ("loan_balances", "classification", "bad"),
        ("settlements", "kind", "cash"),
        ("attributions", "subject_type", "card"),
        ("attributions", "role", "helper"),
        ("error_points", "item", "E9.9"),
        ("error_points", "outcome", "worse"),
        ("grace_periods", "reason", "holiday"),
        ("tier_history", "tier", "X1"),
        ("control_totals", "table", "accounts"),
        ("control_totals", "product_or_kind", "demand"),
    ],
)
def test_a_word_outside_the_choices_is_an_error(tmp_path: Path, table: str, column: str, cell: str) -> None:
    loaded = load_bank(tmp_path, bank_with(table, column, cell))
    finding = the(loaded, "unknown_value")
    assert (finding.table, finding.row, finding.column) == (table, 2, column)
    assert finding.remedy.en.startswith("Use one of: ")


def test_an_empty_cell_is_an_error_where_it_must_be_filled(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("customers", 'C3," ",personal,'))
    finding = the(loaded, "missing_value")
    assert (finding.row, finding.column, finding.key) == (4, "name", "C3")
    assert kinds(loaded) == ["missing_value"]


def test_only_the_first_of_many_bad_cells_are_listed_but_all_are_counted(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, plus("customers", *(f"X{n},名,personal,?" for n in range(500))))
    assert loaded.findings.groups() == [("error", "unparsable_value", "customers", "credit_line", 500)]
    assert [finding.row for finding in loaded.findings] == list(range(4, 54))


def test_lists_of_words_are_written_as_each_language_writes_them(tmp_path: Path) -> None:
    errors = BANK["error_points"].replace("E1.1,2,aggravated", "E2.1,2,cancel")
    kinds_of_branches = BANK["branches"].replace("head_office", "bank")
    loaded = load_bank(tmp_path, changed(error_points=errors, branches=kinds_of_branches))
    remedy = the(loaded, "unknown_value").remedy
    assert remedy.zh == "请改为下列之一：head_office、branch、sub_branch、department。"
    assert remedy.en == "Use one of: head_office, branch, sub_branch, department."
    assert the(loaded, "outcome_not_offered").remedy.zh == "该项目可用：base。"
