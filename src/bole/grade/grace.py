"""Recovery grace periods (§29; X2 for interest collection)."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from bole.grade.clauses import clause_of
from bole.grade.node import Node
from bole.grade.requirement import Requirement
from bole.kernel.exact import Exact, Measures
from bole.kernel.people import GracePeriod
from bole.kernel.period import add_years, day_text
from bole.kernel.text import Text
from bole.kernel.units import ratio_in
from bole.policy.schema import Policy
from bole.policy.schema.conduct import Grace

GraceState = Literal["none", "grace_started", "in_grace", "grace_expired", "grace_closed"]

_STATES: Mapping[GraceState, Text] = {
    "none": Text("未越线，无宽限期", "within the limit, no grace period"),
    "grace_started": Text(
        "越线，自期末日起进入清收宽限期，不享受待遇", "beyond the limit: a grace period starts; no treatment"
    ),
    "in_grace": Text(
        "仍越线，在宽限期内，不享受待遇", "still beyond the limit, within the grace period; no treatment"
    ),
    "grace_expired": Text(
        "宽限期满仍越线，取消资格", "still beyond the limit when the grace period ends: cancelled"
    ),
    "grace_closed": Text(
        "已回到限内，宽限期结束，恢复待遇",
        "back within the limit: the grace period closes, treatment resumes",
    ),
}

WITHOUT_TREATMENT = frozenset({"grace_started", "in_grace", "grace_expired"})


class _Limit(NamedTuple):
    """The limit of one grace, ready to compare, and what each of its states is called."""

    reason: str
    bad_when: str
    years: int
    limit: Requirement
    said: Mapping[GraceState, Text]


class Graces(msgspec.Struct, frozen=True, gc=False):
    """The state of every grace and whether treatment is suspended or the qualification cancelled."""

    states: tuple[GraceState, ...]
    node: Node

    @property
    def suspends(self) -> bool:
        """No treatment in this period."""
        return any(state in WITHOUT_TREATMENT for state in self.states)

    @property
    def expired(self) -> bool:
        """A grace period ended without recovery: the qualification is cancelled."""
        return "grace_expired" in self.states


class GraceKeeper:
    """Decides every grace of the policy for a manager."""

    def __init__(self, policy: Policy) -> None:
        self._limits = tuple(_limit(grace) for grace in policy.graces)
        self._clause = clause_of(policy, *policy.graces, policy.conventions)

    def __call__(self, measures: Measures, *, periods: tuple[GracePeriod, ...], last_day: date) -> Graces:
        """The state of each grace on the last day, from its indicator and the latest open period."""
        decided = [self._decide(limit, measures, periods, last_day) for limit in self._limits]
        states = tuple([state for state, _ in decided])
        node = Node(
            id="grace",
            clause=self._clause,
            text="清收宽限期",
            text_en="Recovery grace periods",
            inputs={},
            value=", ".join(state for state in states if state != "none") or None,
            steps=tuple([node for _, node in decided]),
        )
        return Graces(states=states, node=node)

    def _decide(
        self, limit: _Limit, measures: Measures, periods: tuple[GracePeriod, ...], last_day: date
    ) -> tuple[GraceState, Node]:
        value = measures.indicators[limit.limit.indicator]
        bad = not limit.limit.met_by(value)
        started = max(
            [p.started_on for p in periods if p.reason == limit.reason and p.started_on <= last_day],
            default=None,
        )
        ends = add_years(started, limit.years) if started else None
        state = _state(bad=bad, ends=ends, last_day=last_day)
        said = limit.said[state]
        node = replace(
            limit.limit.node(value, value and value.printed()),
            text=said.zh,
            text_en=said.en,
            inputs={
                "started_on": day_text(started) if started else None,
                "ends_on": day_text(ends) if ends else None,
                "bad_when": limit.bad_when,
            },
            value=None if state == "none" else state,
        )
        return state, node


def _limit(grace: Grace) -> _Limit:
    value = Exact(*ratio_in(grace.limit_percent, "percent"))
    said = Node(
        f"grace.{grace.reason}", grace.clause, *grace.name, inputs={}, value=None, required=value.printed()
    )
    return _Limit(
        reason=grace.reason,
        bad_when=grace.bad_when,
        years=grace.years,
        limit=Requirement(
            grace.indicator, grace.bad_when == "below", value, "percent", replace(said, unit="percent")
        ),
        said={
            state: Text(f"{grace.name.zh}：{said.zh}", f"{grace.name.en}: {said.en}")
            for state, said in _STATES.items()
        },
    )


def _state(*, bad: bool, ends: date | None, last_day: date) -> GraceState:
    if ends is None:
        return "grace_started" if bad else "none"
    if not bad:
        return "grace_closed"
    return "grace_expired" if last_day >= ends else "in_grace"
