"""Who decides what: scope, bodies, powers, procedure, versions (§2, §13–§17, §31–§33, §55–§57)."""

from bole.policy.schema.base import Cited, Entry, Identifier, Many, Strict, TextField


class Exclusion(Cited):
    """People outside the sequence; on file, never assessed (§2)."""

    id: Identifier
    name: TextField


class Scope(Cited):
    """Who is a manager, and who is not (§2)."""

    included: Many[TextField]
    excluded: Many[Exclusion]


class Body(Entry):
    """A body or department that acts under the policy."""

    members: Many[TextField] = ()


class Power(Entry):
    """What a body is entitled and bound to do."""

    body: Identifier


class AssessmentStep(Entry):
    """A step of the quarterly or annual procedure (§31, §32)."""

    actor: Identifier


class Notice(Cited):
    """How long results stand on public notice."""

    working_days: int


class Governance(Strict):
    """All of chapter 3 and the procedures of chapter 6 and 10."""

    scope: Scope
    bodies: Many[Body]
    powers: Many[Power]
    quarterly_procedure: Many[AssessmentStep]
    annual_due: Cited
    notice: Notice
    filing: Cited
    branch_rules: Cited
