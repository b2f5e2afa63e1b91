"""Search over what a person may see: the registers, and what apps name in their module `search` besides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from bole.web.common.register import Register, registers
from bole.web.common.register.filters import narrowed
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
    kinds = [*_KINDS, *((of.find, of.called, _in_register(of)) for of in registers() if of.find is not None)]
    found = [
        (label, find(access, query, SHOWN + 1)) for _order, label, find in sorted(kinds, key=lambda k: k[0])
    ]
    return [Group(label, hits[:SHOWN], len(hits) > SHOWN) for label, hits in found]


def _in_register(register: Register) -> Find:
    def find(access: Access, query: str, most: int) -> list[Hit]:
        if not any(access.can(capability) for capability in register.sees):
            return []
        found = list(narrowed(register, register.seen(access), {"q": query})[:most])
        return [Hit(*register.named(row), register.url(row)) for row in found]

    return find
