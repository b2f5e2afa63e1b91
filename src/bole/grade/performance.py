"""Which tier performance reaches (§27-§29, X3-X5): from the top down, the first whose standards hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bole.grade.ladder import Ladder
from bole.grade.node import Node, Scalar
from bole.kernel.exact import Exact
from bole.kernel.money import ratio_of
from bole.kernel.text import Text
from bole.policy.schema import Policy
from bole.policy.schema.base import PERCENT
from bole.policy.schema.standards import AllHold, Criterion, ScoreBands


@dataclass(frozen=True, slots=True)
class Performance:
    """The tier reached by performance alone, with why every tier was or was not reached."""

    tier: str | None
    assumed: tuple[str, ...]
    node: Node
    missed: Mapping[str, tuple["Requirement", ...]]
    """Of each tier, the requirements that were not met."""
    short_of: Mapping[str, Node]
    """Of each band of a score that was not reached, what is missing."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One criterion of one tier, ready to compare: `required` in the indicator's own measure."""

    indicator: str
    at_least: bool
    required: Exact
    printed: str
    node_id: str
    clause: str
    text: str
    text_en: str
    inputs: Mapping[str, Scalar]
    assumed: bool

    def met_by(self, value: Exact | None) -> bool:
        """Whether a measured value meets it; one that does not apply does."""
        if value is None:
            return True
        left = value.numerator * self.required.denominator
        right = self.required.numerator * value.denominator
        return left >= right if self.at_least else left <= right


class Standards:
    """The standards of one post under one branch factor, where all criteria must hold."""

    def __init__(self, policy: Policy, standard: AllHold, *, ladder: Ladder, factor: Decimal) -> None:
        self._standard = standard
        self._ladder = ladder
        criteria = {criterion.indicator: criterion for criterion in policy.criteria}
        names = {indicator.id: indicator.name for indicator in policy.indicators}
        self._requirements = tuple(
            (
                tier,
                tuple(
                    _requirement(
                        criteria[indicator],
                        standard=standard,
                        tier=tier,
                        factor=factor,
                        name=(names[indicator].zh, names[indicator].en),
                    )
                    for indicator in standard.criteria
                ),
            )
            for tier in ladder.tiers
        )
        self._headings = {
            (tier, holds): _heading(ladder, tier, holds=holds)
            for tier in ladder.tiers
            for holds in (True, False)
        }

    def judge(
        self, indicators: Mapping[str, Exact | None], *, printed: Mapping[str, str | None]
    ) -> Performance:
        """The best tier whose requirements are all met."""
        reached: str | None = None
        missed: dict[str, tuple[Requirement, ...]] = {}
        steps = []
        for tier, requirements in self._requirements:
            criteria = []
            short = []
            for requirement in requirements:
                met = requirement.met_by(indicators[requirement.indicator])
                if not met:
                    short.append(requirement)
                actual = printed[requirement.indicator]
                criteria.append(
                    Node(
                        requirement.node_id,
                        requirement.clause,
                        requirement.text,
                        requirement.text_en,
                        requirement.inputs,
                        actual,
                        requirement.printed,
                        actual,
                        met,
                        requirement.assumed,
                    )
                )
            missed[tier] = tuple(short)
            if not short and reached is None:
                reached = tier
            steps.append(
                _tier_node(
                    tier,
                    self._headings[tier, not short],
                    holds=not short,
                    standard=self._standard,
                    steps=tuple(criteria),
                )
            )
        return _performance(
            self._ladder, reached, standard=self._standard, inputs={}, steps=tuple(steps), missed=missed
        )


class Bands:
    """The score bands of one post (§28, X5)."""

    def __init__(self, standard: ScoreBands, *, ladder: Ladder) -> None:
        self._standard = standard
        self._ladder = ladder
        self._bands = tuple((tier, standard.bands[tier]) for tier in ladder.tiers if tier in standard.bands)

    def judge(self, score: Decimal | None) -> Performance:
        """The best tier whose band the score reaches; without a score, none."""
        actual = None if score is None else _plain(score)
        steps = tuple(
            _tier_node(
                tier,
                _heading(self._ladder, tier, holds=score is not None and score >= band),
                holds=score is not None and score >= band,
                standard=self._standard,
                steps=(
                    Node(
                        id="criterion.score",
                        clause=self._standard.clause,
                        text="评分不低于标准",
                        text_en="Score not below the standard",
                        inputs={"unit": "score"},
                        value=actual,
                        required=_plain(band),
                        actual=actual,
                        holds=score is not None and score >= band,
                        assumed=self._standard.assumed,
                    ),
                ),
            )
            for tier, band in self._bands
        )
        reached = next((tier for tier, band in self._bands if score is not None and score >= band), None)
        performance = _performance(
            self._ladder, reached, standard=self._standard, inputs={"score": actual}, steps=steps, missed={}
        )
        return replace(performance, short_of=self._short_of(score))

    def _short_of(self, score: Decimal | None) -> dict[str, Node]:
        """What is missing to each band not reached; without a score, all of it."""
        return {
            tier: Node(
                id="missing.score",
                clause=self._standard.clause,
                text="评分不低于标准",
                text_en="Score not below the standard",
                inputs={"unit": "score"},
                value=_plain(band if score is None else band - score),
                required=_plain(band),
                assumed=self._standard.assumed,
            )
            for tier, band in self._bands
            if score is None or score < band
        }


def _requirement(
    criterion: Criterion, *, standard: AllHold, tier: str, factor: Decimal, name: tuple[str, str]
) -> Requirement:
    value = standard.tiers[tier][criterion.indicator]
    scaled = value * factor if criterion.branch_adjusted else value
    required = Exact(*ratio_of(scaled / PERCENT if criterion.unit == "percent" else scaled))
    inputs: dict[str, Scalar] = {"standard": _plain(value), "unit": criterion.unit}
    if criterion.branch_adjusted:
        inputs["factor"] = _plain(factor)
    at_least = criterion.holds_when == "at_least"
    return Requirement(
        indicator=criterion.indicator,
        at_least=at_least,
        required=required,
        printed=str(required.numerator) if criterion.unit == "count" else required.printed(),
        node_id=f"criterion.{criterion.indicator}",
        clause=standard.clause,
        text=f"{name[0]}{'不低于' if at_least else '不高于'}标准",
        text_en=f"{name[1]} {'not below' if at_least else 'not above'} the standard",
        inputs=inputs,
        assumed=standard.assumed,
    )


def _heading(ladder: Ladder, tier: str, *, holds: bool) -> Text:
    name = ladder.name(tier)
    return Text(
        f"{name.zh}：{'标准全部达到' if holds else '有标准未达到'}",
        f"{name.en}: {'every standard holds' if holds else 'not every standard holds'}",
    )


def _tier_node(
    tier: str, heading: Text, *, holds: bool, standard: AllHold | ScoreBands, steps: tuple[Node, ...]
) -> Node:
    return Node(
        f"tier.{tier}",
        standard.clause,
        heading.zh,
        heading.en,
        {"tier": tier},
        holds,
        holds=holds,
        assumed=standard.assumed,
        steps=steps,
    )


def _performance(
    ladder: Ladder,
    tier: str | None,
    *,
    standard: AllHold | ScoreBands,
    inputs: Mapping[str, Scalar],
    steps: tuple[Node, ...],
    missed: Mapping[str, tuple[Requirement, ...]],
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
    )
    return Performance(
        tier=tier,
        assumed=(standard.clause,) if standard.assumed else (),
        node=node,
        missed=missed,
        short_of={},
    )


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
