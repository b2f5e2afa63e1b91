"""Transfer out of marketing, and the newcomer's grace (§35); annual only."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from bole.grade.node import Node
from bole.grade.requirement import Requirement
from bole.kernel.exact import Exact, Measures
from bole.kernel.people import Manager
from bole.kernel.period import add_years, day_text
from bole.kernel.units import Unit, ratio_in
from bole.policy.schema import Policy
from bole.policy.schema.conduct import Exit, Floor

ExitState = Literal["stays", "transferred_out", "newcomer_grace"]


class ExitDecision(msgspec.Struct, frozen=True, gc=False):
    """Whether a manager stays, is transferred out, or is spared as a newcomer."""

    state: ExitState
    node: Node


FLOOR_UNITS: Mapping[str, Unit] = {"floor": "per_100"}


_SAID = {
    "stays": ("业绩不低于退出下限", "Not below the floors of exit"),
    "transferred_out": (
        "业绩低于退出下限，调离营销岗位",
        "Below a floor of exit: transferred out of marketing",
    ),
    "newcomer_grace": (
        "业绩低于退出下限，但在新入行宽限期内",
        "Below a floor of exit, but within the newcomer's grace",
    ),
}


class ExitRule:
    """Decides §35 for a manager."""

    def __init__(self, policy: Policy, rule: Exit) -> None:
        self._rule = rule
        self._clause = rule.clause
        self._posts = frozenset(rule.posts)
        self._any = rule.combine == "any"
        self._years = {entry.hire_type: entry.years for entry in rule.newcomers}
        self._indicators = {indicator.id: indicator for indicator in policy.indicators}
        self._floors: dict[Exact, tuple[Requirement, ...]] = {}

    def __call__(
        self, manager: Manager, *, measures: Measures, factor: Exact, last_day: date
    ) -> ExitDecision:
        """Compare the annual measures with the floors; newcomers wait until their years are over."""
        applies = manager.post in self._posts
        floors = self._compared(measures, factor) if applies else ()
        missed = [not floor.holds for floor in floors]
        below = applies and (any(missed) if self._any else all(missed))
        years = self._years.get(manager.hire_type, 0)
        spared_until = add_years(manager.hired_on, years)
        spared = years > 0 and last_day < spared_until
        state: ExitState = "stays" if not below else "newcomer_grace" if spared else "transferred_out"
        zh, en = (
            _SAID[state]
            if applies
            else ("本岗位不适用退出下限", "The floors of exit do not apply to this post")
        )
        node = Node(
            id="exit",
            clause=self._clause,
            text=zh,
            text_en=en,
            inputs={
                "hired_on": day_text(manager.hired_on),
                "hire_type": manager.hire_type,
                "spared_until": day_text(spared_until) if years else None,
            },
            value=state,
            steps=floors,
        )
        return ExitDecision(state=state, node=node)

    def _compared(self, measures: Measures, factor: Exact) -> tuple[Node, ...]:
        """The measures against the floors; the floors of a factor are made ready once."""
        if factor not in self._floors:
            self._floors[factor] = tuple(self._floor(floor, factor) for floor in self._rule.floors)
        found = [(floor, measures.indicators[floor.indicator]) for floor in self._floors[factor]]
        return tuple([floor.node(value, value and value.printed(floor.unit)) for floor, value in found])

    def _floor(self, floor: Floor, factor: Exact) -> Requirement:
        indicator = self._indicators[floor.indicator]
        required = Exact(*ratio_in(floor.below, indicator.unit))
        if self._rule.branch_adjusted:
            required = Exact(required.numerator * factor.numerator, required.denominator * factor.denominator)
        said = Node(
            f"exit.{floor.indicator}",
            floor.clause,
            f"{indicator.name.zh}不低于退出下限",
            f"{indicator.name.en} not below the floor of exit",
            {"floor": str(floor.below)},
            None,
            required.printed(indicator.unit),
            unit=indicator.unit,
            units=FLOOR_UNITS if indicator.unit == "percent" else None,
        )
        return Requirement(floor.indicator, at_least=True, required=required, unit=indicator.unit, said=said)
