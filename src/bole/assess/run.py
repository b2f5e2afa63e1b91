"""A whole assessment from a facts folder to a results folder; nothing half-written at any moment.

Every file is first written beside its place under a temporary name. `results.json` is the mark of
a complete result: the old one goes first, the new one comes last, so whenever it is there, every
file beside it belongs to it; but for the findings of a later run that was refused.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bole.assess.assessment import Assessment, assess
from bole.assess.drilldown import CONTRIBUTIONS
from bole.assess.explanation import EXPLANATIONS, RESULTS
from bole.assess.results import document_bytes, explanation_lines, results_bytes
from bole.assess.vocabulary import vocabulary_of
from bole.assess.workbook import write_workbook
from bole.facts import findings_document, load
from bole.kernel.finding import Findings
from bole.kernel.period import Standing
from bole.measure import rate_day
from bole.policy.load import LoadedPolicy

FINDINGS = "findings.json"
FILES = (CONTRIBUTIONS, EXPLANATIONS, "results.xlsx", FINDINGS)
PARTIAL = ".partial-"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave: the findings, and the assessment unless there were errors."""

    findings: Findings
    assessment: Assessment | None


class OutputBusyError(Exception):
    """Another run is writing to the same results folder."""


def run(
    facts: Path,
    *,
    policy: LoadedPolicy,
    standing: Standing,
    output: Path,
    threads: int = 2,
    memory_limit: str = "1GB",
    progress: Callable[[str], None] = lambda _: None,
) -> Run:
    """Load facts, assess, and write the results folder.

    With errors in the facts only `findings.json` is written and an earlier result stays as it was.

    Raises:
        OutputBusyError: another run holds the results folder.
        OSError: the folder cannot be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    with _only_writer(output), _workspace(output) as staging:
        loaded = load(
            facts,
            staging / "store",
            vocabulary=vocabulary_of(policy.policy),
            rates_on=rate_day(policy.policy, standing),
            threads=threads,
            memory_limit=memory_limit,
            progress=progress,
        )
        (staging / FINDINGS).write_bytes(findings_bytes(loaded.findings))
        if loaded.store is None or loaded.sha256 is None:
            (staging / FINDINGS).replace(output / FINDINGS)
            return Run(loaded.findings, None)
        assessment = assess(
            loaded.store,
            facts_sha256=loaded.sha256,
            policy=policy,
            standing=standing,
            contributions=staging / CONTRIBUTIONS,
            threads=threads,
            memory_limit=memory_limit,
            progress=progress,
        )
        progress("写出 / writing")
        with (staging / EXPLANATIONS).open("wb") as file:
            file.writelines(explanation_lines(assessment))
        write_workbook(assessment, staging / "results.xlsx", findings=loaded.findings)
        (staging / RESULTS).write_bytes(results_bytes(assessment))
        _put_in_place(staging, output)
    return Run(loaded.findings, assessment)


def _put_in_place(staging: Path, output: Path) -> None:
    (output / RESULTS).unlink(missing_ok=True)
    for name in FILES:
        (staging / name).replace(output / name)
    (staging / RESULTS).replace(output / RESULTS)


@contextmanager
def _workspace(output: Path) -> Iterator[Path]:
    """A folder inside `output` for files not yet in place; what a killed run left is cleared first."""
    for left in output.glob(f"{PARTIAL}*"):
        shutil.rmtree(left)
    staging = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=output))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _only_writer(output: Path) -> Iterator[None]:
    """Hold the folder against other runs; the lock ends with the process, however it ends."""
    handle = os.open(output, os.O_RDONLY)
    try:
        _lock(handle, output)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, output: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputBusyError(str(output)) from error


def findings_bytes(findings: Findings) -> bytes:
    """`findings.json`: everything the checks found."""
    return document_bytes(findings_document(findings))


def write_findings(findings: Findings, path: Path) -> None:
    """Write findings as `findings.json` has them; the file is there whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    beside = path.with_name(f"{PARTIAL}{path.name}")
    try:
        beside.write_bytes(findings_bytes(findings))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
