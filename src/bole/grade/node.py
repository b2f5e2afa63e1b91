"""One node of an explanation."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from bole.kernel.units import Unit

Scalar: TypeAlias = str | int | bool | None


class Node(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A statement with what it rests on.

    `clause` says where the rule stands, `text`/`text_en` say it, `inputs` are the numbers it used
    and `value` what came out. A criterion also has `required`, `actual` and `holds`. `steps` are
    the nodes this one rests on. `unit` is what `value`, `required`, `actual` and the numbers among the
    `inputs` are in; `units` has those of them that are in another, by name.
    """

    id: str
    clause: str
    text: str
    text_en: str
    inputs: Mapping[str, Scalar]
    value: Scalar
    required: str | None = None
    actual: str | None = None
    holds: bool | None = None
    assumed: bool = False
    steps: tuple["Node", ...] = ()
    unit: Unit | None = None
    units: Mapping[str, Unit] | None = None
