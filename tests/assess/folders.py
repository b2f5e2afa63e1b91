"""A small bank, assessed into a results folder, and what lies there afterwards."""

import os
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bole.assess import Run, run
from bole.kernel.period import Period, Standing
from bole.policy.load import LoadedPolicy, load_policy
from tests.facts.bank import BANK, write

SET = ("results.json", "contributions.parquet", "explanations.jsonl", "findings.json", "results.xlsx")
"""The files of a complete result."""

QUARTER = Standing.of(Period(2025, 1))
Progress = Callable[[str], None]


@cache
def policy() -> LoadedPolicy:
    return load_policy("commercial-2005")


def facts_in(folder: Path, **tables: str) -> Path:
    """The small bank as a facts folder, some tables replaced."""
    return write(folder, BANK | tables)


def assess_into(
    output: Path, facts: Path, *, standing: Standing = QUARTER, progress: Progress = lambda _: None
) -> Run:
    return run(facts, policy=policy(), standing=standing, output=output, threads=1, progress=progress)


def lying_in(output: Path) -> dict[str, bytes]:
    """Every file of a results folder, hidden ones and folders included."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in output.iterdir()}


def assess_and_die(output: Path, facts: Path, *, at_step: str | None, at_move: int | None) -> None:
    """Assess, and be killed at a step of the way or before a file is moved into its place."""
    if at_move is not None:
        _die_before_move(at_move)

    def progress(step: str) -> None:
        if at_step is not None and at_step in step:
            os.kill(os.getpid(), signal.SIGKILL)

    assess_into(output, facts, progress=progress)


def _die_before_move(number: int) -> None:
    """Have this process killed instead of moving a file for the given time, counted from 0."""
    replace = Path.replace
    moved = 0

    def replace_or_die(self: Path, target: Path) -> Path:
        nonlocal moved
        if moved == number:
            os.kill(os.getpid(), signal.SIGKILL)
        moved += 1
        return replace(self, target)

    Path.replace = replace_or_die  # type: ignore[method-assign,assignment]
