"""What lies behind an accepted result: its explanation, its contributions, the days of one of them."""

import tempfile
from pathlib import Path

from bole.assess.drilldown import Contribution, ItemDays, days_behind, read_contributions
from bole.assess.explanation import Node, explanation_at
from bole.facts.adjust import adjusted_store
from bole.kernel.period import Period, Standing
from bole.measure.days import Subject
from bole.policy.schema import Policy
from bole.web.computing.offers import adjustment_of, folder_of
from bole.web.cycles.offers import Computation, Cycle, Result
from bole.web.facts.offers import store_of

MEMORY = "256MB"


def explanation_of(cycle: Cycle, result: Result) -> Node:
    """The explanation of a result, as the engine wrote it.

    Raises:
        FileNotFoundError: the computation's files are gone.
    """
    return explanation_at(_folder(cycle), result.explanation_at, result.explanation_length)


def contributions_of(cycle: Cycle, result: Result, item: str | None = None) -> list[Contribution]:
    """What each account, loan, settlement or customer of the manager adds, to one item if asked for.

    Raises:
        FileNotFoundError: the computation's files are gone.
    """
    return read_contributions(_folder(cycle), result.manager.code, component=item)


def days_of(cycle: Cycle, result: Result, policy: Policy, subject: Subject) -> list[ItemDays]:
    """The days of one account or loan of the manager, from the very facts of the computation.

    Raises:
        FileNotFoundError: the facts or the computation's files are gone.
        duckdb.Error: the facts cannot be read.
    """
    computation = _accepted(cycle)
    store = store_of(computation.facts)
    if not store.path.is_dir():
        raise FileNotFoundError(str(store.path))
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        if computation.adjustments:
            store, _ = adjusted_store(
                store, map(adjustment_of, computation.adjustments), Path(work) / "store"
            )
        return days_behind(
            store,
            policy=policy,
            standing=Standing.of(Period.parse(cycle.period)),
            subject=subject,
            contributions=contributions_of(cycle, result),
            threads=1,
            memory_limit=MEMORY,
        )


def _folder(cycle: Cycle) -> Path:
    return folder_of(cycle.pk, _accepted(cycle).number)


def _accepted(cycle: Cycle) -> Computation:
    if cycle.computation is None:
        raise FileNotFoundError("no accepted computation")
    return cycle.computation
