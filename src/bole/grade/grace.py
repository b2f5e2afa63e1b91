"""Recovery grace periods (§29; X2 for interest collection)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bole.grade.node import Node
from bole.kernel.exact import Exact, Measures
from bole.kernel.people import GracePeriod
from bole.kernel.period import add_years
from bole.kernel.text import Text
from bole.policy.schema import Policy
from bole.policy.schema.conduct import Grace

GraceState = Literal["none", "grace_started", "in_grace", "grace_expired", "grace_closed"]

_STATES = {
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


@dataclass(frozen=True, slots=True)
class Graces:
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
        self._graces = policy.graces
        self._clause = policy.graces[0].clause if policy.graces else policy.conventions.clause
        self._limits = {
            grace.reason: Exact(*(grace.limit_percent / 100).as_integer_ratio()) for grace in policy.graces
        }

    def __call__(self, measures: Measures, *, periods: tuple[GracePeriod, ...], last_day: date) -> Graces:
        """The state of each grace on the last day, from its indicator and the latest open period."""
        decided = [self._decide(grace, measures, periods, last_day) for grace in self._graces]
        states = tuple(state for state, _ in decided)
        node = Node(
            id="grace",
            clause=self._clause,
            text="清收宽限期",
            text_en="Recovery grace periods",
            inputs={},
            value=", ".join(state for state in states if state != "none") or None,
            steps=tuple(node for _, node in decided),
        )
        return Graces(states=states, node=node)

    def _decide(
        self, grace: Grace, measures: Measures, periods: tuple[GracePeriod, ...], last_day: date
    ) -> tuple[GraceState, Node]:
        value = measures.indicators[grace.indicator]
        limit = self._limits[grace.reason]
        bad = value is not None and (
            value.below(limit) if grace.bad_when == "below" else not value.at_most(limit)
        )
        started = max(
            (p.started_on for p in periods if p.reason == grace.reason and p.started_on <= last_day),
            default=None,
        )
        ends = add_years(started, grace.years) if started else None
        state = _state(bad=bad, ends=ends, last_day=last_day)
        node = Node(
            id=f"grace.{grace.reason}",
            clause=grace.clause,
            text=f"{grace.name.zh}：{_STATES[state].zh}",
            text_en=f"{grace.name.en}: {_STATES[state].en}",
            inputs={
                "started_on": started.isoformat() if started else None,
                "ends_on": ends.isoformat() if ends else None,
                "bad_when": grace.bad_when,
            },
            value=None if state == "none" else state,
            required=limit.printed(),
            actual=None if value is None else value.printed(),
            holds=not bad,
        )
        return state, node


def _state(*, bad: bool, ends: date | None, last_day: date) -> GraceState:
    if ends is None:
        return "grace_started" if bad else "none"
    if not bad:
        return "grace_closed"
    return "grace_expired" if last_day >= ends else "in_grace"
