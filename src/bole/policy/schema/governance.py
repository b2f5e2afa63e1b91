"""Who decides what: scope, bodies, powers, procedure, versions (§2, §13–§17, §31–§33, §55–§57)."""

from typing import Annotated, Literal

from pydantic import Field

from bole.policy.schema.base import BodyId, Cited, Entry, Identifier, Many, Statement, Strict, TextField
from bole.policy.schema.marks import HIGHER, Used


class Exclusion(Entry):
    """People outside the sequence; on file, never assessed (§2)."""


class Scope(Cited):
    """Who is a manager, and who is not (§2)."""

    included: Many[TextField]
    excluded: Many[Exclusion]


class Body(Entry):
    """A body or department that acts under the policy."""

    members: Many[TextField] = ()


class Power(Entry):
    """What a body is entitled and bound to do; `bodies`: others with the same task at their level."""

    body: BodyId
    bodies: Many[BodyId] = ()


class AssessmentStep(Entry):
    """A step of the quarterly or annual procedure (§31, §32)."""

    actor: BodyId


class Notice(Cited):
    """How long results stand on public notice."""

    working_days: Annotated[int, HIGHER]


Share = Literal["half", "more_than_half", "two_thirds", "three_quarters", "all"]
"""A part of a number of people; two thirds, for one, are reached with 2 of 3 and with 3 of 4."""


class Voting(Cited):
    """How a committee decides (§15).

    `quorum`: the part of its members that must have voted. `majority`: what the votes in favour must
    reach: more than those against (`more_in_favour`), or a part of the votes, or (`of`) of all members.
    """

    quorum: Share
    majority: Literal["more_in_favour", "half", "more_than_half", "two_thirds", "three_quarters", "all"]
    of: Literal["votes", "members"] = "votes"


Days = Annotated[int, Field(ge=1)]


class Deadlines(Cited):
    """How many working days each step of an assessment may take before it is late; none where absent."""

    facts: Days | None = None
    acceptance: Days | None = None
    opinions: Days | None = None
    verification: Days | None = None
    preliminary_result: Days | None = None
    publication: Days | None = None
    answers: Days | None = None
    submission: Days | None = None
    decision: Days | None = None
    filing: Days | None = None
    closing: Days | None = None


class AnnualDue(Statement):
    """By the end of which quarter of the following year the annual assessment takes place (§32)."""

    quarter: Literal[1, 2, 3, 4]


class BranchRight(Entry):
    """A section of this file that a branch overlay may touch, and how (§15, §23, §55).

    `set`: any value, within the criteria's outer limits. `tighten`: entries may be added, values
    changed only to stricter ones, nothing removed. `add`: entries may be added, nothing changed.
    Everything that no right names belongs to head office.
    """

    section: Identifier
    how: Literal["set", "tighten", "add"]


class Governance(Strict):
    """All of chapter 3 and the procedures of chapter 6 and 10."""

    scope: Scope | None = None
    bodies: Annotated[Many[Body], Used()] = ()
    powers: Many[Power] = ()
    quarterly_procedure: Many[AssessmentStep] = ()
    annual_due: AnnualDue | None = None
    notice: Notice | None = None
    voting: Voting | None = None
    deadlines: Deadlines | None = None
    filing: Statement | None = None
    branch_rules: Statement | None = None
    branch_may: Many[BranchRight] = ()
