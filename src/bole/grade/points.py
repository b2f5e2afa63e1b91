"""Error points of the quarter and the year (§30, E)."""

from collections.abc import Mapping

import msgspec

from bole.grade.clauses import clause_of
from bole.grade.node import Node
from bole.kernel.people import ErrorPoint
from bole.kernel.period import Standing, day_text
from bole.kernel.text import Text
from bole.kernel.units import Unit
from bole.policy.schema import Policy

_COUNTED_UNITS: Mapping[str, Unit] = {"occurrences": "records"}
_LINE_UNITS: Mapping[str, Unit] = {"occurrences": "occurrences", "factor": "times"}


class Points(msgspec.Struct, frozen=True, gc=False):
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
        self._factor = self._aggravation.factor if self._aggravation else 1
        self._clause = clause_of(policy, policy.consequences.year, policy.consequences.quarter)

    def __call__(self, records: tuple[ErrorPoint, ...], *, standing: Standing) -> Points:
        """Points of the quarter and the year to date; a cancel adds none, aggravated ones multiply."""
        year_start, period_start, last_day = standing.year_start, standing.period_start, standing.last_day
        counted = [
            (record, self._worth(record)) for record in records if year_start <= record.date <= last_day
        ]
        year = sum([worth for _, worth in counted])
        in_period = [(record, worth) for record, worth in counted if record.date >= period_start]
        quarter = None if standing.period.annual else sum([worth for _, worth in in_period])
        cancelled = any(record.outcome == "cancel" for record, _ in in_period)
        said = _said(quarter, year)
        node = Node(
            id="error_points",
            clause=self._clause,
            text=said.zh,
            text_en=said.en,
            inputs={"occurrences": len(counted), "quarter": quarter},
            value=year,
            steps=tuple([self._line(record, worth) for record, worth in counted]),
            unit="points",
            units=_COUNTED_UNITS,
        )
        return Points(
            quarter=quarter,
            year=year,
            cancelled=cancelled,
            assumed=self._assumed([record for record, _ in counted]),
            node=node,
        )

    def _worth(self, record: ErrorPoint) -> int:
        if record.outcome == "cancel":
            return 0
        return self._items[record.item].points * record.occurrences * self._times(record)

    def _times(self, record: ErrorPoint) -> int:
        return self._factor if record.outcome == "aggravated" else 1

    def _line(self, record: ErrorPoint, worth: int) -> Node:
        item = self._items[record.item]
        day = day_text(record.date)
        return Node(
            id=f"error_point.{item.id}",
            clause=item.clause,
            text=f"{day} {item.name.zh}",
            text_en=f"{day} {item.name.en}",
            inputs={
                "date": day,
                "points": item.points,
                "occurrences": record.occurrences,
                "outcome": record.outcome,
                "factor": self._times(record),
            },
            value=worth,
            assumed=item.assumed,
            unit="points",
            units=_LINE_UNITS,
        )

    def _assumed(self, records: list[ErrorPoint]) -> tuple[str, ...]:
        scored = [record for record in records if record.outcome != "cancel"]
        items = [self._items[record.item] for record in scored]
        clauses = {item.clause for item in items if item.assumed}
        heavier = self._aggravation
        if heavier and heavier.assumed and any(record.outcome == "aggravated" for record in scored):
            clauses.add(heavier.clause)
        return tuple(clauses)


def _said(quarter: int | None, year: int) -> Text:
    if quarter is None:
        return Text(f"年初至今差错积分 {year} 分", f"{year} error points in the year to date")
    return Text(
        f"季度差错积分 {quarter} 分，年初至今 {year} 分",
        f"{quarter} error points in the quarter, {year} in the year to date",
    )
