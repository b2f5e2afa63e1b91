"""What the branch board shows: counts over accepted results that the person may see."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from bole.web.cycles.offers import Result
from bole.web.policies.offers import NEEDS_ATTENTION, Words

NEAR = Decimal("0.1")
"""A gap of at most this part of its standard is near; only a matter of what to list."""

NONE = "–"
"""The place of those without a tier, in charts and tables."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit or branch compared with the others; averages in 万元."""

    name: str
    people: int
    average_deposit: Decimal
    composite_volume: Decimal
    in_top_rank: int
    without: int
    up: int
    down: int
    attention: int


@dataclass(frozen=True, slots=True)
class Movement:
    """How many went from one tier to another. `way`: up, down or same; none for newcomers."""

    before: str
    after: str
    people: int
    way: str

    @property
    def from_tier(self) -> str | None:
        """The tier before; none where there was none."""
        return None if self.before == NONE else self.before

    @property
    def to_tier(self) -> str | None:
        """The tier now; none where there is none."""
        return None if self.after == NONE else self.after


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Someone near the next tier: what is missing, the smallest gap first."""

    result: Result
    gaps: str
    largest: Decimal


@dataclass(frozen=True, slots=True)
class Board:
    """All of the board's numbers."""

    people: int
    tiers: Sequence[tuple[str, int]]
    movements: Sequence[Movement]
    moved: tuple[int, int, int]
    """Up, same, down."""
    near: Sequence[NearMiss]
    attention: Sequence[Result]
    units: Sequence[UnitRow]


def board_of(results: Sequence[Result], words: Words, *, by_branch: dict[int, str]) -> Board:
    """The board over results; `by_branch` names the branch of each computation.

    Units are compared within one branch, branches among several.
    """
    order = [*words.tiers, NONE]
    counts = Counter(result.treatment_tier or NONE for result in results)
    return Board(
        people=len(results),
        tiers=[(tier, counts[tier]) for tier in order],
        movements=movements_of(results, order),
        moved=_moved(results, order),
        near=near_misses(results, words),
        attention=[result for result in results if NEEDS_ATTENTION & set(result.outcomes)],
        units=_units(results, words, order, by_branch),
    )


def way_of(result: Result, order: Sequence[str]) -> str:
    """Whether a result is above or below the one before; empty where there was none."""
    if not result.had_previous:
        return ""
    before = order.index(result.previous_tier or NONE)
    after = order.index(result.treatment_tier or NONE)
    return "same" if before == after else "up" if after < before else "down"


def movements_of(results: Sequence[Result], order: Sequence[str]) -> list[Movement]:
    """From tier × to tier, both from the highest."""
    known = [result for result in results if result.had_previous]
    pairs = Counter((r.previous_tier or NONE, r.treatment_tier or NONE) for r in known)
    return [
        Movement(before, after, pairs[before, after], _way(order.index(before), order.index(after)))
        for before in order
        for after in order
        if pairs[before, after]
    ]


def _way(before: int, after: int) -> str:
    return "same" if before == after else "up" if after < before else "down"


def _moved(results: Sequence[Result], order: Sequence[str]) -> tuple[int, int, int]:
    ways = Counter(way_of(result, order) for result in results)
    return ways["up"], ways["same"], ways["down"]


def near_misses(results: Sequence[Result], words: Words) -> list[NearMiss]:
    """Those for whom one criterion, or only small gaps, stand before the next tier."""
    found = []
    for result in results:
        if not result.next_tier or not result.missing:
            continue
        shares = [_share(entry) for entry in result.missing]
        largest = max(shares)
        if largest <= NEAR:
            found.append(NearMiss(result, gaps_in_words(result, words), largest))
    return sorted(found, key=lambda miss: (miss.largest, miss.result.manager_id))


def gaps_in_words(result: Result, words: Words) -> str:
    """What is missing for the next tier, in one line."""
    names = words.indicators
    return _("；").join(
        _("%(name)s还差 %(gap)s")
        % {
            "name": names.get(entry["indicator"], _("考评得分")),
            "gap": words.gap(entry["indicator"], entry["gap"]),
        }
        for entry in result.missing
    )


def _share(entry: dict[str, str | None]) -> Decimal:
    if entry["gap"] is None:
        return Decimal(1)
    required = Decimal(entry["required"] or 0)
    return Decimal(entry["gap"]) / required if required else Decimal(entry["gap"])


def _units(
    results: Sequence[Result], words: Words, order: Sequence[str], by_branch: dict[int, str]
) -> list[UnitRow]:
    several = len(set(by_branch.values())) > 1
    groups: dict[str, list[Result]] = {}
    for result in results:
        name = by_branch[result.computation_id] if several else result.unit.name
        groups.setdefault(name, []).append(result)
    return [_unit(name, group, words, order) for name, group in sorted(groups.items())]


def _unit(name: str, group: Sequence[Result], words: Words, order: Sequence[str]) -> UnitRow:
    up, _same, down = _moved(group, order)
    return UnitRow(
        name=name,
        people=len(group),
        average_deposit=_mean([result.average_deposit for result in group]),
        composite_volume=_mean([result.composite_volume for result in group]),
        in_top_rank=sum(result.treatment_tier in words.top_tiers for result in group),
        without=sum(result.treatment_tier is None for result in group),
        up=up,
        down=down,
        attention=sum(bool(NEEDS_ATTENTION & set(result.outcomes)) for result in group),
    )


def _mean(values: Sequence[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)
