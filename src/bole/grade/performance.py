"""Which tier performance reaches (§27-§29, X3-X5): from the top down, the first whose standards hold."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from bole.grade.ladder import Ladder
from bole.grade.node import Node, Scalar
from bole.grade.requirement import Requirement
from bole.kernel.exact import Exact
from bole.kernel.text import Text
from bole.kernel.units import Unit, ratio_in
from bole.policy.schema import Policy
from bole.policy.schema.standards import AllHold, Criterion, ScoreBands


class Performance(msgspec.Struct, frozen=True, gc=False):
    """The tier reached by performance alone, with why every tier was or was not reached."""

    tier: str | None
    assumed: tuple[str, ...]
    node: Node
    missed: Mapping[str, tuple[Requirement, ...]]
    """Of each tier, the requirements that were not met."""
    short_of: Mapping[str, Node]
    """Of each band of a score that was not reached, what is missing."""


class _Heading(NamedTuple):
    """One tier of a ladder: the node of one whose standards hold, and of one whose do not."""

    tier: str
    held: Node
    missed: Node

    def node(self, steps: tuple[Node, ...], *, holds: bool) -> Node:
        """Whether the tier's standards hold, from the criteria below it."""
        return replace(self.held if holds else self.missed, steps=steps)


class Standards:
    """The standards of one post under one branch factor, where all criteria must hold."""

    def __init__(self, policy: Policy, standard: AllHold, *, ladder: Ladder, factor: Decimal) -> None:
        self._standard = standard
        self._verdicts = _verdicts(ladder, standard)
        criteria = {criterion.indicator: criterion for criterion in policy.criteria}
        names = {indicator.id: indicator.name for indicator in policy.indicators}
        asked = {
            tier: [(indicator, standard.tiers[tier][indicator]) for indicator in standard.criteria]
            for tier in ladder.tiers
        }
        places = {each: place for place, each in enumerate(dict.fromkeys(chain(*asked.values())))}
        self._requirements = tuple(
            _requirement(
                criteria[indicator], value=value, standard=standard, factor=factor, name=names[indicator]
            )
            for indicator, value in places
        )
        self._tiers = tuple(
            (_heading(ladder, tier, standard), tuple(places[each] for each in asked[tier]))
            for tier in ladder.tiers
        )

    def judge(
        self, indicators: Mapping[str, Exact | None], *, printed: Mapping[str, str | None]
    ) -> Performance:
        """The best tier whose requirements are all met."""
        criteria = [
            requirement.node(indicators[requirement.indicator], printed[requirement.indicator])
            for requirement in self._requirements
        ]
        reached: str | None = None
        missed: dict[str, tuple[Requirement, ...]] = {}
        steps = []
        for heading, places in self._tiers:
            short = tuple([self._requirements[place] for place in places if not criteria[place].holds])
            missed[heading.tier] = short
            if not short and reached is None:
                reached = heading.tier
            steps.append(heading.node(tuple([criteria[place] for place in places]), holds=not short))
        node = replace(self._verdicts[reached], steps=tuple(steps))
        return Performance(reached, _assumed(self._standard), node, missed, {})


class Bands:
    """The score bands of one post (§28, X5)."""

    def __init__(self, standard: ScoreBands, *, ladder: Ladder) -> None:
        self._standard = standard
        self._verdicts = _verdicts(ladder, standard)
        self._said = Node(
            "missing.score",
            standard.clause,
            "评分不低于标准",
            "Score not below the standard",
            {"unit": "score"},
            None,
            assumed=standard.assumed,
            unit="score",
        )
        self._bands = tuple(
            (_heading(ladder, tier, standard), standard.bands[tier])
            for tier in ladder.tiers
            if tier in standard.bands
        )

    def judge(self, score: Decimal | None) -> Performance:
        """The best tier whose band the score reaches; without a score, none."""
        actual = None if score is None else _plain(score)
        compared = [(heading, band, score is not None and score >= band) for heading, band in self._bands]
        steps = tuple(
            [
                heading.node((self._criterion(band, actual, holds=holds),), holds=holds)
                for heading, band, holds in compared
            ]
        )
        reached = next((heading.tier for heading, _, holds in compared if holds), None)
        node = replace(
            self._verdicts[reached], inputs={"score": actual}, units={"score": "score"}, steps=steps
        )
        return Performance(reached, _assumed(self._standard), node, {}, self._short_of(score))

    def _criterion(self, band: Decimal, actual: str | None, *, holds: bool) -> Node:
        value = {"value": actual, "actual": actual}
        return replace(self._said, id="criterion.score", required=_plain(band), holds=holds, **value)

    def _short_of(self, score: Decimal | None) -> dict[str, Node]:
        """What is missing to each band not reached; without a score, all of it."""
        return {
            heading.tier: replace(
                self._said, value=_plain(band if score is None else band - score), required=_plain(band)
            )
            for heading, band in self._bands
            if score is None or score < band
        }


def _requirement(
    criterion: Criterion, *, value: Decimal, standard: AllHold, factor: Decimal, name: Text
) -> Requirement:
    required = Exact(*ratio_in(value * factor if criterion.branch_adjusted else value, criterion.unit))
    inputs: dict[str, Scalar] = {"standard": _plain(value), "unit": criterion.unit}
    units: dict[str, Unit] = {"standard": "per_100"} if criterion.unit == "percent" else {}
    if criterion.branch_adjusted:
        inputs["factor"], units["factor"] = _plain(factor), "times"
    at_least = criterion.holds_when == "at_least"
    said = Node(
        f"criterion.{criterion.indicator}",
        standard.clause,
        f"{name.zh}{'不低于' if at_least else '不高于'}标准",
        f"{name.en} {'not below' if at_least else 'not above'} the standard",
        inputs,
        None,
        required.printed(criterion.unit),
        assumed=standard.assumed,
        unit=criterion.unit,
        units=units or None,
    )
    return Requirement(criterion.indicator, at_least, required, criterion.unit, said)


def _heading(ladder: Ladder, tier: str, standard: AllHold | ScoreBands) -> _Heading:
    name = ladder.name(tier)

    def node(zh: str, en: str, *, holds: bool) -> Node:
        said = Text(f"{name.zh}：{zh}", f"{name.en}: {en}")
        inputs: dict[str, Scalar] = {"tier": tier}
        return Node(
            f"tier.{tier}",
            standard.clause,
            *said,
            inputs=inputs,
            value=holds,
            holds=holds,
            assumed=standard.assumed,
        )

    return _Heading(
        tier,
        node("标准全部达到", "every standard holds", holds=True),
        node("有标准未达到", "not every standard holds", holds=False),
    )


def _verdicts(ladder: Ladder, standard: AllHold | ScoreBands) -> dict[str | None, Node]:
    """What is said of reaching each tier, or none."""
    return {
        tier: Node(
            "performance",
            standard.clause,
            f"业绩达到：{ladder.name(tier).zh}",
            f"Performance reaches: {ladder.name(tier).en}",
            {},
            tier,
            assumed=standard.assumed,
            unit="tier",
        )
        for tier in (*ladder.tiers, None)
    }


def _assumed(standard: AllHold | ScoreBands) -> tuple[str, ...]:
    return (standard.clause,) if standard.assumed else ()


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
