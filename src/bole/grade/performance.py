"""Which tier performance reaches (§27-§29, X3-X5): from the top down, the first whose standards hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import msgspec

from bole.grade.ladder import Ladder
from bole.grade.node import Node, Scalar
from bole.kernel.exact import Exact
from bole.kernel.text import Text
from bole.kernel.units import MeasureUnit, Unit, ratio_in
from bole.policy.schema import Policy
from bole.policy.schema.standards import AllHold, Criterion, ScoreBands


class Performance(msgspec.Struct, frozen=True, gc=False):
    """The tier reached by performance alone, with why every tier was or was not reached."""

    tier: str | None
    assumed: tuple[str, ...]
    node: Node
    missed: Mapping[str, tuple["Requirement", ...]]
    """Of each tier, the requirements that were not met."""
    short_of: Mapping[str, Node]
    """Of each band of a score that was not reached, what is missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Requirement:
    """One standard of one criterion, ready to compare: `required` in the indicator's own measure.

    Tiers with the same standard share the requirement, and so what came of it.
    """

    indicator: str
    at_least: bool
    required: Exact
    printed: str
    node_id: str
    missing_id: str
    unit: MeasureUnit
    units: Mapping[str, Unit] | None
    clause: str
    text: str
    text_en: str
    inputs: Mapping[str, Scalar]
    assumed: bool

    def node(self, value: Exact | None, printed: str | None) -> Node:
        """Whether a measured value, shown as it is printed, meets it; one that does not apply does."""
        met = True
        if value is not None:
            numerator, denominator = value
            required, over = self.required
            left, right = numerator * over, required * denominator
            met = left >= right if self.at_least else left <= right
        return Node(
            self.node_id,
            self.clause,
            self.text,
            self.text_en,
            self.inputs,
            printed,
            self.printed,
            printed,
            met,
            self.assumed,
            unit=self.unit,
            units=self.units,
        )


@dataclass(frozen=True, slots=True)
class _Heading:
    """One tier of a ladder, ready to be said to hold or not."""

    tier: str
    node_id: str
    clause: str
    held: Text
    missed: Text
    inputs: Mapping[str, Scalar]
    assumed: bool

    def node(self, steps: tuple[Node, ...], *, holds: bool) -> Node:
        """Whether the tier's standards hold, from the criteria below it."""
        said = self.held if holds else self.missed
        return Node(
            self.node_id,
            self.clause,
            said.zh,
            said.en,
            self.inputs,
            holds,
            holds=holds,
            assumed=self.assumed,
            steps=steps,
        )


class Standards:
    """The standards of one post under one branch factor, where all criteria must hold."""

    def __init__(self, policy: Policy, standard: AllHold, *, ladder: Ladder, factor: Decimal) -> None:
        self._standard = standard
        self._ladder = ladder
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
        return _performance(
            self._ladder,
            reached,
            standard=self._standard,
            inputs={},
            units=None,
            steps=tuple(steps),
            missed=missed,
            short_of={},
        )


class Bands:
    """The score bands of one post (§28, X5)."""

    def __init__(self, standard: ScoreBands, *, ladder: Ladder) -> None:
        self._standard = standard
        self._ladder = ladder
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
        return _performance(
            self._ladder,
            reached,
            standard=self._standard,
            inputs={"score": actual},
            units={"score": "score"},
            steps=steps,
            missed={},
            short_of=self._short_of(score),
        )

    def _criterion(self, band: Decimal, actual: str | None, *, holds: bool) -> Node:
        return Node(
            id="criterion.score",
            clause=self._standard.clause,
            text="评分不低于标准",
            text_en="Score not below the standard",
            inputs={"unit": "score"},
            value=actual,
            required=_plain(band),
            actual=actual,
            holds=holds,
            assumed=self._standard.assumed,
            unit="score",
        )

    def _short_of(self, score: Decimal | None) -> dict[str, Node]:
        """What is missing to each band not reached; without a score, all of it."""
        return {
            heading.tier: Node(
                id="missing.score",
                clause=self._standard.clause,
                text="评分不低于标准",
                text_en="Score not below the standard",
                inputs={"unit": "score"},
                value=_plain(band if score is None else band - score),
                required=_plain(band),
                assumed=self._standard.assumed,
                unit="score",
            )
            for heading, band in self._bands
            if score is None or score < band
        }


def _requirement(
    criterion: Criterion, *, value: Decimal, standard: AllHold, factor: Decimal, name: Text
) -> Requirement:
    scaled = value * factor if criterion.branch_adjusted else value
    required = Exact(*ratio_in(scaled, criterion.unit))
    inputs: dict[str, Scalar] = {"standard": _plain(value), "unit": criterion.unit}
    units: dict[str, Unit] = {"standard": "per_100"} if criterion.unit == "percent" else {}
    if criterion.branch_adjusted:
        inputs["factor"], units["factor"] = _plain(factor), "times"
    at_least = criterion.holds_when == "at_least"
    return Requirement(
        indicator=criterion.indicator,
        at_least=at_least,
        required=required,
        printed=required.printed(criterion.unit),
        node_id=f"criterion.{criterion.indicator}",
        missing_id=f"missing.{criterion.indicator}",
        unit=criterion.unit,
        units=units or None,
        clause=standard.clause,
        text=f"{name.zh}{'不低于' if at_least else '不高于'}标准",
        text_en=f"{name.en} {'not below' if at_least else 'not above'} the standard",
        inputs=inputs,
        assumed=standard.assumed,
    )


def _heading(ladder: Ladder, tier: str, standard: AllHold | ScoreBands) -> _Heading:
    name = ladder.name(tier)
    return _Heading(
        tier=tier,
        node_id=f"tier.{tier}",
        clause=standard.clause,
        held=Text(f"{name.zh}：标准全部达到", f"{name.en}: every standard holds"),
        missed=Text(f"{name.zh}：有标准未达到", f"{name.en}: not every standard holds"),
        inputs={"tier": tier},
        assumed=standard.assumed,
    )


def _performance(
    ladder: Ladder,
    tier: str | None,
    *,
    standard: AllHold | ScoreBands,
    inputs: Mapping[str, Scalar],
    units: Mapping[str, Unit] | None,
    steps: tuple[Node, ...],
    missed: Mapping[str, tuple[Requirement, ...]],
    short_of: Mapping[str, Node],
) -> Performance:
    name = ladder.name(tier)
    node = Node(
        id="performance",
        clause=standard.clause,
        text=f"业绩达到：{name.zh}",
        text_en=f"Performance reaches: {name.en}",
        inputs=inputs,
        value=tier,
        assumed=standard.assumed,
        steps=steps,
        unit="tier",
        units=units,
    )
    return Performance(
        tier=tier,
        assumed=(standard.clause,) if standard.assumed else (),
        node=node,
        missed=missed,
        short_of=short_of,
    )


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
