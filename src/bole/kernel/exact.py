"""Exact values between measuring and judging, and the measures of one manager."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bole.kernel.money import rounded_string
from bole.kernel.units import MeasureUnit


class Exact(NamedTuple):
    """An exact ratio, not reduced; `denominator` is positive.

    Comparisons multiply out, so nothing is rounded before it is printed.
    """

    numerator: int
    denominator: int

    def at_least(self, other: "Exact") -> bool:
        """Whether this is `other` or more."""
        return self.numerator * other.denominator >= other.numerator * self.denominator

    def below(self, other: "Exact") -> bool:
        """Whether this is less than `other`."""
        return not self.at_least(other)

    def at_most(self, other: "Exact") -> bool:
        """Whether this is `other` or less."""
        return other.at_least(self)

    def printed(self, unit: MeasureUnit = "wan") -> str:
        """The value as results give it: a decimal string, rounded half up; a count is a whole number."""
        if unit == "count":
            return str(self.numerator // self.denominator)
        return rounded_string(self.numerator, self.denominator)


class Component(NamedTuple):
    """One component of the composite volume: its amount and what it adds; 万元 (or 万美元)."""

    amount: Exact
    credited: Exact


@dataclass(frozen=True, slots=True)
class Measures:
    """What one manager was measured at.

    `indicators`: by id, in the policy's unit of measure — 万元, a fraction (not percent), or a
    count; None where the indicator does not apply. `components`: of the composite volume.
    """

    indicators: Mapping[str, Exact | None]
    components: Mapping[str, Component]
    items: Mapping[str, Exact]
