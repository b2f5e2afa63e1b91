"""The engine against the slow, obvious reference, on random banks full of edges."""

import json
import random
from pathlib import Path

import pytest

from bole.assess import Run, run
from bole.kernel.period import Period, Standing
from bole.policy.load import load_policy
from tests import reference
from tests.banks import Bank, random_bank, write_bank
from tests.banks.writing import Encoding, Headers, TableFormat
from tests.speed import some

SEEDS = range(some(60, 4))
FORMATS: tuple[TableFormat, ...] = ("csv", "csv.gz", "parquet", "mixed")
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-8-sig", "gb18030")
HEADERS: tuple[Headers, ...] = ("en", "zh")


def assess_folder(bank: Bank, facts: Path, output: Path, *, threads: int = 2) -> Run:
    standing = Standing.of(Period.parse(bank.period), as_of=bank.as_of)
    return run(
        facts, policy=load_policy("commercial-2005"), standing=standing, output=output, threads=threads
    )


def without_assumed(path: Path) -> list[dict[str, object]]:
    managers: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["managers"]
    return [{key: value for key, value in manager.items() if key != "assumed"} for manager in managers]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_gives_exactly_what_the_reference_gives(seed: int, tmp_path: Path) -> None:
    bank = random_bank(seed)
    rng = random.Random(seed)
    write_bank(
        bank,
        tmp_path / "facts",
        rng=rng,
        table_format=rng.choice(FORMATS),
        encoding=rng.choice(ENCODINGS),
        headers=rng.choice(HEADERS),
    )
    outcome = assess_folder(bank, tmp_path / "facts", tmp_path / "out", threads=rng.choice((1, 2)))
    assert [finding for finding in outcome.findings if finding.severity == "error"] == []
    expected = reference.assess(bank.tables, bank.period, as_of=bank.as_of)
    result = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert without_assumed(tmp_path / "out" / "results.json") == expected["managers"]
    assert result["not_assessed"] == expected["not_assessed"]
    assert result["window"] == expected["window"]
