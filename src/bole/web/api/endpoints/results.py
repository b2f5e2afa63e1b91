"""Results of a cycle, exactly as the engine wrote them, and why they are what they are."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema

from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.api.written import explanation_line, result_document
from bole.web.cycles import selectors
from bole.web.cycles.models import Cycle, Result
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN

router = Router(tags=["results"])

SEEN_BY = (SEE_MANAGERS, SEE_OWN)


class ResultRow(Schema):
    """One manager's result in brief. Amounts are 万元 as decimal strings; `null` does not apply."""

    manager_id: str
    name: str
    unit: str
    post: str
    average_deposit: str
    composite_volume: str
    corporate_customers: int
    npl_ratio: str | None
    interest_collection_rate: str | None
    performance_tier: str | None
    qualified_tier: str | None
    treatment_tier: str | None
    bonus_deduction: str
    quarter_points: int | None
    year_points: int
    outcomes: list[str]
    passed: bool | None
    assumed: list[str]


class ResultQuery(PageQuery):
    """Which results: of a unit, a post, a treatment tier (`none` for no tier), with an outcome."""

    unit: str = ""
    post: str = ""
    tier: str = ""
    outcome: str = ""


@router.get(
    "/cycles/{cycle_id}/results",
    response=Page[ResultRow],
    summary="Accepted results of a cycle that the token's user may see",
)
@needs(Scope.RESULTS, *SEEN_BY)
def results(request: ApiRequest, cycle_id: int, query: Query[ResultQuery]) -> dict[str, Any]:
    """One row per manager, by number."""
    cycle = selectors.cycle_or_404(request.access, cycle_id)
    found = selectors.visible_results(request.access, cycle).order_by("manager__code")
    if query.unit:
        found = found.filter(unit__path__contains=f"/{query.unit}/")
    if query.post:
        found = found.filter(post=query.post)
    if query.tier:
        found = found.filter(treatment_tier=None if query.tier == "none" else query.tier)
    if query.outcome:
        having = [pk for pk, outcomes in found.values_list("pk", "outcomes") if query.outcome in outcomes]
        found = found.filter(pk__in=having)
    return page_of(found, query, _row)


@router.get(
    "/cycles/{cycle_id}/results/{manager_id}",
    response=dict[str, Any],
    summary="One manager's result, as in results.json",
)
@needs(Scope.RESULTS, *SEEN_BY)
def result(request: ApiRequest, cycle_id: int, manager_id: str) -> dict[str, Any]:
    """The entry of `results.json` (contract 1), every figure as it stands there."""
    cycle, found = _one(request.access, cycle_id, manager_id)
    document = result_document(cycle, found)
    if document is None:
        raise Http404
    return document


@router.get(
    "/cycles/{cycle_id}/results/{manager_id}/explanation",
    response=dict[str, Any],
    summary="Why: the tree of one manager's result, as in explanations.jsonl",
)
@needs(Scope.EXPLANATIONS, *SEEN_BY)
def explanation(request: ApiRequest, cycle_id: int, manager_id: str) -> HttpResponse:
    """The line of `explanations.jsonl`: every node with clause, text, inputs and value."""
    cycle, found = _one(request.access, cycle_id, manager_id)
    return HttpResponse(explanation_line(cycle, found), content_type="application/json; charset=utf-8")


def _one(access: Access, cycle_id: int, manager_id: str) -> tuple[Cycle, Result]:
    cycle = selectors.cycle_or_404(access, cycle_id)
    found = selectors.visible_results(access, cycle).filter(manager__code=manager_id).first()
    if found is None:
        raise Http404
    return cycle, found


def _row(row: Result) -> dict[str, Any]:
    same = (
        "post",
        "corporate_customers",
        "performance_tier",
        "qualified_tier",
        "treatment_tier",
        "quarter_points",
        "year_points",
        "outcomes",
        "passed",
        "assumed",
    )
    decimals = (
        "average_deposit",
        "composite_volume",
        "npl_ratio",
        "interest_collection_rate",
        "bonus_deduction",
    )
    written = {field: getattr(row, field) for field in decimals}
    return {
        "manager_id": row.manager.code,
        "name": row.manager.name,
        "unit": row.unit.code,
        **{field: getattr(row, field) for field in same},
        **{field: None if value is None else f"{value:.6f}" for field, value in written.items()},
    }
