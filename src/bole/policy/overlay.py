"""Merging a policy file over its parent.

Tables merge key by key; lists of entries merge by the key that identifies an entry; every other
value replaces the parent's. `[remove]` names what to leave out, entries of a list or keys of a
table: `remove.error_points = ["E2.4"]`, `remove.exit = ["reading"]`.
"""

from collections.abc import Mapping
from typing import Any

from bole.kernel.text import Text

ENTRY_KEYS = ("id", "post", "reason", "indicator", "item", "hire_type")
"""What identifies an entry of a list: the first of these keys that all entries have."""

Document = Mapping[str, Any]


class NotThereError(Exception):
    """`[remove]` names something that the parent does not have."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.text = Text(
            f"remove 指向上级制度中不存在的条目：{place}",
            f"remove names what the parent policy does not have: {place}",
        )


def merge(parent: Document, child: Document) -> dict[str, Any]:
    """The child over the parent; neither is changed.

    Raises:
        NotThereError: `remove` names a list, an entry or a key that the parent does not have.
    """
    changes = {key: value for key, value in child.items() if key != "remove"}
    return _merge_tables(_without_in_table(parent, child.get("remove", {}), place=""), changes)


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
    """The parent's entries in place, changed by the child's; new ones, and repeated ones, after them."""
    names = [entry[key] for entry in child]
    changed = {entry[key]: entry for entry in reversed(child)}
    known = {entry[key] for entry in parent}
    kept = [_merge_tables(entry, changed.get(entry[key], {})) for entry in parent]
    return kept + [
        entry for place, entry in enumerate(child) if entry[key] not in known or entry[key] in names[:place]
    ]


def entry_key(entries: list[Any]) -> str | None:
    """The key that identifies the entries of a list, or None where they are plain values."""
    if not entries or not all(isinstance(entry, Mapping) for entry in entries):
        return None
    return next(
        (key for key in ENTRY_KEYS if all(isinstance(entry.get(key), str) for entry in entries)), None
    )


def _without_in_table(parent: Document, remove: object, *, place: str) -> dict[str, Any]:
    kept = dict(parent)
    if isinstance(remove, list):
        for name in _all_there(remove, set(parent), place=place):
            del kept[name]
        return kept
    if not isinstance(remove, Mapping):
        raise NotThereError(place or "remove")
    for name in _all_there(list(remove), set(parent), place=place):
        kept[name] = _without(parent[name], remove[name], place=f"{place}{name}.")
    return kept


def _without(value: object, remove: object, *, place: str) -> object:
    if isinstance(value, Mapping):
        return _without_in_table(value, remove, place=place)
    if not isinstance(value, list) or not isinstance(remove, list):
        raise NotThereError(place.rstrip("."))
    key = entry_key(value)
    names = [entry[key] if key else entry for entry in value]
    leave_out = _all_there(remove, names, place=place)
    return [entry for entry, name in zip(value, names, strict=True) if name not in leave_out]


def _all_there(names: list[Any], known: set[str] | list[Any], *, place: str) -> list[Any]:
    missing = [name for name in names if name not in known]
    if missing:
        raise NotThereError(", ".join(f"{place}{name}" for name in missing))
    return names
