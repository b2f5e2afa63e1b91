"""Running every step of a plan, one after another, each in a process of its own."""

import dataclasses
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.plan import Bank, Plan

ONCE_MADE = "made.json"
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Measured:
    """A step's wall and processor seconds, its peak memory in MiB, and what it noted."""

    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    peak_mib: int
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """The middle of the repetitions."""
        return median(self.seconds)


class Bench:
    """Runs steps below one folder; banks made there by an earlier run are used again."""

    def __init__(self, root: Path, *, threads: int, memory_limit: str) -> None:
        self._root = root.resolve()
        self._threads = threads
        self._memory_limit = memory_limit

    def run(self, plan: Plan) -> dict[str, Measured]:
        """Every step's measurement, by name.

        Raises:
            SystemExit: a step failed, or the engine and pandas disagree.
        """
        results = {f"synth_{form}": self._make(plan.whole, form) for form in ("csv", "parquet")}
        for form in ("csv", "parquet"):
            results[f"load_{form}"] = self._step(f"load_{form}", plan.whole, plan.heavy_repeats)
        _demand(
            results["load_csv"].notes == results["load_parquet"].notes,
            "the stores from CSV and Parquet differ",
        )
        for name in ("scan", "measure"):
            results[name] = self._step(name, plan.whole, plan.repeats)
        results["pandas"] = self._step("pandas", plan.whole, plan.heavy_repeats)
        _demand_same_deposits(results["measure"], results["pandas"])
        results["assess"] = self._step("assess", plan.whole, plan.heavy_repeats)
        self._make(plan.people, "parquet")
        self._step("load_parquet", plan.people, 1)
        for name in ("judge_quarter", "judge_year", "explain"):
            results[name] = self._step(name, plan.people, plan.repeats)
        return results

    def _make(self, bank: Bank, form: str) -> Measured:
        """Make a bank unless it is there; then what making it took is remembered."""
        facts = bank.folder(self._root) / f"facts-{form}"
        note = facts.with_name(f"{facts.name}-{ONCE_MADE}")
        if facts.is_dir() and note.is_file():
            made = json.loads(note.read_text(encoding="utf-8"))
            return _measured(made)
        shutil.rmtree(facts, ignore_errors=True)
        measured = self._step(f"synth_{form}", bank, 1)
        note.write_text(json.dumps(dataclasses.asdict(measured)), encoding="utf-8")
        return measured

    def _step(self, name: str, bank: Bank, repeats: int) -> Measured:
        print(f"{name} …", file=sys.stderr, flush=True)
        folder = bank.folder(self._root)
        folder.mkdir(parents=True, exist_ok=True)
        job = {
            "folder": str(folder),
            "accounts": bank.accounts,
            "managers": bank.managers,
            "months": bank.months,
            "graded": bank.graded,
            "threads": self._threads,
            "memory_limit": self._memory_limit,
            "repeats": repeats,
        }
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.step", name],
            input=json.dumps(job),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        _demand(done.returncode == 0, f"step {name} failed; its message stands above")
        return _measured(json.loads(done.stdout))


def _measured(outcome: dict[str, Any]) -> Measured:
    return Measured(
        tuple(outcome["seconds"]), tuple(outcome["processor"]), outcome["peak_mib"], outcome["notes"]
    )


def _demand_same_deposits(ours: Measured, theirs: Measured) -> None:
    exact = {(manager, product): amount for manager, product, amount in ours.notes.pop("deposits")}
    floats = {(manager, product): amount for manager, product, amount in theirs.notes.pop("deposits")}
    largest = max((abs(amount) for amount in exact.values()), default=0.0)
    for key in exact.keys() | floats.keys():
        difference = abs(exact.get(key, 0.0) - floats.get(key, 0.0))
        _demand(
            difference <= TOLERANCE * largest,
            f"average deposits differ for {key}: {exact.get(key)} measured, {floats.get(key)} in pandas",
        )


def _demand(condition: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not condition:
        raise SystemExit(otherwise)
