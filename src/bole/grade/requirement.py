"""One thing required of a measure — a tier's standard, a floor, a limit — ready to compare."""

from dataclasses import dataclass

from msgspec.structs import replace

from bole.grade.node import Node
from bole.kernel.exact import Exact
from bole.kernel.units import MeasureUnit


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """What an indicator must reach, or not pass: `required` is in the indicator's own measure.

    `said`: its node before anything is compared. Whoever has the same standard shares the requirement, and
    so what came of it.
    """

    indicator: str
    at_least: bool
    required: Exact
    unit: MeasureUnit
    said: Node

    def met_by(self, value: Exact | None) -> bool:
        """Whether a measured value meets it; one that does not apply does."""
        if value is None:
            return True
        numerator, denominator = value
        required, over = self.required
        left, right = numerator * over, required * denominator
        return left >= right if self.at_least else left <= right

    def node(self, value: Exact | None, printed: str | None) -> Node:
        """Whether a measured value, shown as it is printed, meets it."""
        return replace(self.said, value=printed, actual=printed, holds=self.met_by(value))
