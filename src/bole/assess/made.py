"""What a results folder was made of, and the days behind it from those very facts."""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bole.assess.drilldown import Contribution, ItemDays, days_behind
from bole.assess.explanation import RESULTS
from bole.assess.vocabulary import vocabulary_of
from bole.facts import load
from bole.kernel.finding import Findings
from bole.kernel.period import Period, Standing
from bole.measure import rate_day
from bole.measure.days import Subject
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
class Days:
    """The days of one subject, or None where the facts have errors."""

    findings: Findings
    items: list[ItemDays] | None


class OtherFactsError(Exception):
    """The facts are not those that the results were made of."""


class OtherPolicyError(Exception):
    """The policy is not the one that the results were made under."""


def read_made(results: Path) -> Made:
    """What a results folder was made of.

    Raises:
        FileNotFoundError: the folder holds no complete results.
    """
    document = json.loads((results / RESULTS).read_bytes())
    last_day = date.fromisoformat(document["window"][1])
    return Made(
        standing=Standing.of(Period.parse(document["period"]), as_of=last_day),
        policy_id=document["policy"]["id"],
        policy_version=document["policy"]["version"],
        policy_sha256=document["policy"]["sha256"],
        facts_sha256=document["facts"]["sha256"],
    )


def read_days(
    facts: Path,
    *,
    made: Made,
    policy: LoadedPolicy,
    subject: Subject,
    contributions: Sequence[Contribution],
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
        items = days_behind(
            loaded.store,
            policy=policy.policy,
            standing=made.standing,
            subject=subject,
            contributions=contributions,
            threads=threads,
            memory_limit=memory_limit,
        )
    return Days(loaded.findings, items)
