"""The evaluation system: dimensions, their items and what an item's result is used for (§27, §28, X2)."""

from typing import Annotated, Literal

from bole.policy.schema.base import Entry, Identifier, Many, PostId, TextField
from bole.policy.schema.marks import Ref

Use = Literal[
    "pay_grade",
    "bonus",
    "annual_assessment",
    "volume_deduction",
    "cancelled_beyond_limit",
    "cancelled_when_grave",
]
"""What an item's result decides (X2): the tier and its pay, the bonus, the annual assessment, a
deduction from composite volume, the qualification where the limit is passed after the grace
period, the qualification at once where it is grave."""


class DimensionItem(Entry):
    """One item: what is expected, how it is judged, and what it decides.

    `judged_by`: the indicator, or the items of the error-point catalogue. `scored`: by the
    corporate department's score alone.
    """

    expected: TextField
    judged_by: Annotated[Many[Identifier], Ref("error_points", "indicators")] = ()
    scored: bool = False
    decides: Many[Use] = ()
    exception: TextField | None = None


class Dimension(Entry):
    """One of the dimensions of assessment, and the posts it is assessed for (§28)."""

    posts: Many[PostId]
    items: Many[DimensionItem]
