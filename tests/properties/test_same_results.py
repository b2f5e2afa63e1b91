"""What changes the facts but never the results: splitting an account, giving everything other names."""

import random
from collections.abc import Callable
from typing import Any

from hypothesis import given

from tests.banks import Bank
from tests.banks.bank import Row, Tables
from tests.properties.engine import (
    RNGS,
    SEEDS,
    Outcome,
    assessed,
    assessed_as_it_is,
    bank_of,
    copied,
    few,
    replaced,
    without_hash,
)

ID_COLUMNS = {
    "branch_id": "branch",
    "parent_id": "branch",
    "manager_id": "manager",
    "customer_id": "customer",
    "account_id": "account",
    "loan_id": "loan",
    "settlement_id": "settlement",
}
Rename = Callable[[str, str], str]


@few()
@given(seed=SEEDS, rng=RNGS)
def test_an_account_split_into_two_of_the_same_total_never_changes_a_result(
    seed: int, rng: random.Random
) -> None:
    tables = copied(bank_of(seed))
    split = {row["account_id"] for row in tables["accounts"] if rng.random() < 0.5}
    tables["accounts"] += [
        row | {"account_id": half(row)} for row in tables["accounts"] if row["account_id"] in split
    ]
    tables["attributions"] += [
        row | {"subject_id": f"{row['subject_id']}/2"}
        for row in tables["attributions"]
        if row["subject_type"] == "account" and row["subject_id"] in split
    ]
    balances: list[Row] = []
    for row in tables["balances"]:
        balances += split_balance(row, rng) if row["account_id"] in split else [row]
    other = assessed(replaced(bank_of(seed), **(tables | {"balances": balances})))
    original = assessed_as_it_is(seed)
    assert without_hash(other) == without_hash(original)
    assert other.explanations == original.explanations


def half(row: Row) -> str:
    return f"{row['account_id']}/2"


def split_balance(row: Row, rng: random.Random) -> list[Row]:
    """The balance as two, one of them possibly below zero."""
    fen = round(float(row["balance"]) * 100)
    part = rng.randint(-(10**6), abs(fen) + 10**6)
    return [row | {"balance": yuan(part)}, row | {"account_id": half(row), "balance": yuan(fen - part)}]


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@few(2)
@given(seed=SEEDS)
def test_other_names_in_the_same_order_change_nothing_but_the_names(seed: int) -> None:
    check_renamed(seed, lambda kind, name: f"{kind}:{name}")


@few(2)
@given(seed=SEEDS)
def test_other_names_in_another_order_change_nothing_but_the_names(seed: int) -> None:
    ids = sorted(
        {
            (kind, row[column])
            for rows in bank_of(seed).tables.values()
            for row in rows
            for column, kind in ID_COLUMNS.items()
            if row.get(column)
        }
    )
    numbers = {entry: len(ids) - place for place, entry in enumerate(ids)}
    check_renamed(seed, lambda kind, name: f"{kind[0]}{numbers[kind, name]:05d}")


def check_renamed(seed: int, rename: Rename) -> None:
    bank = bank_of(seed)
    other = assessed(renamed(bank, rename))
    original = assessed_as_it_is(seed)
    expected = {rename("manager", name): entry for name, entry in original.managers.items()}
    assert {name: anonymous(entry) for name, entry in other.managers.items()} == {
        name: anonymous(entry) for name, entry in expected.items()
    }
    assert list(other.managers) == sorted(other.managers)
    assert [entry["branch_id"] for entry in other.managers.values()] == [
        rename("branch", expected[name]["branch_id"]) for name in other.managers
    ]
    assert {entry["manager_id"] for entry in other.document["not_assessed"]} == {
        rename("manager", entry["manager_id"]) for entry in original.document["not_assessed"]
    }
    assert explanations(other, lambda name: name) == explanations(
        original, lambda name: rename("manager", name)
    )
    assert exact_amounts(other, lambda _, name: name) == exact_amounts(original, rename)


def renamed(bank: Bank, rename: Rename) -> Bank:
    tables: Tables = {}
    for table, rows in bank.tables.items():
        tables[table] = [
            row
            | {column: rename(kind, row[column]) for column, kind in ID_COLUMNS.items() if row.get(column)}
            | ({"subject_id": rename(row["subject_type"], row["subject_id"])} if "subject_id" in row else {})
            for row in rows
        ]
    return Bank(tables, bank.period, bank.as_of)


def anonymous(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in {"manager_id", "branch_id"}}


def explanations(outcome: Outcome, rename: Callable[[str], str]) -> dict[str, Any]:
    return {rename(j.manager.manager_id): j.explanation for j in outcome.assessment.judgements}


def exact_amounts(outcome: Outcome, rename: Rename) -> dict[tuple[str, str, str], Any]:
    return {
        (
            rename("manager", row["manager_id"]),
            row["component"],
            rename(row["subject_type"], row["subject_id"]),
        ): (
            row["amount_numerator"],
            row["amount_denominator"],
            row["balance_days_fen"],
            row["days"],
            row["share"],
        )
        for row in outcome.rows
    }
