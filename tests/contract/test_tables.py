"""The contract's own data: it agrees with itself, and with what the program calls its words."""

import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from bole.contract import TABLES, TYPES, Column, column_at, tables
from bole.contract.data import DataError
from bole.contract.tables import table_of
from bole.kernel import people

TABLE = """\
title = { zh = "表", en = "Table" }
key = ["thing_id"]

[columns.thing_id]
header = "编号"
type = "id"
note = { zh = "编号。", en = "Number." }

[columns.kind]
header = "类型"
type = "choice"
note = { zh = "类型。", en = "Kind." }
choices.one = { zh = "一", en = "one" }
"""
COLUMNS = [column for table in TABLES.values() for column in table.columns]
CLOSED = {
    "branches.kind": people.BranchKind,
    "managers.hire_type": people.HireType,
    "qualifications.kind": people.QualificationKind,
    "error_points.outcome": people.Outcome,
    "grace_periods.reason": people.GraceReason,
}


def test_a_table_is_read_with_its_columns_in_order() -> None:
    table = table_of("things", TABLE)
    assert (table.name, table.names, table.row_label) == ("things", ("thing_id", "kind"), ("thing_id",))
    assert table.columns[1].words["one"].en == "one"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('header = "类型"', 'heading = "类型"', "unknown field `heading`"),
        ('header = "类型"\n', "", "missing required field `header`"),
        ('type = "id"', 'type = "number"', "things.thing_id: there is no type number"),
        ('type = "choice"', 'type = "text"', "things.kind: a choice has choices"),
        ('choices.one = { zh = "一", en = "one" }', "", "things.kind: a choice has choices"),
        ('choices.one = { zh = "一", en = "one" }', 'policy = "people"', "Invalid enum value 'people'"),
        ('choices.one = { zh = "一", en = "one" }', 'choices.one = { zh = "一" }', "a text needs zh and en"),
        ('key = ["thing_id"]', "", "things: it needs a key or a label"),
        ('key = ["thing_id"]', 'label = ["number"]', "things: it needs a key or a label"),
        ("[columns.thing_id]", "[column.thing_id]", "unknown field `column`"),
    ],
)
def test_a_table_that_is_not_as_it_should_be_is_refused(old: str, new: str, said: str) -> None:
    assert old in TABLE
    with pytest.raises(DataError, match=re.escape(said)):
        table_of("things", TABLE.replace(old, new))


@pytest.mark.parametrize("target", ["nothing", "balances"])
def test_a_reference_leads_to_a_table_with_a_key_of_one_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    shutil.copytree(Path(tables.__file__).parent / "tables", tmp_path / "tables")
    path = tmp_path / "tables" / "06_balances.toml"
    path.write_text(
        path.read_text("utf-8").replace('references = "accounts"', f'references = "{target}"'), "utf-8"
    )
    monkeypatch.setattr(tables, "_FOLDER", tmp_path)
    with pytest.raises(DataError, match=f"account_id refers to {target}"):
        tables._tables()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.header)
def test_an_example_is_what_its_column_accepts(column: Column) -> None:
    if not column.example:
        assert column.nullable
    elif column.type == "choice":
        assert column.example in column.choices or column.policy in {"items", "tiers"}
    else:
        assert re.fullmatch(TYPES[column.type].pattern or ".+", column.example)


@pytest.mark.parametrize(("place", "words"), CLOSED.items())
def test_the_program_and_the_contract_know_the_same_words(place: str, words: Any) -> None:
    assert column_at(place).choices == get_args(words)


def test_every_choice_that_the_contract_closes_has_a_name() -> None:
    nameless = {column.header for column in COLUMNS if column.type == "choice" and not column.words}
    named_elsewhere = {column.header for column in COLUMNS if column.policy or column.choices_of}
    assert nameless - named_elsewhere == {"数据表"}, "tables have their titles"
    assert column_at("control_totals.table").choices == ("balances", "loan_balances", "settlements")


def test_a_column_repeats_the_choices_of_others_once_and_in_order() -> None:
    repeated = column_at("control_totals.product_or_kind").choices
    assert repeated == tuple(
        dict.fromkeys(
            word
            for place in ("accounts.product", "loans.kind", "settlements.kind")
            for word in column_at(place).choices
        )
    )
    assert len(repeated) == 10
