"""What a field means beyond its type: what it names, how it is ordered, when it is stricter.

Marks stand in a field's `Annotated`, or in that of the type it is made of; whoever checks a policy
walks it (`policy.walk`) and meets every value with its marks. A new field needs its marks, no code.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bole.policy.difference import Difference


@dataclass(frozen=True, slots=True)
class Key:
    """What identifies an entry of its list; `unique`: no two entries have the same."""

    unique: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a closed set; every `Literal` has this mark by itself."""


class Ref:
    """Names an entry of one of these lists, each a key path such as `governance.bodies`."""

    __slots__ = ("lists",)

    def __init__(self, *lists: str) -> None:
        self.lists = lists


@dataclass(frozen=True, slots=True)
class Used:
    """A list whose entries only have a meaning where something names them."""


@dataclass(frozen=True, slots=True)
class InOrder:
    """Names in the order of the list that they name, each once."""


@dataclass(frozen=True, slots=True)
class AtMost:
    """Not above the value at another key path."""

    key: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Not below this."""

    least: int


@dataclass(frozen=True, slots=True)
class Falling:
    """Numbers that fall from one to the next; those of a table never rise along the list its keys name."""


@dataclass(frozen=True, slots=True)
class Stricter:
    """When a value asks for less than another (§23).

    `laxer`: of the old and the new value, both there. `added`, `gone`: whether a value is laxer
    where there was none, and whether it is where there is none any more; of a list or table, for
    its entries. `clause`: the one that forbids it, where it is not that of the value.
    """

    laxer: Callable[..., bool]
    added: bool = False
    gone: bool = True
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A meaning of stricter of its own: what is laxer between two records that have the field.

    Paths are given from the record on. It stands for the comparison of the field itself, unless
    the field is marked `Stricter` too.
    """

    laxer: Callable[..., Iterator[Difference]]


HIGHER = Stricter(lambda old, new: new < old)
LOWER = Stricter(lambda old, new: new > old)
MORE = Stricter(lambda old, new: not set(old) <= set(new))
"""Entries, names or a section may be added, none left out."""
SAME = Stricter(lambda old, new: new != old, added=True)
"""Any difference is laxer: what holds of a field without a mark where only stricter is allowed."""
UNBOUNDED = Stricter(lambda old, new: new != old, added=True, gone=False)
"""What a rule is confined to: only leaving it out is stricter."""
FREE = Stricter(lambda _old, _new: False, gone=False)
"""Says nothing about strictness."""
