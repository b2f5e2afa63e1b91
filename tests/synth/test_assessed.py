"""A synthetic bank is loaded without an error, and its results spread over all there can be."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bole.assess.assessment import assess
from bole.assess.vocabulary import vocabulary_of
from bole.facts import load
from bole.grade import Judgement
from bole.kernel.period import Period, Standing
from bole.policy.load import LoadedPolicy, load_policy
from bole.synth import generate
from bole.synth.write import TableFormat
from tests.synth.conftest import Made

EXPECTED_WARNINGS = {
    "account_without_attribution",
    "manager_without_qualification",
    "negative_deposit_balance",
}

PERIODS = ("2025Q2", "2025Q3", "2025")
TIERS = {"S1", "S2", "S3", "S4", "M1", "M2", "M3", "A1", "A2", "A3", "T1"}
OUTCOMES = {
    *("annual_failed", "qualification_cancelled", "transferred_out", "newcomer_grace", "demoted_one_tier"),
    *("grace_started", "in_grace", "grace_expired", "grace_closed"),
    *("veteran_V1", "veteran_V2", "veteran_V3", "veteran_V4"),
}


Judged = dict[str, tuple[Judgement, ...]]


@pytest.fixture(scope="module")
def policy() -> LoadedPolicy:
    return load_policy("commercial-2005")


def test_it_is_loaded_without_an_error(bank: Made, policy: LoadedPolicy, tmp_path: Path) -> None:
    loaded = load(
        bank.folder,
        tmp_path,
        vocabulary=vocabulary_of(policy.policy),
        rates_on=bank.summary.first_day,
        threads=1,
    )
    assert [finding for finding in loaded.findings if finding.severity == "error"] == []
    assert {finding.kind for finding in loaded.findings} <= EXPECTED_WARNINGS
    assert loaded.row_counts == bank.summary.rows


def test_csv_and_parquet_are_the_same_facts(policy: LoadedPolicy, tmp_path: Path) -> None:
    hashes = set()
    formats: tuple[TableFormat, ...] = ("csv", "parquet")
    for table_format in formats:
        folder = tmp_path / table_format
        generate(folder, managers=10, accounts=300, seed=5, table_format=table_format)
        loaded = load(
            folder,
            tmp_path / f"store-{table_format}",
            vocabulary=vocabulary_of(policy.policy),
            rates_on=date(2025, 3, 31),
            threads=1,
        )
        assert loaded.findings.errors == 0
        hashes.add(loaded.sha256)
    assert len(hashes) == 1


@pytest.fixture(scope="module")
def judged(policy: LoadedPolicy, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("spread")
    generate(folder / "facts", managers=300, accounts=6000, seed=7, table_format="parquet")
    loaded = load(
        folder / "facts",
        folder / "store",
        vocabulary=vocabulary_of(policy.policy),
        rates_on=date(2025, 6, 30),
        threads=1,
    )
    assert loaded.store is not None
    assert loaded.sha256 is not None
    made = {}
    for period in PERIODS:
        standing = Standing.of(Period.parse(period))
        assessment = assess(
            loaded.store, facts_sha256=loaded.sha256, policy=policy, standing=standing, threads=1
        )
        made[period] = assessment.judgements
    return made


@pytest.mark.parametrize("period", PERIODS)
def test_every_tier_is_reached_and_missed(judged: Judged, period: str) -> None:
    tiers = Counter(judgement.performance_tier for judgement in judged[period])
    assert set(tiers) == {*TIERS, None}
    assert max(tiers.values()) < len(judged[period]) // 3


def test_every_outcome_occurs_in_the_course_of_a_year(judged: Judged) -> None:
    outcomes = {
        outcome
        for judgements in judged.values()
        for judgement in judgements
        for outcome in judgement.outcomes
    }
    assert outcomes == OUTCOMES


def test_most_managers_pass_the_year(judged: Judged) -> None:
    passed = Counter(judgement.passed for judgement in judged["2025"])
    assert passed[True] > 3 * passed[False] > 0
