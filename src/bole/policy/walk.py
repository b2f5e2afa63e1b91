"""Walking a policy value by value: each with its key path and the clause it comes from.

A key path names the entries of a list by what identifies them: `standards.credit.tiers.S1.npl_ratio`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from bole.kernel.text import Text
from bole.policy.overlay import ENTRY_KEYS
from bole.policy.schema import Policy
from bole.policy.schema.base import Cited
from bole.policy.schema.clauses import ClauseEntry

VERSION_CLAUSE = "§57"
"""What a policy is called and from when it holds has no clause of its own but that of versions."""

NAME_KEYS = (*ENTRY_KEYS, "education")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a policy."""

    path: tuple[str, ...]
    clause: str
    value: object


@dataclass(frozen=True, slots=True)
class CitedValue:
    """One cited record of a policy, and the name it or the nearest record around it has."""

    path: tuple[str, ...]
    record: Cited
    name: Text | None

    @property
    def key(self) -> str:
        """The key path as text."""
        return ".".join(self.path)


def leaves(policy: Policy) -> Iterator[Leaf]:
    """Every value of the policy, in the order of the file format; absent values are left out."""
    return _leaves(policy, (), VERSION_CLAUSE)


def cited_values(policy: Policy) -> Iterator[CitedValue]:
    """Every record of the policy that cites a clause."""
    return _cited(policy, (), None)


def _leaves(node: object, path: tuple[str, ...], clause: str) -> Iterator[Leaf]:
    children = _children(node)
    if children is None:
        if node is not None:
            yield Leaf(path, clause, node)
        return
    for name, child in children:
        yield from _leaves(child, (*path, name), _clause_of(node) or clause)


def _cited(node: object, path: tuple[str, ...], name: Text | None) -> Iterator[CitedValue]:
    own_name = getattr(node, "name", None) or name
    if isinstance(node, Cited):
        yield CitedValue(path, node, own_name)
    for key, child in _children(node) or ():
        yield from _cited(child, (*path, key), own_name)


def _clause_of(node: object) -> str | None:
    if isinstance(node, ClauseEntry):
        return node.id
    return node.clause if isinstance(node, Cited) else None


def _children(node: object) -> list[tuple[str, object]] | None:
    """The named parts of a record, table or list of records; None for a plain value."""
    if isinstance(node, BaseModel):
        return [(name, getattr(node, name)) for name in type(node).model_fields]
    if isinstance(node, Mapping):
        return [(str(key), value) for key, value in node.items()]
    if isinstance(node, tuple) and node and all(isinstance(entry, BaseModel) for entry in node):
        return [(_name_of(entry, place), entry) for place, entry in enumerate(node)]
    return None


def _name_of(entry: object, place: int) -> str:
    names = (getattr(entry, key, None) for key in NAME_KEYS)
    return next((str(name) for name in names if name is not None), str(place))
