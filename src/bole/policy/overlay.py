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

NAME_KEYS = (*ENTRY_KEYS, "education")
"""What names an entry of a list where the next one may be named by something else."""

PLACES = frozenset({"after", "before"})
"""How a new entry says beside which one it stands."""

Document = Mapping[str, Any]
"""A policy as it was parsed, before validation."""


class MergeError(Exception):
    """A change does not fit the parent; `key` is where the child says it."""

    def __init__(self, key: str, text: Text) -> None:
        super().__init__(key)
        self.key = key
        self.text = text


_NOT_THERE = Text(
    "remove 指向上级制度中不存在的条目：{name}", "remove names what the parent policy does not have: {name}"
)
_NO_PLACE = Text("没有可在其后或其前插入的条目：{name}", "no such entry to stand after or before: {name}")
_ONE_PLACE = Text("after 和 before 只能写一个", "an entry says after or before, not both")
_NOT_NEW = Text("after、before 只用于新增的条目", "only a new entry says after or before")


def merge(parent: Document, child: Document) -> dict[str, Any]:
    """The child over the parent; neither is changed.

    Raises:
        MergeError: `remove`, `after` or `before` names what is not there.
    """
    changes = {key: value for key, value in child.items() if key != "remove"}
    return _merge_tables(_without_in_table(parent, child.get("remove", {}), place=""), changes, place="")


def _merge_tables(parent: Document, child: Document, *, place: str) -> dict[str, Any]:
    merged = dict(parent)
    for key, value in child.items():
        merged[key] = _merge_values(parent[key], value, place=f"{place}{key}.") if key in parent else value
    return merged


def _merge_values(parent: object, child: object, *, place: str) -> object:
    if isinstance(parent, Mapping) and isinstance(child, Mapping):
        return _merge_tables(parent, child, place=place)
    if isinstance(parent, list) and isinstance(child, list):
        key = entry_key([*parent, *child])
        if key is not None:
            return _merge_entries(parent, child, key, place=place)
    return child


def _merge_entries(parent: list[Any], child: list[Any], key: str, *, place: str) -> list[Any]:
    """The parent's entries, changed by the child's; new and repeated ones where they say, or last."""
    names = [entry[key] for entry in child]
    changed = {entry[key]: entry for entry in reversed(child)}
    known = {entry[key] for entry in parent}
    merged = [
        _merge_tables(entry, changed.get(entry[key], {}), place=f"{place}{entry[key]}.") for entry in parent
    ]
    for number, entry in enumerate(child):
        if entry[key] not in known or entry[key] in names[:number]:
            _insert(merged, entry, key, place=f"{place}{entry[key]}.")
        elif PLACES & entry.keys():
            raise MergeError(f"{place}{entry[key]}.{min(PLACES & entry.keys())}", _NOT_NEW)
    return merged


def _insert(merged: list[Any], entry: Document, key: str, *, place: str) -> None:
    """Put an entry after or before the one that it names, or last."""
    said = sorted(PLACES & entry.keys())
    if len(said) > 1:
        raise MergeError(f"{place}{said[1]}", _ONE_PLACE)
    index = len(merged)
    for word in said:
        names = [each[key] for each in merged]
        if entry[word] not in names:
            raise MergeError(f"{place}{word}", _NO_PLACE.fill(name=entry[word]))
        index = names.index(entry[word]) + (word == "after")
    merged.insert(index, {name: value for name, value in entry.items() if name not in PLACES})


def entry_key(entries: list[Any]) -> str | None:
    """The key that identifies the entries of a list, or None where they are plain values."""
    if not entries or not all(isinstance(entry, Mapping) for entry in entries):
        return None
    return next(
        (key for key in ENTRY_KEYS if all(isinstance(entry.get(key), str) for entry in entries)), None
    )


def entry_name(entry: object) -> str | None:
    """What identifies one entry of a list, or None for a plain value."""
    names = (entry.get(key) for key in NAME_KEYS) if isinstance(entry, Mapping) else ()
    return next((name for name in names if isinstance(name, str)), None)


def _without_in_table(parent: Document, remove: object, *, place: str) -> dict[str, Any]:
    kept = dict(parent)
    if isinstance(remove, list):
        for name in _all_there(remove, set(parent), place=place):
            del kept[name]
        return kept
    if not isinstance(remove, Mapping):
        raise MergeError("remove", _NOT_THERE.fill(name=place or "remove"))
    for name in _all_there(list(remove), set(parent), place=place):
        kept[name] = _without(parent[name], remove[name], place=f"{place}{name}.")
    return kept


def _without(value: object, remove: object, *, place: str) -> object:
    if isinstance(value, Mapping):
        return _without_in_table(value, remove, place=place)
    if not isinstance(value, list) or not isinstance(remove, list):
        raise MergeError("remove", _NOT_THERE.fill(name=place.rstrip(".")))
    key = entry_key(value)
    names = [entry[key] if key else entry for entry in value]
    leave_out = _all_there(remove, names, place=place)
    return [entry for entry, name in zip(value, names, strict=True) if name not in leave_out]


def _all_there(names: list[Any], known: set[str] | list[Any], *, place: str) -> list[Any]:
    missing = [name for name in names if name not in known]
    if missing:
        raise MergeError(
            f"remove.{place}".rstrip("."),
            _NOT_THERE.fill(name=", ".join(f"{place}{name}" for name in missing)),
        )
    return names
