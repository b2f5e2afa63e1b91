"""Transfer out of marketing, and the newcomer's grace (§35); annual only."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bole.grade.node import Node
from bole.kernel.exact import Exact, Measures
from bole.kernel.money import ratio_of
from bole.kernel.people import Manager
from bole.kernel.period import add_years
from bole.policy.schema import Policy

ExitState = Literal["stays", "transferred_out", "newcomer_grace"]


@dataclass(frozen=True, slots=True)
class ExitDecision:
    """Whether a manager stays, is transferred out, or is spared as a newcomer."""

    state: ExitState
    node: Node


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

    def __init__(self, policy: Policy) -> None:
        self._rule = policy.exit
        self._years = {entry.hire_type: entry.years for entry in policy.exit.newcomers}
        self._names = {indicator.id: indicator.name for indicator in policy.indicators}

    def __call__(
        self, manager: Manager, *, measures: Measures, factor: Exact, last_day: date
    ) -> ExitDecision:
        """Compare the annual measures with the floors; newcomers wait until their years are over."""
        applies = manager.post in self._rule.posts
        floors = tuple(self._floor(index, measures, factor) for index in range(len(self._rule.floors)))
        missed = [not floor.holds for floor in floors]
        below = applies and (any(missed) if self._rule.combine == "any" else all(missed))
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
            clause=self._rule.clause,
            text=zh,
            text_en=en,
            inputs={
                "hired_on": manager.hired_on.isoformat(),
                "hire_type": manager.hire_type,
                "spared_until": spared_until.isoformat() if years else None,
            },
            value=state,
            steps=floors if applies else (),
        )
        return ExitDecision(state=state, node=node)

    def _floor(self, index: int, measures: Measures, factor: Exact) -> Node:
        floor = self._rule.floors[index]
        required = Exact(*ratio_of(floor.below))
        if self._rule.branch_adjusted:
            required = Exact(required.numerator * factor.numerator, required.denominator * factor.denominator)
        actual = measures.indicators[floor.indicator]
        name = self._names[floor.indicator]
        return Node(
            id=f"exit.{floor.indicator}",
            clause=floor.clause,
            text=f"{name.zh}不低于退出下限",
            text_en=f"{name.en} not below the floor of exit",
            inputs={"floor": str(floor.below)},
            value=None if actual is None else actual.printed(),
            required=required.printed(),
            actual=None if actual is None else actual.printed(),
            holds=actual is None or actual.at_least(required),
        )
