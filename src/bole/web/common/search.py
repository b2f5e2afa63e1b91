"""Search over what a person may see; each app names in its module `search` what it lets be found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from bole.web.people.access import Access

SHOWN = 20
"""Hits shown of one kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` when not all of it is shown."""

    label: str | Promise
    hits: Sequence[Hit]
    more: bool


Find = Callable[[Access, str, int], Sequence[Hit]]
"""At most so many hits among what a person may see."""

_KINDS: list[tuple[int, str | Promise, Find]] = []


def let_find(order: int, label: str | Promise, find: Find) -> None:
    """Add a kind of thing to what is searched; `order` sorts the groups."""
    _KINDS.append((order, label, find))


def search(access: Access, query: str) -> list[Group]:
    """Everything that a person may see and whose number, name or period contains the query."""
    found = [
        (label, find(access, query, SHOWN + 1)) for _order, label, find in sorted(_KINDS, key=lambda k: k[0])
    ]
    return [Group(label, hits[:SHOWN], len(hits) > SHOWN) for label, hits in found]
