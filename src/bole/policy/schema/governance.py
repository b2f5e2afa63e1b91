"""Who decides what: scope, bodies, powers, procedure, versions (§2, §13–§17, §31–§33, §55–§57)."""

from typing import Annotated, Literal

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

    scope: Scope
    bodies: Annotated[Many[Body], Used()]
    powers: Many[Power]
    quarterly_procedure: Many[AssessmentStep]
    annual_due: AnnualDue
    notice: Notice
    filing: Statement
    branch_rules: Statement
    branch_may: Many[BranchRight]
