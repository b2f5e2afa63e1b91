"""Assessing a bank of rows from the facts folder to the bytes of the result files."""

import json
import random
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet
from hypothesis import Phase, settings
from hypothesis import strategies as st

from bole.assess.assessment import Assessment, assess
from bole.assess.results import explanation_lines, results_bytes
from bole.assess.vocabulary import vocabulary_of
from bole.facts import Store, load
from bole.kernel.period import Period, Standing
from bole.measure import rate_day
from bole.policy.load import LoadedPolicy, load_policy
from tests.banks import Bank, random_bank, write_bank
from tests.banks.bank import Row, Tables
from tests.banks.writing import Encoding, Headers, TableFormat
from tests.speed import some

SEEDS = st.sampled_from((1, 2, 5, 8, 11))
"""Banks of several periods; each is assessed as it stands only once."""

RNGS = st.integers(0, 10_000).map(random.Random)


def few(examples: int = 3) -> settings:
    """For properties that run the whole engine: some examples, and none smaller when one fails."""
    return settings(max_examples=some(examples, 1), phases=(Phase.explicit, Phase.generate))


@dataclass(frozen=True, slots=True)
class Outcome:
    """An assessment and the bytes of its files."""

    assessment: Assessment
    results: bytes
    explanations: bytes
    contributions: bytes
    rows: tuple[Mapping[str, Any], ...]

    @property
    def document(self) -> dict[str, Any]:
        """`results.json`, read."""
        document: dict[str, Any] = json.loads(self.results)
        return document

    @property
    def managers(self) -> dict[str, dict[str, Any]]:
        """The result of each manager."""
        return {entry["manager_id"]: entry for entry in self.document["managers"]}

    @property
    def files(self) -> tuple[bytes, bytes, bytes]:
        """Everything that must be the same for the same facts."""
        return self.results, self.explanations, self.contributions


@cache
def policy() -> LoadedPolicy:
    return load_policy("commercial-2005")


@cache
def bank_of(seed: int) -> Bank:
    return random_bank(seed)


@cache
def assessed_as_it_is(seed: int) -> Outcome:
    return assessed(bank_of(seed))


def assessed(
    bank: Bank,
    *,
    rng: random.Random | None = None,
    table_format: TableFormat = "csv",
    encoding: Encoding = "utf-8",
    headers: Headers = "en",
    threads: int = 2,
    memory_limit: str = "1GB",
) -> Outcome:
    """Write a bank in some form and assess it; with a random generator, in another order."""
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts"
        write_bank(
            bank,
            facts,
            rng=rng or random.Random(0),
            table_format=table_format,
            encoding=encoding,
            headers=headers,
            shuffle=rng is not None,
        )
        return assessed_folder(facts, bank, threads=threads, memory_limit=memory_limit)


def stored(bank: Bank, folder: Path) -> Store:
    """The facts store of a bank as it is."""
    write_bank(bank, folder / "facts", rng=random.Random(0), shuffle=False)
    vocabulary = vocabulary_of(policy().policy)
    loaded = load(folder / "facts", folder / "store", vocabulary=vocabulary, rates_on=None)
    assert loaded.store is not None, list(loaded.findings)
    return loaded.store


def assessed_folder(facts: Path, bank: Bank, *, threads: int = 2, memory_limit: str = "1GB") -> Outcome:
    """Assess what lies at a path as the facts of a bank."""
    standing = Standing.of(Period.parse(bank.period), as_of=bank.as_of)
    with tempfile.TemporaryDirectory() as folder:
        loaded = load(
            facts,
            Path(folder) / "store",
            vocabulary=vocabulary_of(policy().policy),
            rates_on=rate_day(policy().policy, standing),
            threads=threads,
            memory_limit=memory_limit,
        )
        assert loaded.store is not None, list(loaded.findings)
        assert loaded.sha256 is not None
        file = Path(folder) / "contributions.parquet"
        assessment = assess(
            loaded.store,
            facts_sha256=loaded.sha256,
            policy=policy(),
            standing=standing,
            contributions=file,
            threads=threads,
            memory_limit=memory_limit,
        )
        rows = tuple(pyarrow.parquet.read_table(file).to_pylist())
        return Outcome(
            assessment,
            results_bytes(assessment),
            b"".join(explanation_lines(assessment)),
            file.read_bytes(),
            rows,
        )


def replaced(bank: Bank, **tables: list[Row]) -> Bank:
    """The bank with some tables replaced."""
    return Bank(copied(bank) | tables, bank.period, bank.as_of)


def copied(bank: Bank) -> Tables:
    """The bank's tables, to be changed."""
    return {name: [dict(row) for row in rows] for name, rows in bank.tables.items()}


def without_hash(outcome: Outcome) -> dict[str, Any]:
    """The results, but for the hash of the facts."""
    return {key: value for key, value in outcome.document.items() if key != "facts"}
