"""What one measured step is told and what it reports; a step runs in a process of its own."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bole.facts import Store
from bole.kernel.period import Period, Standing

QUARTER = Standing.of(Period(2025, 4))
"""The year to date of the last quarter looks at the whole year, and the quarter besides."""

YEAR = Standing.of(Period(2025))
POLICY = "commercial-2005"
SEED = 2025

DEPOSIT_ITEMS = ("corporate_demand", "corporate_time", "savings_demand", "savings_time")
"""The items that pandas computes too: each takes in the product of its own name."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """The bank to work on, and how."""

    folder: Path
    accounts: int
    managers: int
    months: int
    graded: int
    threads: int
    memory_limit: str
    repeats: int

    @property
    def store(self) -> Store:
        """The bank's store, once it is loaded."""
        return Store(self.folder / "store")

    def facts(self, table_format: str) -> Path:
        """The bank's facts folder in one format."""
        return self.folder / f"facts-{table_format}"


@dataclass(slots=True)
class Outcome:
    """The wall and processor seconds of every repetition, and whatever else the step has to say."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    notes: dict[str, object] = field(default_factory=dict)


def timed(action: Callable[[], T], *, repeats: int) -> tuple[Outcome, T]:
    """Run an action several times; the last result is kept, the others are gone before the next begins."""
    outcome = Outcome()
    for _ in range(repeats - 1):
        _once(action, outcome)
    return outcome, _once(action, outcome)


def _once(action: Callable[[], T], outcome: Outcome) -> T:
    gc.collect()
    begin, worked = time.perf_counter(), time.process_time()
    result = action()
    outcome.seconds.append(time.perf_counter() - begin)
    outcome.processor.append(time.process_time() - worked)
    return result
