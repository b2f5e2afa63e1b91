"""What the branch board shows: counts over accepted results that the person may see."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from bole.assess.words import PolicyWords
from bole.kernel.money import OUTPUT_DECIMALS
from bole.kernel.units import Figure
from bole.web.base.languages import language, said
from bole.web.cycles.offers import Result

NEAR = Decimal("0.1")
"""A gap of at most this part of its standard is near; only a matter of what to list."""

_SHOWN = Decimal(1).scaleb(-OUTPUT_DECIMALS)

NONE = "–"
"""The place of those without a tier, in charts and tables."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit or branch compared with the others.

    `means`: the average of each published indicator over those to whom it applies.
    """

    name: str
    people: int
    means: Mapping[str, Decimal | None]
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


def board_of(results: Sequence[Result], words: PolicyWords, *, by_branch: dict[int, str]) -> Board:
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
        attention=[result for result in results if words.attention & set(result.outcomes)],
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


def near_misses(results: Sequence[Result], words: PolicyWords) -> list[NearMiss]:
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


def gaps_in_words(result: Result, words: PolicyWords) -> str:
    """What is missing for the next tier, in one line."""
    missed = ((words.measured(entry["indicator"]), entry["gap"]) for entry in result.missing)
    return _("；").join(
        _("%(name)s还差 %(gap)s") % {"name": said(each.name), "gap": each.gap(gap, language())}
        for each, gap in missed
    )


def _share(entry: Mapping[str, str]) -> Decimal:
    required = Decimal(entry["required"])
    return Decimal(entry["gap"]) / required if required else Decimal(entry["gap"])


def _units(
    results: Sequence[Result], words: PolicyWords, order: Sequence[str], by_branch: dict[int, str]
) -> list[UnitRow]:
    several = len(set(by_branch.values())) > 1
    groups: dict[str, list[Result]] = {}
    for result in results:
        name = by_branch[result.computation_id] if several else result.unit.name
        groups.setdefault(name, []).append(result)
    return [_unit(name, group, words, order) for name, group in sorted(groups.items())]


def _unit(name: str, group: Sequence[Result], words: PolicyWords, order: Sequence[str]) -> UnitRow:
    up, _same, down = _moved(group, order)
    return UnitRow(
        name=name,
        people=len(group),
        means={each.id: _mean(result.measures.get(each.id) for result in group) for each in words.published},
        in_top_rank=sum(result.treatment_tier in words.top_tiers for result in group),
        without=sum(result.treatment_tier is None for result in group),
        up=up,
        down=down,
        attention=sum(bool(words.attention & set(result.outcomes)) for result in group),
    )


def _mean(measures: Iterable[Figure | None]) -> Decimal | None:
    values = [Decimal(measure) for measure in measures if measure is not None]
    if not values:
        return None
    return (sum(values, Decimal(0)) / len(values)).quantize(_SHOWN, ROUND_HALF_UP)
