"""The bank on whose pages the benchmark looks: one branch with enough managers."""

import csv
from pathlib import Path

from benchmarks.pages import kind_of, merge

from bole.synth import generate


def test_branches_are_merged_until_one_has_enough_managers(tmp_path: Path) -> None:
    facts = tmp_path / "bank"
    generate(facts, managers=120, accounts=200, seed=3, months=3, last_year=2025)
    before = _managers_of_first_branch(facts)

    merge(facts, at_least=before + 1)

    assert _managers_of_first_branch(facts) > before
    with (facts / "branches.csv").open(encoding="utf-8", newline="") as file:
        units = {row["branch_id"]: row for row in csv.DictReader(file)}
    assert all(row["parent_id"] in units for row in units.values() if row["kind"] != "head_office")


def _managers_of_first_branch(facts: Path) -> int:
    with (facts / "branches.csv").open(encoding="utf-8-sig", newline="") as file:
        units = list(csv.DictReader(file))
    first = next(unit["branch_id"] for unit in units if unit["kind"] == "branch")
    inside = {unit["branch_id"] for unit in units if unit["parent_id"] == first}
    with (facts / "managers.csv").open(encoding="utf-8-sig", newline="") as file:
        return sum(row["branch_id"] in inside for row in csv.DictReader(file))


def test_addresses_of_one_kind_differ_only_in_numbers_and_codes() -> None:
    days = "/cycles/2/results/41/corporate_time/days/?type=account&subject=A00{}"
    assert kind_of(days.format(17)) == kind_of(days.format(9)) != kind_of("/cycles/2/results/41/")
