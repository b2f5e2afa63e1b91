"""Merging a policy file over its parent.

Tables merge key by key; lists of entries merge by the key that identifies an entry; every other
value replaces the parent's. `[remove]` names entries to leave out: `remove.error_points = ["E2.4"]`.
"""

from collections.abc import Mapping
from typing import Any

ENTRY_KEYS = ("id", "post", "reason", "indicator", "item", "hire_type")
"""What identifies an entry of a list: the first of these keys that all entries have."""

Document = Mapping[str, Any]


def merge(parent: Document, child: Document) -> dict[str, Any]:
    """The child over the parent; neither is changed.

    Raises:
        KeyError: `remove` names a list or an entry that the parent does not have.
    """
    changes = {key: value for key, value in child.items() if key != "remove"}
    return _merge_tables(_without(parent, child.get("remove", {})), changes)


def _merge_tables(parent: Document, child: Document) -> dict[str, Any]:
    merged = dict(parent)
    for key, value in child.items():
        merged[key] = _merge_values(parent[key], value) if key in parent else value
    return merged


def _merge_values(parent: object, child: object) -> object:
    if isinstance(parent, Mapping) and isinstance(child, Mapping):
        return _merge_tables(parent, child)
    if isinstance(parent, list) and isinstance(child, list):
        key = entry_key([*parent, *child])
        if key is not None:
            return _merge_entries(parent, child, key)
    return child


def _merge_entries(parent: list[Any], child: list[Any], key: str) -> list[Any]:
    changed = {entry[key]: entry for entry in child}
    known = {entry[key] for entry in parent}
    kept = [_merge_tables(entry, changed[entry[key]]) if entry[key] in changed else entry for entry in parent]
    return kept + [entry for entry in child if entry[key] not in known]


def entry_key(entries: list[Any]) -> str | None:
    """The key that identifies the entries of a list, or None where they are plain values."""
    if not entries or not all(isinstance(entry, Mapping) for entry in entries):
        return None
    return next((key for key in ENTRY_KEYS if all(key in entry for entry in entries)), None)


def _without(parent: Document, remove: Document) -> dict[str, Any]:
    kept = dict(parent)
    for name, ids in remove.items():
        if isinstance(ids, Mapping):
            kept[name] = _without(parent[name], ids)
            continue
        key = entry_key(parent[name]) or ENTRY_KEYS[0]
        missing = set(ids) - {entry[key] for entry in parent[name]}
        if missing:
            raise KeyError(f"{name}: {', '.join(sorted(missing))}")
        kept[name] = [entry for entry in parent[name] if entry[key] not in ids]
    return kept
