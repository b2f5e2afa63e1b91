"""Reading back what the engine wrote for a cycle: one manager's part of the result files."""

from typing import Any

import msgspec

from bole.web.computing.compute import EXPLANATIONS, RESULTS, folder_of
from bole.web.cycles.models import Cycle, Result


class _Entry(msgspec.Struct):
    manager_id: str


class _Results(msgspec.Struct):
    managers: list[msgspec.Raw]


def result_document(cycle: Cycle, result: Result) -> dict[str, Any] | None:
    """The manager's entry of `results.json`; decimal strings stay strings."""
    path = folder_of(cycle.pk, result.computation.number) / RESULTS
    written = msgspec.json.decode(path.read_bytes(), type=_Results)
    entry = msgspec.json.Decoder(_Entry)
    for raw in written.managers:
        if entry.decode(raw).manager_id == result.manager.code:
            document: dict[str, Any] = msgspec.json.decode(raw)
            return document
    return None


def explanation_line(cycle: Cycle, result: Result) -> bytes:
    """The manager's line of `explanations.jsonl`, by its kept place."""
    path = folder_of(cycle.pk, result.computation.number) / EXPLANATIONS
    with path.open("rb") as file:
        file.seek(result.explanation_at)
        return file.read(result.explanation_length)
