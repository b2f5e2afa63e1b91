"""The engine and the reference give what the golden banks expect, to the last digit."""

import json
from pathlib import Path
from typing import Any

import pytest

from bole.assess.run import run
from bole.kernel.period import Period, Standing
from bole.policy.load import load_policy
from tests.reference import assess, read_folder

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(params=["bank-a", "bank-b", "bank-c"])
def bank(request: pytest.FixtureRequest) -> Path:
    return GOLDEN / str(request.param)


def period_of(bank: Path) -> str:
    return (bank / "period.txt").read_text(encoding="utf-8").strip()


def expected_of(bank: Path) -> list[dict[str, Any]]:
    """What every manager's result must be; which assumed values it rests on is not part of it."""
    expected: list[dict[str, Any]] = json.loads((bank / "expected-managers.json").read_text(encoding="utf-8"))
    return expected


def test_the_reference_reproduces_the_golden_bank(bank: Path) -> None:
    assert assess(read_folder(bank / "facts"), period_of(bank))["managers"] == expected_of(bank)


def test_the_engine_reproduces_the_golden_bank(bank: Path, tmp_path: Path) -> None:
    standing = Standing.of(Period.parse(period_of(bank)))
    done = run(bank / "facts", policy=load_policy("commercial-2005"), standing=standing, output=tmp_path)
    assert not done.findings.errors
    found = json.loads((tmp_path / "results.json").read_bytes())["managers"]
    assert [{key: manager[key] for key in manager if key != "assumed"} for manager in found] == expected_of(
        bank
    )
