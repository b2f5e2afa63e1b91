"""Error points of the quarter and the year (§30, E)."""

from dataclasses import dataclass
from datetime import date

from bole.grade.node import Node
from bole.kernel.people import ErrorPoint
from bole.kernel.period import Standing
from bole.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class Points:
    """`quarter` is None in an annual assessment; `cancelled`: a cancel inside the in-period window."""

    quarter: int | None
    year: int
    cancelled: bool
    assumed: tuple[str, ...]
    node: Node


class PointCounter:
    """Counts error points by the policy's catalogue."""

    def __init__(self, policy: Policy) -> None:
        self._items = {item.id: item for item in policy.error_points}
        self._aggravation = policy.consequences.aggravation
        self._clause = policy.consequences.year.clause

    def __call__(self, records: tuple[ErrorPoint, ...], *, standing: Standing) -> Points:
        """Points of the quarter and the year to date; a cancel adds none, aggravated ones multiply."""
        counted = [r for r in records if standing.year_start <= r.date <= standing.last_day]
        lines = tuple(self._line(record) for record in counted)
        worth = [line.value for line in lines]
        year = sum(value for value in worth if isinstance(value, int))
        quarter = sum(self._worth(record) for record in counted if record.date >= standing.period_start)
        cancelled = any(r.outcome == "cancel" and r.date >= standing.period_start for r in counted)
        node = Node(
            id="error_points",
            clause=self._clause,
            text=_said(
                "季度差错积分 {quarter} 分，年初至今 {year} 分", "年初至今差错积分 {year} 分", standing
            ).format(quarter=quarter, year=year),
            text_en=_said(
                "{quarter} error points in the quarter, {year} in the year to date",
                "{year} error points in the year to date",
                standing,
            ).format(quarter=quarter, year=year),
            inputs={"occurrences": len(counted), "quarter": None if standing.period.annual else quarter},
            value=year,
            steps=lines,
        )
        return Points(
            quarter=None if standing.period.annual else quarter,
            year=year,
            cancelled=cancelled,
            assumed=self._assumed(counted),
            node=node,
        )

    def _worth(self, record: ErrorPoint) -> int:
        if record.outcome == "cancel":
            return 0
        times = self._aggravation.factor if record.outcome == "aggravated" else 1
        return self._items[record.item].points * record.occurrences * times

    def _line(self, record: ErrorPoint) -> Node:
        item = self._items[record.item]
        return Node(
            id=f"error_point.{record.item}",
            clause=item.clause,
            text=f"{_day(record.date)} {item.name.zh}",
            text_en=f"{_day(record.date)} {item.name.en}",
            inputs={
                "date": _day(record.date),
                "points": item.points,
                "occurrences": record.occurrences,
                "outcome": record.outcome,
                "factor": self._aggravation.factor if record.outcome == "aggravated" else 1,
            },
            value=self._worth(record),
            assumed=item.assumed,
        )

    def _assumed(self, records: list[ErrorPoint]) -> tuple[str, ...]:
        scored = [record for record in records if record.outcome != "cancel"]
        clauses = {self._items[r.item].clause for r in scored if self._items[r.item].assumed}
        if self._aggravation.assumed and any(record.outcome == "aggravated" for record in scored):
            clauses.add(self._aggravation.clause)
        return tuple(clauses)


def _day(day: date) -> str:
    return day.isoformat()


def _said(quarterly: str, annual: str, standing: Standing) -> str:
    return annual if standing.period.annual else quarterly
