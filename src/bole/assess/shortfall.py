"""How near a higher tier is, read out of a judgement's explanation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bole.grade import Judgement
from bole.grade.node import Node, Scalar

NEAR = Decimal("0.1")
"""A gap of at most this part of the standard is near; only a matter of what to highlight."""


@dataclass(frozen=True, slots=True)
class Missed:
    """One criterion missed: `gap` in its own measure.

    `ways` say what closes the gap: per product of a weighted sum, or how much to collect.
    """

    indicator: str
    gap: Decimal
    required: Decimal
    ways: Mapping[str, Scalar]

    @property
    def share(self) -> Decimal:
        """The gap as a part of the standard; of a standard of zero, the gap itself."""
        return self.gap / self.required if self.required else self.gap


@dataclass(frozen=True)
class Shortfall:
    """What separates a manager from one higher tier; `rank` is the qualification still needed."""

    judgement: Judgement
    tier: str
    rank: str | None
    missed: tuple[Missed, ...]

    @cached_property
    def largest(self) -> Decimal:
        """The largest gap as a part of its standard: zero when only the qualification is missing."""
        return max((missed.share for missed in self.missed), default=Decimal(0))

    @property
    def near(self) -> bool:
        """At most one criterion is missed, or every gap is small."""
        return len(self.missed) <= 1 or self.largest <= NEAR

    @property
    def closeness(self) -> tuple[bool, Decimal, int, str]:
        """Sorts the nearest first."""
        return (not self.near, self.largest, len(self.missed), self.judgement.manager.manager_id)


def shortfalls(judgement: Judgement) -> Iterator[Shortfall]:
    """The nearest higher tier, and every further one worth telling.

    Worth telling is a tier that the qualification allows and from which every gap is small, and
    the tier that performance has reached already, where only the qualification holds it back.
    """
    steps = {node.id: node for node in judgement.explanation.steps}
    for place, node in enumerate(steps["distance"].steps):
        found = _shortfall(judgement, node)
        held_back = found.tier == judgement.performance_tier
        if place == 0 or held_back or (found.rank is None and found.largest <= NEAR):
            yield found


def _shortfall(judgement: Judgement, distance: Node) -> Shortfall:
    tier, rank = str(distance.inputs["tier"]), distance.inputs["rank_needed"]
    return Shortfall(
        judgement, tier, None if rank is None else str(rank), tuple(map(_missed, distance.steps))
    )


def _missed(node: Node) -> Missed:
    indicator = node.id.removeprefix("missing.")
    return Missed(indicator, Decimal(str(node.value)), Decimal(node.required or 0), node.inputs)
