"""Assessing a cycle once more from what it kept, to prove that the same bytes come out."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bole.web.computing.offers import CONTRIBUTIONS, EXPLANATIONS, RESULTS, compute, folder_of
from bole.web.cycles.offers import Cycle
from bole.web.facts.offers import store_of
from bole.web.policies.offers import PolicyChangedError, policy_of

COMPARED = (RESULTS, EXPLANATIONS, CONTRIBUTIONS)
"""What must come out the same; the workbook is made from these."""
POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Rerun:
    """What a rerun gave: the names of the files that differ, or are gone, and the results' hash now."""

    changed: tuple[str, ...]
    results_sha256: str


def rerun(cycle: Cycle) -> Rerun:
    """Compute the accepted results of a cycle again, beside everything, and compare.

    Raises:
        ValueError: the cycle has no accepted results.
        bole.policy.problems.PolicyError: the policy is no longer there.
        bole.measure.MissingRateError, duckdb.Error: the facts can no longer be measured.
    """
    kept = cycle.computation
    if kept is None:
        raise ValueError(f"cycle {cycle.pk} has no accepted results")
    try:
        policy = policy_of(cycle.policy_reference, cycle.policy_sha256)
    except PolicyChangedError:
        return Rerun((POLICY,), "")
    before = folder_of(cycle.pk, kept.number)
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        again = Path(work) / "again"
        computed = compute(
            store_of(kept.facts),
            adjustments=kept.adjustments,
            policy=policy,
            period=cycle.period,
            branch=cycle.branch,
            folder=again,
        )
        changed = [name for name in COMPARED if _sha256(before / name) != _sha256(again / name)]
    if computed.results_sha256 != kept.results_sha256 and RESULTS not in changed:
        changed.insert(0, RESULTS)
    return Rerun(tuple(changed), computed.results_sha256)


def _sha256(path: Path) -> str:
    """The hash of a file; empty where it is gone."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
