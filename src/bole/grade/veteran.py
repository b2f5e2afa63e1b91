"""Veteran managers: earned by five years in six at a tier or higher (§42, §43); annual only."""

from bisect import bisect_left
from collections.abc import Mapping

import msgspec

from bole.grade.node import Node
from bole.kernel.people import YearRecord
from bole.kernel.text import Text
from bole.kernel.units import Unit
from bole.policy.schema import Policy
from bole.policy.schema.veteran import Rung, Veteran

_RECORD_UNITS: Mapping[str, Unit] = {"years_on_record": "years", "years_passed": "years"}
_WINDOW_UNITS: Mapping[str, Unit] = {"from_year": "year", "to_year": "year"}


class VeteranDecision(msgspec.Struct, frozen=True, gc=False):
    """The best veteran grade earned, if any."""

    rung: str | None
    node: Node


class VeteranRule:
    """Decides §42 and §43 for a manager."""

    def __init__(self, policy: Policy, rule: Veteran) -> None:
        self._rungs = rule.rungs
        self._clause = rule.earning.clause
        self._needed = rule.earning.needed_years
        self._window = rule.earning.window_years
        self._place = {tier.id: place for place, tier in enumerate(policy.tiers)}
        self._steps: dict[tuple[str, int, int | None], Node] = {}
        years = self._window
        self._said = {
            rung.id: Text(
                f"{rung.name.zh}：连续 {years} 年内达到 {rung.tier} 及以上且合格的年数",
                f"{rung.name.en}: years passed at {rung.tier} or higher within {years} consecutive years",
            )
            for rung in self._rungs
        }

    def __call__(
        self, history: tuple[YearRecord, ...], *, year: int, tier: str | None, passed: bool
    ) -> VeteranDecision:
        """The best rung over the years before `year` on record and this year's own result."""
        years = {record.year: record.tier for record in history if record.year < year and record.passed}
        if passed:
            years[year] = tier
        places = {y: self._place[t] for y, t in years.items() if t is not None}
        checked = [(rung, *self._best_window(places, self._place[rung.tier])) for rung in self._rungs]
        earned = next((rung for rung, count, _ in checked if count >= self._needed), None)
        steps = tuple([self._step(rung, count, first) for rung, count, first in checked])
        node = Node(
            id="veteran",
            clause=self._clause,
            text=f"达到{earned.name.zh}条件" if earned else "未达到资深客户经理条件",
            text_en=f"Earned: {earned.name.en}" if earned else "No veteran grade earned",
            inputs={"years_on_record": len(history), "years_passed": len(years)},
            value=earned.id if earned else None,
            steps=steps,
            units=_RECORD_UNITS,
        )
        return VeteranDecision(rung=earned.id if earned else None, node=node)

    def _step(self, rung: Rung, count: int, first: int | None) -> Node:
        """How near a rung is; few numbers of years and first years come up, so each is said once."""
        key = (rung.id, count, first)
        if key not in self._steps:
            self._steps[key] = self._said_of(rung, count, first)
        return self._steps[key]

    def _said_of(self, rung: Rung, count: int, first: int | None) -> Node:
        text = self._said[rung.id]
        return Node(
            id=f"veteran.{rung.id}",
            clause=rung.clause,
            text=text.zh,
            text_en=text.en,
            inputs={
                "from_year": first,
                "to_year": first + self._window - 1 if first else None,
            },
            value=count,
            required=str(self._needed),
            actual=str(count),
            holds=count >= self._needed,
            unit="years",
            units=_WINDOW_UNITS,
        )

    def _best_window(self, places: dict[int, int], needed: int) -> tuple[int, int | None]:
        """The most years at `needed` or higher in a window, and the window's first year."""
        good = sorted(year for year, place in places.items() if place <= needed)
        best, first = 0, None
        for before, start in enumerate(good):
            count = bisect_left(good, start + self._window) - before
            if count > best:
                best, first = count, start
        return best, first
