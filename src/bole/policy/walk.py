"""Walking a policy value by value: each with its key path, its clause and the marks of its field.

A key path names the entries of a list by what identifies them: `standards.credit.tiers.S1.npl_ratio`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from bole.kernel.text import Text
from bole.policy.schema.base import Cited
from bole.policy.schema.clauses import ClauseEntry
from bole.policy.schema.marks import Key, Ref, Word

VERSION_CLAUSE = "§57"
"""What a policy is called and from when it holds has no clause of its own but that of versions."""

M = TypeVar("M")


class Shape(NamedTuple):
    """What the schema says of a value: its marks, and those of the values of a table."""

    marks: tuple[object, ...] = ()
    inside: "Shape | None" = None


BARE = Shape()


@dataclass(frozen=True, slots=True)
class Place:
    """One value of a policy, a record, list or table included, and the nearest name around it."""

    path: tuple[str, ...]
    value: object
    clause: str
    name: Text | None = None
    shape: Shape = BARE

    @property
    def key(self) -> str:
        """The key path as text."""
        return ".".join(self.path)

    def mark(self, kind: type[M]) -> M | None:
        """Its first mark of a kind."""
        return next((mark for mark in self.shape.marks if isinstance(mark, kind)), None)

    @property
    def names(self) -> list[str]:
        """The names in it: itself, those of a list, the keys of a table, those of a list's entries."""
        if isinstance(self.value, str):
            return [self.value]
        if isinstance(self.value, Text) or not isinstance(self.value, tuple | Mapping):
            return []
        return [_name_of(each, place) for place, each in enumerate(self.value)]

    def parts(self) -> list["Place"]:
        """The named parts of a record, table or list of records; none of a plain value."""
        node = self.value
        if isinstance(node, BaseModel):
            return [
                self._part(name, getattr(node, name), shape) for name, shape in shapes(type(node)).items()
            ]
        if isinstance(node, Mapping):
            return [self._part(str(key), each, self.shape.inside or BARE) for key, each in node.items()]
        return [self._part(name, each, BARE) for name, each in zip(self.names, self.entries, strict=False)]

    @property
    def entries(self) -> tuple[BaseModel, ...]:
        """The records of a list of records."""
        given = self.value if isinstance(self.value, tuple) else ()
        return tuple(each for each in given if isinstance(each, BaseModel))

    def _part(self, name: str, value: object, shape: Shape) -> "Place":
        clause = value.id if isinstance(value, ClauseEntry) else getattr(value, "clause", self.clause)
        return Place((*self.path, name), value, clause, getattr(value, "name", None) or self.name, shape)


def _name_of(entry: object, place: int) -> str:
    if not isinstance(entry, BaseModel):
        return str(entry)
    name = getattr(entry, key_of(type(entry)) or "", None)
    return str(place if name is None else name)


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


class Use(NamedTuple):
    """A name used at a key path; one of the `lists` must define it. `about`: it is the key of a table."""

    key: str
    name: str
    lists: tuple[str, ...]
    about: bool


def whole(policy: BaseModel) -> Place:
    """The place of a whole policy."""
    return Place((), policy, VERSION_CLAUSE)


def places(policy: BaseModel) -> Iterator[Place]:
    """Every value of the policy in the order of the file format, what holds others before these."""
    return _below(whole(policy))


def _below(place: Place) -> Iterator[Place]:
    yield place
    for part in place.parts():
        yield from _below(part)


def leaves(policy: BaseModel) -> Iterator[Place]:
    """Every plain value of the policy; absent values are left out."""
    for place in places(policy):
        if place.value is not None and not (isinstance(place.value, BaseModel | Mapping) or place.entries):
            yield place


def cited_values(policy: BaseModel) -> Iterator[CitedValue]:
    """Every record of the policy that cites a clause."""
    for place in places(policy):
        if isinstance(place.value, Cited):
            yield CitedValue(place.path, place.value, place.name)


def uses(found: Iterable[Place]) -> Iterator[Use]:
    """Every use of a name."""
    for place in found:
        if ref := place.mark(Ref):
            for name in place.names:
                yield Use(place.key, name, ref.lists, isinstance(place.value, Mapping))


def definitions(found: Iterable[Place]) -> dict[str, list[str]]:
    """The names that each list defines, by its key path."""
    return {
        place.key: place.names
        for place in found
        if place.entries and all(key_of(type(entry), unique=True) for entry in place.entries)
    }


@cache
def shapes(model: type[BaseModel]) -> Mapping[str, Shape]:
    """What the schema says of each field of a record."""
    return {
        name: shape_of(field.annotation, tuple(field.metadata)) for name, field in model.model_fields.items()
    }


def shape_of(hint: object, marks: tuple[object, ...] = ()) -> Shape:
    """The marks of a type: its own, those of what a list holds, or those of a table's keys."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return shape_of(arguments[0], (*marks, *arguments[1:]))
    if origin is Literal:
        return Shape((*marks, Word()))
    if origin in {Union, UnionType, tuple} and len(rest := set(arguments) - {type(None), Ellipsis}) == 1:
        return shape_of(rest.pop(), marks)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        keys, values = arguments
        return Shape((*marks, *shape_of(keys).marks), shape_of(values))
    return Shape(marks)


@cache
def key_of(model: type, *, unique: bool = False) -> str | None:
    """The field that identifies an entry, where there is one."""
    fields = shapes(model) if issubclass(model, BaseModel) else {}
    for name, shape in fields.items():
        if any(isinstance(mark, Key) and mark.unique >= unique for mark in shape.marks):
            return name
    return None
