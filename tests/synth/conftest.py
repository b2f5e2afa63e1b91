"""Synthetic banks of several sizes, each made once and read as plain text."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bole.synth import Summary, generate
from tests.synth.delivered import Row, read


@dataclass(frozen=True, slots=True)
class Made:
    """A bank that was asked for, and what came."""

    managers: int
    accounts: int
    months: int
    folder: Path
    summary: Summary
    tables: dict[str, list[Row]]


SIZES = [(1, 1, 24), (1, 40, 1), (3, 2, 12), (10, 200, 24), (25, 60, 7), (60, 3000, 24)]


@pytest.fixture(scope="session", params=SIZES, ids=lambda size: "x".join(map(str, size)))
def bank(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    managers, accounts, months = request.param
    folder = tmp_path_factory.mktemp("synth") / "facts"
    summary = generate(folder, managers=managers, accounts=accounts, seed=20250721, months=months, threads=1)
    return Made(managers, accounts, months, folder, summary, read(folder))
