"""The reference gives what the golden banks expect, to the last digit."""

import json
from pathlib import Path

import pytest

from tests.reference import assess, read_folder

GOLDEN = Path(__file__).resolve().parents[2] / "shared" / "golden"


@pytest.mark.parametrize("name", ["bank-a", "bank-b", "bank-c"])
def test_the_reference_reproduces_the_golden_bank(name: str) -> None:
    folder = GOLDEN / name
    if not folder.is_dir():
        pytest.skip(f"the golden bank {name} is not beside this checkout (looked in {GOLDEN})")
    period = (folder / "period.txt").read_text(encoding="utf-8").strip()
    expected = json.loads((folder / "expected-managers.json").read_text(encoding="utf-8"))
    actual = assess(read_folder(folder / "facts"), period)
    assert [m["manager_id"] for m in actual["managers"]] == [m["manager_id"] for m in expected]
    for ours, theirs in zip(actual["managers"], expected, strict=True):
        assert ours == theirs
