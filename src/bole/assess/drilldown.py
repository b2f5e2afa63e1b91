"""From a result down to the accounts, loans and settlements behind it, and to their days."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from bole.assess.vocabulary import vocabulary_of
from bole.facts import load
from bole.kernel.finding import Findings
from bole.kernel.period import Period, Standing
from bole.measure import open_engine, rate_day
from bole.measure.days import Stretch, Subject, days_of
from bole.policy.load import LoadedPolicy


@dataclass(frozen=True, slots=True)
class Made:
    """What a results folder says it was made of."""

    standing: Standing
    policy_id: str
    policy_version: str
    policy_sha256: str
    facts_sha256: str

    @property
    def policy_reference(self) -> str:
        """The policy and its version, as commands take it."""
        return f"{self.policy_id}@{self.policy_version}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one account, loan, settlement or customer adds to one item of a manager.

    `amount` and `credited` are printed values (万元, settlements in 万美元) that add up to the
    printed component exactly; `credited` is None for an item that is no component.
    `amount_numerator ÷ amount_denominator` is the exact amount. `balance_days_fen` is in fen of
    `currency` times days, before the share.
    """

    component: str
    subject_type: str
    subject_id: str
    currency: str | None
    days: int
    balance_days_fen: int
    share: Decimal
    amount: Decimal
    credited: Decimal | None
    amount_numerator: int
    amount_denominator: int


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one subject, or None where the facts have errors."""

    findings: Findings
    stretches: tuple[Stretch, ...] | None


class OtherFactsError(Exception):
    """The facts are not those that the results were made of."""


class OtherPolicyError(Exception):
    """The policy is not the one that the results were made under."""


def read_made(results: Path) -> Made:
    """What a results folder was made of.

    Raises:
        FileNotFoundError: the folder holds no complete results.
    """
    document = json.loads((results / "results.json").read_bytes())
    last_day = date.fromisoformat(document["window"][1])
    return Made(
        standing=Standing.of(Period.parse(document["period"]), as_of=last_day),
        policy_id=document["policy"]["id"],
        policy_version=document["policy"]["version"],
        policy_sha256=document["policy"]["sha256"],
        facts_sha256=document["facts"]["sha256"],
    )


_COLUMNS = (
    "component, subject_type, subject_id, currency, days, CAST(balance_days_fen AS HUGEINT), share, "
    "amount, credited, CAST(amount_numerator AS HUGEINT), CAST(amount_denominator AS HUGEINT)"
)


def read_contributions(results: Path, manager_id: str, *, component: str | None = None) -> list[Contribution]:
    """A manager's contributions, of one component if asked for; by component, the largest first.

    Raises:
        duckdb.Error: `contributions.parquet` is missing or damaged.
    """
    query = (
        f"SELECT {_COLUMNS} FROM read_parquet($path) WHERE manager_id = $manager_id"
        " AND ($component IS NULL OR component = $component)"
        " ORDER BY component, abs(amount_numerator) DESC, subject_id"
    )
    given = {
        "path": str(results / "contributions.parquet"),
        "manager_id": manager_id,
        "component": component,
    }
    with duckdb.connect(":memory:") as connection:
        rows = connection.execute(query, given).fetchall()
    return [Contribution(*row) for row in rows]


def read_days(
    facts: Path,
    *,
    made: Made,
    policy: LoadedPolicy,
    subject: Subject,
    threads: int = 2,
    memory_limit: str = "1GB",
    progress: Callable[[str], None] = lambda _: None,
) -> Days:
    """The days of one account or loan with one manager, from the very facts of a result.

    Raises:
        OtherPolicyError: the policy differs from the result's.
        OtherFactsError: the facts differ from the result's.
    """
    if policy.sha256 != made.policy_sha256:
        raise OtherPolicyError(policy.sha256)
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        loaded = load(
            facts,
            Path(work),
            vocabulary=vocabulary_of(policy.policy),
            rates_on=rate_day(policy.policy, made.standing),
            threads=threads,
            memory_limit=memory_limit,
            progress=progress,
        )
        if loaded.store is None:
            return Days(loaded.findings, None)
        if loaded.sha256 != made.facts_sha256:
            raise OtherFactsError(loaded.sha256)
        with open_engine(
            loaded.store,
            policy=policy.policy,
            standing=made.standing,
            threads=threads,
            memory_limit=memory_limit,
        ) as engine:
            found = days_of(engine, subject)
    return Days(loaded.findings, tuple(found))
