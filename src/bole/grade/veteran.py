"""Veteran managers: earned by five years in six at a tier or higher (§42, §43); annual only."""

from bisect import bisect_left
from typing import NamedTuple

from bole.grade.node import Node
from bole.kernel.people import YearRecord
from bole.kernel.text import Text
from bole.policy.schema import Policy
from bole.policy.schema.veteran import Rung


class VeteranDecision(NamedTuple):
    """The best veteran grade earned, if any."""

    rung: str | None
    node: Node


class VeteranRule:
    """Decides §42 and §43 for a manager."""

    def __init__(self, policy: Policy) -> None:
        self._rungs = policy.veteran.rungs
        self._earning = policy.veteran.earning
        self._needed = str(policy.veteran.earning.needed_years)
        self._place = {tier.id: place for place, tier in enumerate(policy.tiers)}
        years = self._earning.window_years
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
        earned = next((rung for rung, count, _ in checked if count >= self._earning.needed_years), None)
        steps = tuple([self._step(rung, count, first) for rung, count, first in checked])
        node = Node(
            id="veteran",
            clause=self._earning.clause,
            text=f"达到{earned.name.zh}条件" if earned else "未达到资深客户经理条件",
            text_en=f"Earned: {earned.name.en}" if earned else "No veteran grade earned",
            inputs={"years_on_record": len(history), "years_passed": len(years)},
            value=earned.id if earned else None,
            steps=steps,
        )
        return VeteranDecision(rung=earned.id if earned else None, node=node)

    def _step(self, rung: Rung, count: int, first: int | None) -> Node:
        text = self._said[rung.id]
        return Node(
            id=f"veteran.{rung.id}",
            clause=rung.clause,
            text=text.zh,
            text_en=text.en,
            inputs={
                "from_year": first,
                "to_year": first + self._earning.window_years - 1 if first else None,
            },
            value=count,
            required=self._needed,
            actual=str(count),
            holds=count >= self._earning.needed_years,
        )

    def _best_window(self, places: dict[int, int], needed: int) -> tuple[int, int | None]:
        """The most years at `needed` or higher in a window, and the window's first year."""
        good = sorted(year for year, place in places.items() if place <= needed)
        best, first = 0, None
        for before, start in enumerate(good):
            count = bisect_left(good, start + self._earning.window_years) - before
            if count > best:
                best, first = count, start
        return best, first
