"""A small bank of the contract's own formats, and what it comes to; made once."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.banks import random_bank, write_bank
from tests.cli.command import Done, bole

SEED = 6
PERIOD = "2024Q3"


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of a small bank with every kind of account, loan, settlement and person."""
    folder = tmp_path_factory.mktemp("bank") / "facts"
    write_bank(random_bank(SEED, period=PERIOD), folder, rng=random.Random(1))
    return folder


@pytest.fixture(scope="session")
def assessed(facts: Path) -> tuple[Path, Done]:
    """The results of the bank, and how the command ended."""
    output = facts.parent / "results"
    return output, bole("assess", facts, "--period", PERIOD, "-o", output)


@pytest.fixture(scope="session")
def results(assessed: tuple[Path, Done]) -> Path:
    """The results of the bank."""
    return assessed[0]


@pytest.fixture(scope="session")
def document(results: Path) -> dict[str, Any]:
    """`results.json`, read."""
    found: dict[str, Any] = json.loads((results / "results.json").read_bytes())
    return found


@pytest.fixture
def broken(facts: Path, tmp_path: Path) -> Path:
    """The same bank with several kinds of errors."""
    folder = tmp_path / "broken"
    folder.mkdir()
    for path in facts.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    managers = (folder / "managers.csv").read_text(encoding="utf-8-sig")
    (folder / "managers.csv").write_text(managers + managers.splitlines()[1] + "\n", encoding="utf-8")
    (folder / "risk_findings.csv").write_text("loan_id,manager_id,date,cause\n", encoding="utf-8")
    return folder
