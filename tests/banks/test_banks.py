"""The random banks are valid, repeatable, and reach every tier, outcome and edge."""

import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.banks import Bank, random_bank, write_bank
from tests.banks.validity import problems
from tests.reference import assess, read_folder
from tests.reference.constants import LADDERS, OUTCOMES_IN_ORDER, STANDARDS
from tests.reference.judge import standard_factor
from tests.reference.measure import Bank as Measured
from tests.reference.measure import measure
from tests.reference.window import window_of

SEEDS = range(48)
SEEDS_MEASURED_TWICE = range(20)


@cache
def _bank(seed: int) -> Bank:
    return random_bank(seed)


@cache
def _results() -> list[dict[str, Any]]:
    return [assess(bank.tables, bank.period, bank.as_of) for bank in map(_bank, SEEDS)]


def _managers() -> Iterator[dict[str, Any]]:
    for result in _results():
        yield from result["managers"]


def test_every_bank_is_valid_by_the_contract() -> None:
    assert {seed: wrong for seed in SEEDS if (wrong := problems(_bank(seed)))} == {}


@pytest.mark.parametrize(
    ("table", "cells", "said"),
    [
        ("attributions", {"share": "100.01"}, "more than 100 %"),
        ("attributions", {"manager_id": "nobody"}, "attributions.manager_id: nobody"),
        ("balances", {"balance": "1.234"}, "balances.balance: 1.234"),
        ("rates", {"currency": "XXX"}, "no rate for"),
        ("managers", {"manager_id": "twice"}, "managers: ('twice',) stands"),
        ("error_points", {"item": "E2.1", "outcome": "cancel"}, "E2.1 does not offer cancel"),
    ],
)
def test_the_validity_check_notices(table: str, cells: dict[str, str], said: str) -> None:
    bank = next(bank for bank in map(random_bank, SEEDS) if bank.tables.get(table))
    for row in bank.tables[table]:
        row.update(cells)
    assert any(said in problem for problem in problems(bank))


def test_the_same_seed_gives_the_same_bank() -> None:
    assert random_bank(7) == random_bank(7)
    assert random_bank(7) != random_bank(8)


def test_a_period_can_be_asked_for() -> None:
    assert random_bank(1, period="2024Q1").period == "2024Q1"


def test_every_tier_of_every_ladder_is_reached_by_performance() -> None:
    reached = {(m["post"], m["performance_tier"]) for m in _managers()}
    wanted = {(post, tier) for post, ladder in LADDERS.items() for tier in (*ladder, None)}
    assert wanted - reached == set()


def test_every_tier_and_none_is_paid() -> None:
    assert {*LADDERS["credit"], None} - {m["treatment_tier"] for m in _managers()} == set()


def test_every_outcome_occurs_more_than_once() -> None:
    seen = Counter(outcome for m in _managers() for outcome in m["outcomes"])
    assert [name for name in OUTCOMES_IN_ORDER if seen[name] < 2] == []


def test_ratios_sit_on_their_limits_and_may_be_missing() -> None:
    npl = {m["measures"]["npl_ratio"] for m in _managers()}
    interest = {m["measures"]["interest_collection_rate"] for m in _managers()}
    assert {None, "0.000000", "0.010000", "0.020000", "0.030000"} <= npl
    assert {None, "0.980000", "0.985000", "0.990000", "1.000000"} <= interest
    assert any(rate is not None and Fraction(rate) > 1 for rate in interest)


def test_points_add_up_to_the_limits_and_beside_them() -> None:
    assert {29, 30, 31, 99, 100, 101} <= {m["error_points"]["quarter"] for m in _managers()}
    assert {99, 100, 101} <= {m["error_points"]["year"] for m in _managers() if "passed" in m}


def test_amounts_sit_exactly_on_standards_and_a_hair_beside_them() -> None:
    """Both measures; a hair is one fen on one day of the window."""
    seen: Counter[tuple[str, str]] = Counter()
    for seed in SEEDS_MEASURED_TWICE:
        bank, result = _bank(seed), _results()[seed]
        measured = Measured(bank.tables, window=window_of(bank.period, as_of=bank.as_of))
        hair = Fraction(1, 1_000_000 * measured.window.days)
        for manager in result["managers"]:
            factor = standard_factor(measured, manager["branch_id"])
            measures = measure(measured, manager["manager_id"])
            for standard in STANDARDS.values():
                for name, value, bar in (
                    ("volume", measures.composite_volume, standard.composite_volume * factor),
                    ("deposit", measures.average_deposit, standard.average_deposit * factor),
                ):
                    if abs(value - bar) <= hair:
                        side = "on" if value == bar else "below" if value < bar else "above"
                        seen[name, side] += 1
    assert min(seen[name, side] for name in ("volume", "deposit") for side in ("on", "below", "above")) >= 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("table_format", ["csv", "csv.gz"])
def test_a_written_bank_reads_back_and_assesses_the_same(
    tmp_path: Path, encoding: Any, table_format: Any
) -> None:
    bank = _bank(3)
    write_bank(bank, tmp_path, rng=random.Random(1), table_format=table_format, encoding=encoding)
    read = read_folder(tmp_path)
    assert {name: len(rows) for name, rows in read.items()} == {
        name: len(rows) for name, rows in bank.tables.items()
    }
    assert assess(read, bank.period, bank.as_of) == _results()[3]


@pytest.mark.parametrize("headers", ["en", "zh"])
def test_a_bank_is_written_in_mixed_forms(tmp_path: Path, headers: Any) -> None:
    for seed in range(4):
        folder = tmp_path / str(seed)
        write_bank(_bank(seed), folder, rng=random.Random(seed), table_format="mixed", headers=headers)
        names = {path.name.split(".")[0] for path in folder.iterdir()}
        assert names == set(_bank(seed).tables)
