"""Running the engine for a cycle: from a load and its adjustments to the branch's result files.

Files lie in the data folder under `cycles/<cycle>/<number>/`; they are complete before the
database says so, and the same inputs always give the same bytes.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from bole.assess import Assessment, assess, results_bytes
from bole.assess.results import explanation_lines
from bole.assess.workbook import write_workbook
from bole.facts import Store
from bole.facts.adjust import (
    Adjustment,
    Classification,
    OwnCause,
    PointsAdded,
    PointsWithdrawn,
    adjusted_store,
)
from bole.kernel.finding import Findings
from bole.kernel.period import Period, Standing
from bole.policy.load import LoadedPolicy
from bole.web.base.durable import into_place
from bole.web.people.models import Unit

RESULTS = "results.json"
EXPLANATIONS = "explanations.jsonl"
CONTRIBUTIONS = "contributions.parquet"
WORKBOOK = "results.xlsx"


@dataclass(frozen=True, slots=True)
class Computed:
    """A finished computation: the branch's assessment and the hashes of what went in and came out."""

    assessment: Assessment
    facts_sha256: str
    results_sha256: str
    lines: tuple[tuple[int, int], ...]
    """Where each manager's explanation begins in the file, and how long it is."""


def folder_of(cycle_id: int, number: int) -> Path:
    """Where the files of a computation lie."""
    return Path(settings.DATA_DIR) / "cycles" / str(cycle_id) / str(number)


def compute(
    store: Store,
    *,
    adjustments: Iterable[Mapping[str, Any]],
    policy: LoadedPolicy,
    period: str,
    branch: Unit,
    folder: Path,
) -> Computed:
    """Assess the managers of a branch and write the result files, all of them or none.

    Raises:
        bole.facts.adjust.UnknownSubjectError: an adjustment names what the facts do not have.
        duckdb.Error: the store cannot be read.
    """
    standing = Standing.of(Period.parse(period))
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}.partial-*"):
        shutil.rmtree(left)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.partial-", dir=folder.parent))
    try:
        adjusted, sha256 = adjusted_store(store, map(adjustment_of, adjustments), staging / "store")
        whole = assess(
            adjusted,
            facts_sha256=sha256,
            policy=policy,
            standing=standing,
            contributions=staging / CONTRIBUTIONS,
        )
        assessment = of_branch(whole, branch)
        lines = _write(assessment, staging)
        shutil.rmtree(staging / "store")
        shutil.rmtree(folder, ignore_errors=True)
        into_place(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    results = (folder / RESULTS).read_bytes()
    return Computed(assessment, sha256, hashlib.sha256(results).hexdigest(), lines)


def of_branch(assessment: Assessment, branch: Unit) -> Assessment:
    """Only the people of the branch and the units below it, by the facts' own tree.

    Branches below it have cycles of their own: head office counts as the branch of its own people (§13).
    """
    inside = set(_below(assessment, branch.code))
    return replace(
        assessment,
        judgements=tuple(j for j in assessment.judgements if j.manager.branch_id in inside),
        not_assessed=tuple(n for n in assessment.not_assessed if n.manager.branch_id in inside),
    )


def _below(assessment: Assessment, code: str) -> Iterator[str]:
    yield code
    for unit in assessment.branches.values():
        if unit.parent_id == code and unit.kind != "branch":
            yield from _below(assessment, unit.branch_id)


def _write(assessment: Assessment, folder: Path) -> tuple[tuple[int, int], ...]:
    lines, place = [], 0
    with (folder / EXPLANATIONS).open("wb") as file:
        for line in explanation_lines(assessment):
            file.write(line)
            lines.append((place, len(line)))
            place += len(line)
    write_workbook(assessment, folder / WORKBOOK, findings=Findings())
    (folder / RESULTS).write_bytes(results_bytes(assessment))
    return tuple(lines)


def adjustment_of(document: Mapping[str, Any]) -> Adjustment:
    """An adjustment from the form in which a computation keeps it."""
    day = date.fromisoformat(document["day"])
    match document["kind"]:
        case "own_cause":
            return OwnCause(document["loan_id"], document["manager_id"], day, document["own_cause"])
        case "classification":
            return Classification(document["loan_id"], day, document["classification"])
        case "points_withdrawn":
            return PointsWithdrawn(document["manager_id"], day, document["item"])
        case "points_added":
            return PointsAdded(
                document["manager_id"], day, document["item"], document["occurrences"], document["outcome"]
            )
    raise ValueError(document["kind"])
