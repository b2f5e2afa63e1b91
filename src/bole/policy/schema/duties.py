"""Daily management: visits, files, meetings, reports, feedback, teams, inspections (chapter 9, W1–W6)."""

from typing import Literal

from bole.policy.schema.base import Cited, Entry, Identifier, Many, Number, Strict, TextField

Frequency = Literal["week", "month", "quarter", "half_year", "year"]


class VisitDuty(Entry):
    """Customers with deposits or credit of at least `from_wan` 万元: `times` per `per`.

    The duty of the highest threshold reached applies. `contact`: what counts.
    """

    from_wan: Number
    times: int
    per: Frequency
    contact: Literal["visit", "any_contact"]


class VisitReport(Cited):
    """After a visit a report, confirmed by `confirmed_by`, then filed."""

    confirmed_by: Identifier
    filed_in: TextField


class MissedVisit(Cited):
    """A missed obligation proposes an error point; it never scores by itself."""

    proposes: Identifier


class CustomerFile(Cited):
    """A complete file for customers with deposits or credit of at least `from_wan` 万元."""

    from_wan: Number
    kept_by: Identifier
    contents: Many[TextField]
    entered_in: Many[TextField] = ()


class Meeting(Cited):
    """A regular meeting with minutes and attendance."""

    held_by: Many[Identifier]
    at_least: Many[Frequency]
    purposes: TextField


class Feedback(Cited):
    """Information gathered in the market, and who it goes to."""

    topics: Many[TextField]
    goes_to: Identifier


class WorkReport(Cited):
    """A regular report on one's work, and who it goes to."""

    contents: Many[TextField]
    goes_to: Identifier


class Team(Cited):
    """Customer teams: for whom, led by whom, organised by whom."""

    for_customers: TextField
    organised_by: Identifier
    members: TextField


class Management(Entry):
    """A standing task of managing managers (§49, §51–§54)."""

    actor: Identifier
    every: Frequency | None = None


class Duties(Strict):
    """All of chapter 9 and the six working rules."""

    visits: Many[VisitDuty]
    visit_report: VisitReport
    missed_visit: MissedVisit
    customer_file: CustomerFile
    meeting: Meeting
    feedback: Feedback
    work_report: WorkReport
    team: Team
    management: Many[Management]
