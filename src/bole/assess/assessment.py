"""The assessment: every manager measured and judged under one policy and standing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from bole.facts import People, Store, read_people, standard_factors
from bole.grade import Judgement, ManagerCase, judge_all
from bole.kernel.exact import Measures
from bole.kernel.people import Branch, Manager
from bole.kernel.period import Period, Standing
from bole.measure import measure_all, nothing_measured, open_engine, require_rates, write_contributions
from bole.policy.load import LoadedPolicy
from bole.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """A person on file without a result, and why."""

    manager: Manager
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every result of one period, ordered by manager_id."""

    policy: LoadedPolicy
    facts_sha256: str
    standing: Standing
    branches: dict[str, Branch]
    judgements: tuple[Judgement, ...]
    not_assessed: tuple[NotAssessed, ...]


def assess(
    store: Store,
    *,
    facts_sha256: str,
    policy: LoadedPolicy,
    standing: Standing,
    contributions: Path | None = None,
    threads: int = 2,
    memory_limit: str = "1GB",
    progress: Callable[[str], None] = lambda _: None,
) -> Assessment:
    """Assess everyone on file; the same inputs give the same assessment, whatever the threads.

    `contributions`: where to write the contributions as Parquet, if anywhere.

    Raises:
        bole.measure.MissingRateError: a currency in use has no rate for the period.
        duckdb.Error: the store cannot be read, or an amount passes 128 bits.
    """
    people = read_people(store)
    progress("计量 / measuring")
    with open_engine(
        store, policy=policy.policy, standing=standing, threads=threads, memory_limit=memory_limit
    ) as engine:
        require_rates(engine)
        if contributions is not None:
            write_contributions(engine, contributions)
        measured = measure_all(engine)
        nothing = nothing_measured(engine)
    progress("评定 / judging")
    assessed, left_out = sort_out(people.managers, policy.policy)
    records = Records(people, standing.period)
    judgements = judge_all(
        (records.case_of(manager, measured.get(manager.manager_no, nothing)) for manager in assessed),
        policy=policy.policy,
        standing=standing,
    )
    return Assessment(
        policy=policy,
        facts_sha256=facts_sha256,
        standing=standing,
        branches={branch.branch_id: branch for branch in people.branches},
        judgements=judgements,
        not_assessed=left_out,
    )


class Records:
    """What is on file about each manager, gathered once."""

    def __init__(self, people: People, period: Period) -> None:
        self._factors = standard_factors(people.branches)
        self._qualifications = _by_manager(people.qualifications)
        self._error_points = _by_manager(people.error_points)
        self._grace_periods = _by_manager(people.grace_periods)
        self._history = _by_manager(people.tier_history)
        self._scores = {s.manager_id: s.score for s in people.design_scores if s.period == period}

    def case_of(self, manager: Manager, measures: Measures) -> ManagerCase:
        """Everything judgement needs about one manager."""
        key = manager.manager_id
        return ManagerCase(
            manager=manager,
            factor=self._factors[manager.branch_id],
            measures=measures,
            qualifications=self._qualifications[key],
            error_points=self._error_points[key],
            grace_periods=self._grace_periods[key],
            score=self._scores.get(key),
            history=self._history[key],
        )


class _OfManager(Protocol):
    @property
    def manager_id(self) -> str: ...


R = TypeVar("R", bound=_OfManager)


def _by_manager(records: Iterable[R]) -> defaultdict[str, tuple[R, ...]]:
    grouped: defaultdict[str, tuple[R, ...]] = defaultdict(tuple)
    for record in records:
        grouped[record.manager_id] += (record,)
    return grouped


def sort_out(
    managers: Iterable[Manager], policy: Policy
) -> tuple[tuple[Manager, ...], tuple[NotAssessed, ...]]:
    """Who is assessed, and who is not: excluded from the sequence (§2), or of a post without tiers (§11)."""
    posts, scope = {post.id: post for post in policy.posts}, policy.governance.scope
    assessed, left_out = [], []
    for manager in sorted(managers, key=lambda m: m.manager_id):
        if manager.excluded_reason is not None:
            left_out.append(NotAssessed(manager, manager.excluded_reason, scope.clause if scope else ""))
        elif not posts[manager.post].assessed:
            left_out.append(NotAssessed(manager, manager.post, posts[manager.post].not_assessed_clause or ""))
        else:
            assessed.append(manager)
    return tuple(assessed), tuple(left_out)
