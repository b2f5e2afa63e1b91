"""kill -9 while loading, measuring and deciding; afterwards nothing is lost, half done or doubled.

The moments are random but the same in every run; each kill leaves the work at another place.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.kills import CYCLES
from tests.web.postgres import Cluster, environment, postgres

__all__ = ["postgres"]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90
DICE = random.Random(20250930)


class Place:
    """A data folder and its database, and processes at work on them."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.url = url or f"sqlite:///{folder / 'bole.sqlite3'}"
        self.variables = {
            **environment(self.url, folder),
            "DJANGO_SETTINGS_MODULE": "bole.web.config.settings",
        }

    def begin(self, word: str) -> subprocess.Popen[str]:
        """Start a process; its worker id says that it may be taken for dead."""
        variables = {**self.variables, "BOLE_WORKER_ID": f"serve-{DICE.randrange(1 << 60)}"}
        return subprocess.Popen(
            [sys.executable, "-m", "tests.web.kills", word],
            cwd=ROOT,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, word: str) -> Any:
        """Run to the end and give what it said."""
        process = self.begin(word)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 0
        return json.loads(said.splitlines()[-1])

    def row(self, query: str) -> tuple[Any, ...]:
        """A row of the embedded database, read beside whoever writes."""
        with sqlite3.connect(f"file:{self.folder}/bole.sqlite3?mode=ro", uri=True, timeout=20) as connection:
            return tuple(connection.execute(query).fetchone() or ())

    def wait(self, query: str, wanted: Callable[[tuple[Any, ...]], bool], process: Any) -> None:
        """Wait until a row is as wanted; the process must live until then."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not wanted(self.row(query)):
            assert process.poll() is None, "ended by itself"
            assert time.monotonic() < end, f"waited in vain: {query} gave {self.row(query)}"
            time.sleep(0.02)

    def work_killed(self, query: str, attempt: int, seconds: float) -> None:
        """Work until the attempt has begun and for so long after it, then be killed."""
        process = self.begin("work")
        self.wait(query, lambda row: row == (attempt,), process)
        time.sleep(seconds)
        kill(process)

    def work_to_the_end(self, query: str, state: str) -> None:
        """Work until a row says so, and until the queue is empty."""
        process = self.begin("work")
        try:
            self.wait(query, lambda row: row[0] not in {"queued", "checking", "running"}, process)
            assert self.row(query) == (state,), self.row(WHY)
            left = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status <> 'SUCCESSFUL'"
            self.wait(left, lambda row: row == (0,), process)
        finally:
            kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9, by the process's own id."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait(PATIENCE_SECONDS)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


WHY = "SELECT (SELECT max(failure) FROM facts_factsload), (SELECT max(error) FROM cycles_computation)"
"""Why something failed, should it have."""
LOAD = "SELECT {} FROM facts_factsload WHERE number = {}"
COMPUTATION = "SELECT {} FROM cycles_computation WHERE id = {}"


def test_killed_while_loading_and_measuring(tmp_path: Path) -> None:
    place = Place(tmp_path)
    delivery, computation = place.ask("bank")
    attempts = LOAD.format("attempts", delivery) + " AND state = 'checking'"
    for attempt in (1, 2):
        place.work_killed(attempts, attempt, DICE.uniform(0, 0.6))
    attempts = COMPUTATION.format("attempts", computation) + " AND state = 'running'"
    for attempt in (1, 2):
        place.work_killed(attempts, attempt, DICE.uniform(0, 0.35))
        if place.row(COMPUTATION.format("state", computation)) == ("done",):
            break
    place.work_to_the_end(COMPUTATION.format("state", computation), "done")
    seen = place.ask("look")
    assert seen["chain"] == ""
    assert seen["measured"] == {
        "state": "done",
        "same": True,
        "results": ["M101", "M102", "M103"],
        "files": ["contributions.parquet", "explanations.jsonl", "results.json", "results.xlsx"],
        "beside": ["1"],
        "done": 1,
        "requested": 1,
        "explained": True,
    }
    assert [load["state"] for load in seen["loads"]] == ["loaded", "loaded"]
    assert [load["entries"] for load in seen["loads"]] == [1, 1]
    assert len({load["sha256"] for load in seen["loads"]}) == 1
    assert all(load["folders"] == ["source", "store"] for load in seen["loads"])


def decided(said: str) -> int:
    """How many cycles are decided; of each the state, the decision, the step and the record agree."""
    seen = json.loads(said)
    assert seen["chain"] == ""
    agree = {"decided": (1, 1, 1), "submitted": (0, 0, 0)}
    for cycle in seen["cycles"]:
        assert (cycle["decisions"], cycle["steps"], cycle["entries"]) == agree[cycle["state"]]
    return sum(cycle["state"] == "decided" for cycle in seen["cycles"])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_while_deciding(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = None
    if database == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        url = cluster.create()
    place = Place(tmp_path, url)
    place.ask("ready")
    before = -1
    for _ in range(2):
        process = place.begin("decide")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n" * (CYCLES // 3))
        process.stdin.flush()
        now = decided(process.stdout.readline())
        assert now > before
        before = now
        assert process.stdout.readline() == '"decided"\n'
        time.sleep(DICE.uniform(0, 0.15))
        kill(process)
    process = place.begin("decide")
    lines = process.communicate(timeout=PATIENCE_SECONDS)[0].splitlines()
    assert before < decided(lines[0]) < decided(lines[-1]) == CYCLES
