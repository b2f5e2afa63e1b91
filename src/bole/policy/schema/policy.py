"""A whole policy file."""

from datetime import date
from typing import Annotated, Literal

from bole.policy.schema.base import Identifier, Many, Strict, TextField
from bole.policy.schema.clauses import ClauseEntry
from bole.policy.schema.conduct import Cancellation, Consequences, ErrorItem, Exit, Grace
from bole.policy.schema.conventions import Conventions
from bole.policy.schema.dimensions import Dimension
from bole.policy.schema.duties import Duties
from bole.policy.schema.governance import Governance
from bole.policy.schema.indicators import Indicator, Item
from bole.policy.schema.ladder import Post, Rank, Tier
from bole.policy.schema.marks import MORE, Judged, Used
from bole.policy.schema.qualification import Qualification
from bole.policy.schema.standards import Criterion, Standard, beyond_outer_limits
from bole.policy.schema.treatment import Treatment
from bole.policy.schema.veteran import Veteran


class Identity(Strict):
    """What this file is: its id, its name, the day it takes effect, the documents it renders.

    `kind`: a bank's whole policy, or a branch's overlay over one. `parent`: the policy this one
    starts from; `parent_effective_from`: which version of it, the latest when absent.
    """

    id: Identifier
    name: TextField
    kind: Literal["bank", "branch_overlay"] = "bank"
    effective_from: date
    documents: Many[TextField] = ()
    parent: Identifier | None = None
    parent_effective_from: date | None = None
    approved_by: TextField | None = None
    replaces: TextField | None = None
    effective_from_assumed: bool = False
    """The document carries no date; the day is illustrative until the bank sets it."""


class Policy(Strict):
    """A validated policy, with its parent already merged in."""

    policy: Identity
    clauses: Many[ClauseEntry] = ()
    ranks: Annotated[Many[Rank], Used()]
    tiers: Annotated[Many[Tier], Used()]
    posts: Many[Post]
    conventions: Conventions | None = None
    items: Annotated[Many[Item], Used()]
    indicators: Annotated[Many[Indicator], Used()]
    criteria: Annotated[Many[Criterion], Used()] = ()
    standards: Annotated[
        Many[Standard],
        MORE,
        Judged(lambda _, overlay: beyond_outer_limits(overlay.criteria, overlay.standards)),
    ]
    dimensions: Many[Dimension] = ()
    error_points: Annotated[Many[ErrorItem], MORE] = ()
    consequences: Consequences = Consequences()
    graces: Many[Grace] = ()
    cancellations: Many[Cancellation] = ()
    exit: Exit | None = None
    veteran: Veteran | None = None
    qualification: Qualification | None = None
    treatment: Treatment | None = None
    duties: Duties = Duties()
    governance: Governance = Governance()
