"""Assessment cycles and how far they have come."""

from datetime import date, datetime
from typing import Any

from django.db.models import Count
from ninja import Query, Router, Schema

from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.cycles import selectors
from bole.web.cycles.capabilities import SEE_CYCLES
from bole.web.cycles.choices import DECIDED
from bole.web.cycles.models import Cycle, Decision
from bole.web.people.capabilities import SEE_OWN

router = Router(tags=["cycles"])


class CycleDocument(Schema):
    """A cycle: the assessment of one branch for one period."""

    id: int
    branch: str
    branch_name: str
    period: str
    revision: int
    state: str
    policy: str
    policy_sha256: str
    facts_sha256: str | None
    results_sha256: str | None
    engine_version: str | None
    notice_from: date | None
    notice_to: date | None
    closed_at: datetime | None


class StepDocument(Schema):
    """One move from state to state."""

    from_state: str
    to_state: str
    taken_at: datetime
    taken_by: str | None
    reason: str


class DecisionDocument(Schema):
    """What the committee decided in a round, with its count."""

    round: int
    approved: bool
    members: int
    votes: int
    in_favour: int
    against: int
    quorum: int
    concluded_at: datetime


class CycleDetail(CycleDocument):
    """A cycle with its track.

    Those who do not see the whole cycle get neither names nor reasons, and the decision only once
    it has been made.
    """

    steps: list[StepDocument]
    opinions: int
    objections: int
    decision: DecisionDocument | None


class CycleQuery(PageQuery):
    """Which cycles: of a branch, a period, a state."""

    branch: str = ""
    period: str = ""
    state: str = ""


@router.get("/cycles", response=Page[CycleDocument], summary="Cycles in scope, latest period first")
@needs(Scope.CYCLES, SEE_CYCLES, SEE_OWN)
def cycles(request: ApiRequest, query: Query[CycleQuery]) -> dict[str, Any]:
    """The cycles of which the token's user may see anything."""
    found = selectors.visible_cycles(request.access)
    asked = {"branch__code": query.branch, "period": query.period, "state": query.state}
    found = found.filter(**{field: value for field, value in asked.items() if value})
    return page_of(found.order_by("-period", "branch__path", "-revision"), query, _cycle)


@router.get("/cycles/{cycle_id}", response=CycleDetail, summary="One cycle with its steps")
@needs(Scope.CYCLES, SEE_CYCLES, SEE_OWN)
def cycle(request: ApiRequest, cycle_id: int) -> dict[str, Any]:
    """A cycle by number."""
    found = selectors.cycle_or_404(request.access, cycle_id)
    whole = selectors.sees_whole(request.access, found)
    counted = found.opinions.filter(computation=found.computation_id or 0).aggregate(n=Count("pk"))["n"]
    decision = found.decisions.order_by("-round").first()
    return {
        **_cycle(found),
        "steps": [
            {
                "from_state": step.from_state,
                "to_state": step.to_state,
                "taken_at": step.taken_at,
                "taken_by": step.taken_by.get_username() if step.taken_by and whole else None,
                "reason": step.reason if whole else "",
            }
            for step in found.steps.select_related("taken_by").order_by("pk")
        ],
        "opinions": counted if whole else 0,
        "objections": selectors.visible_objections(request.access, found).count(),
        "decision": _decision(decision) if decision and (whole or found.state in DECIDED) else None,
    }


def _cycle(row: Cycle) -> dict[str, Any]:
    computation = row.computation
    return {
        "id": row.pk,
        "branch": row.branch.code,
        "branch_name": row.branch.name,
        "period": row.period,
        "revision": row.revision,
        "state": row.state,
        "policy": row.policy_reference,
        "policy_sha256": row.policy_sha256,
        "facts_sha256": computation.facts_sha256 if computation else None,
        "results_sha256": computation.results_sha256 if computation else None,
        "engine_version": computation.engine_version if computation else None,
        "notice_from": row.notice_from,
        "notice_to": row.notice_to,
        "closed_at": row.closed_at,
    }


def _decision(row: Decision) -> dict[str, Any]:
    fields = ("round", "approved", "members", "votes", "in_favour", "against", "quorum", "concluded_at")
    return {field: getattr(row, field) for field in fields}
