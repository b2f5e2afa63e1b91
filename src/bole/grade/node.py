"""One node of an explanation."""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Scalar: TypeAlias = str | int | bool | None


class Node(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A statement with what it rests on.

    `clause` says where the rule stands, `text`/`text_en` say it, `inputs` are the numbers it used
    and `value` what came out. A criterion also has `required`, `actual` and `holds`. `steps` are
    the nodes this one rests on.
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
