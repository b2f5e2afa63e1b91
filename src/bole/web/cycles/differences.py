"""Who changes between two computations, in what, and what went in differently."""

from collections.abc import Iterable, Mapping
from typing import Any

from bole.web.cycles.models import Computation, Result

TIERS = ("performance_tier", "qualified_tier", "treatment_tier")
OTHERS = ("quarter_points", "year_points", "bonus_deduction", "outcomes", "passed")


def differences(old: Iterable[Result], new: Iterable[Result]) -> list[dict[str, Any]]:
    """One entry per manager whose result differs: every field with its old and new value.

    A change of a measure names its indicator as `measure`.
    """
    before = {result.manager_id: result for result in old}
    after = {result.manager_id: result for result in new}
    found = []
    for key in sorted(before.keys() | after.keys()):
        changes = _changes(before.get(key), after.get(key))
        if changes:
            result = after.get(key) or before[key]
            found.append({"manager_id": result.manager.code, "name": result.manager.name, "changes": changes})
    return sorted(found, key=lambda entry: str(entry["manager_id"]))


def _changes(old: Result | None, new: Result | None) -> list[dict[str, object]]:
    if old is None or new is None:
        return [{"field": "result", "old": old is not None, "new": new is not None}]
    measures = [
        {"measure": indicator, "old": old.measures.get(indicator), "new": new.measures.get(indicator)}
        for indicator in old.measures | new.measures
        if old.measures.get(indicator) != new.measures.get(indicator)
    ]
    return [*_fields(TIERS, old, new), *measures, *_fields(OTHERS, old, new)]


def _fields(fields: Iterable[str], old: Result, new: Result) -> list[dict[str, object]]:
    return [
        {"field": field, "old": _plain(getattr(old, field)), "new": _plain(getattr(new, field))}
        for field in fields
        if getattr(old, field) != getattr(new, field)
    ]


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | bool | list) else str(value)


def inputs_changed(old: Computation | None, new: Computation) -> list[Mapping[str, Any]]:
    """What went into the new computation and not into the old: another load, new determinations."""
    causes: list[Mapping[str, Any]] = []
    if old is None:
        return causes
    if old.facts_id != new.facts_id:
        causes.append({"kind": "facts", "old": old.facts_id, "new": new.facts_id})
    return causes + [entry for entry in new.adjustments if entry not in old.adjustments]
