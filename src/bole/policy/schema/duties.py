"""Daily management: visits, files, meetings, reports, feedback, teams, inspections (chapter 9, W1–W6)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from bole.policy.difference import Difference
from bole.policy.schema.base import BodyId, Cited, Entry, ErrorItemId, Many, Number, Strict, TextField
from bole.policy.schema.marks import FREE, LOWER, MORE, Judged, Stricter

Frequency = Literal["week", "month", "quarter", "half_year", "year"]
A_YEAR: Mapping[Frequency, int] = {"week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}
"""How often a year."""


def _rarest(often: Frequency | Sequence[Frequency]) -> int:
    return min((A_YEAR[each] for each in ([often] if isinstance(often, str) else often)), default=0)


OFTENER = Stricter(lambda old, new: _rarest(new) < _rarest(old))


class VisitDuty(Entry):
    """Customers with deposits or credit of at least `from_wan` 万元: `times` per `per`.

    The duty of the highest threshold reached applies. `contact`: what counts.
    """

    from_wan: Number
    times: int
    per: Frequency
    contact: Literal["visit", "any_contact"]

    def __str__(self) -> str:
        return f"{self.times}/{self.per} {self.contact}"

    def asks_less(self, than: "VisitDuty") -> bool:
        """Whether it asks for fewer contacts a year, or is content with a call where a visit was due."""
        fewer = self.times * A_YEAR[self.per] < than.times * A_YEAR[than.per]
        return fewer or (than.contact == "visit" and self.contact != "visit")


def duty_at(size: Decimal, duties: Sequence[VisitDuty]) -> VisitDuty | None:
    """The duty of a customer with this much deposits or credit, in 万元."""
    reached = [duty for duty in duties if duty.from_wan <= size]
    return max(reached, key=lambda duty: duty.from_wan, default=None)


def _fewer_visits(old: "Duties", new: "Duties") -> Iterator[Difference]:
    """At every size of customer where a duty starts, the new rules ask for as many visits."""
    for size in sorted({duty.from_wan for duty in (*old.visits, *new.visits)}):
        was, now = duty_at(size, old.visits), duty_at(size, new.visits)
        if was is not None and (now is None or now.asks_less(was)):
            yield Difference(was.clause, ("visits", was.id), str(was), now and str(now))


class VisitReport(Cited):
    """After a visit a report, confirmed by `confirmed_by`, then filed."""

    confirmed_by: Annotated[BodyId, FREE]
    filed_in: TextField


class MissedVisit(Cited):
    """A missed obligation proposes an error point; it never scores by itself."""

    proposes: ErrorItemId


class CustomerFile(Cited):
    """A complete file for customers with deposits or credit of at least `from_wan` 万元."""

    from_wan: Annotated[Number, LOWER]
    kept_by: Annotated[BodyId, FREE]
    contents: Many[TextField]
    entered_in: Many[TextField] = ()


class Meeting(Cited):
    """A regular meeting with minutes and attendance."""

    held_by: Annotated[Many[BodyId], FREE]
    at_least: Annotated[Many[Frequency], OFTENER]
    purposes: TextField


class Feedback(Cited):
    """Information gathered in the market, and who it goes to."""

    topics: Many[TextField]
    goes_to: Annotated[BodyId, FREE]


class WorkReport(Cited):
    """A regular report on one's work, and who it goes to."""

    contents: Many[TextField]
    goes_to: Annotated[BodyId, FREE]


class Team(Cited):
    """Customer teams: for whom, led by whom, organised by whom."""

    for_customers: TextField
    organised_by: Annotated[BodyId, FREE]
    members: TextField


class Management(Entry):
    """A standing task of managing managers (§49, §51–§54)."""

    actor: Annotated[BodyId, FREE]
    every: Annotated[Frequency | None, OFTENER] = None


class Duties(Strict):
    """All of chapter 9 and the six working rules."""

    visits: Annotated[Many[VisitDuty], Judged(_fewer_visits)] = ()
    visit_report: Annotated[VisitReport | None, MORE] = None
    missed_visit: Annotated[MissedVisit | None, MORE] = None
    customer_file: Annotated[CustomerFile | None, MORE] = None
    meeting: Annotated[Meeting | None, MORE] = None
    feedback: Annotated[Feedback | None, MORE] = None
    work_report: Annotated[WorkReport | None, MORE] = None
    team: Annotated[Team | None, MORE] = None
    management: Annotated[Many[Management], MORE] = ()
