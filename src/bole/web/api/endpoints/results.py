"""Results of a cycle, exactly as the engine wrote them, and why they are what they are."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema

from bole.assess.drilldown import Column, contribution_columns, day_columns
from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.api.written import explanation_line, result_document
from bole.web.cycles import selectors
from bole.web.cycles.models import Cycle, Result
from bole.web.people.access import Access
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN
from bole.web.results.breakdown import contributions_of
from bole.web.results.views.drilling import days_or_404, item_or_404

router = Router(tags=["results"])

SEEN_BY = (SEE_MANAGERS, SEE_OWN)


class ResultRow(Schema):
    """One manager's result in brief.

    `measures` are those that the policy publishes, by indicator, as in `results.json`: decimal strings,
    counts as numbers, `null` where one does not apply. The policy says its name and its unit.
    """

    manager_id: str
    name: str
    unit: str
    post: str
    measures: dict[str, str | int | None]
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


class DrillColumn(Schema):
    """A column: the key its rows have it by, its name, the unit of its figures."""

    key: str
    name: dict[str, str]
    unit: str | None


class Drilled(Schema):
    """Rows by their columns; amounts are decimal strings, `null` where a row has nothing."""

    columns: list[DrillColumn]
    rows: list[dict[str, str | int | None]]


class SubjectQuery(Schema):
    """An account or a loan."""

    type: str
    subject: str


@router.get(
    "/cycles/{cycle_id}/results/{manager_id}/items/{item}",
    response=Drilled,
    summary="What each account, loan, settlement or customer adds to an item",
)
@needs(Scope.EXPLANATIONS, *SEEN_BY)
def contributions(request: ApiRequest, cycle_id: int, manager_id: str, item: str) -> dict[str, Any]:
    """The contributions of the manager to an item of the policy, the largest first."""
    cycle, found = _one(request.access, cycle_id, manager_id)
    measured = item_or_404(cycle, item)
    rows = contributions_of(cycle, found, item)
    return _drilled(contribution_columns(measured, subject_type=rows[0].subject_type) if rows else (), rows)


@router.get(
    "/cycles/{cycle_id}/results/{manager_id}/items/{item}/days",
    response=Drilled,
    summary="The days of one account or loan that count for an item",
)
@needs(Scope.EXPLANATIONS, *SEEN_BY)
def days(
    request: ApiRequest, cycle_id: int, manager_id: str, item: str, query: Query[SubjectQuery]
) -> dict[str, Any]:
    """Stretches of days with one balance and one share; they add up to the contribution."""
    cycle, found = _one(request.access, cycle_id, manager_id)
    measured = item_or_404(cycle, item)
    of_item = days_or_404(cycle, found, measured, kind=query.type, number=query.subject)
    columns = day_columns(measured, subject_type=query.type, currency=of_item.currency)
    return _drilled(columns, of_item.rows)


def _drilled(columns: Sequence[Column], rows: Sequence[object]) -> dict[str, Any]:
    return {
        "columns": [{"key": c.key, "name": c.name._asdict(), "unit": c.unit} for c in columns],
        "rows": [{c.key: _plain(getattr(row, c.key)) for c in columns} for row in rows],
    }


def _plain(value: object) -> str | int | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if value is None or isinstance(value, int) else str(value)


def _one(access: Access, cycle_id: int, manager_id: str) -> tuple[Cycle, Result]:
    cycle = selectors.cycle_or_404(access, cycle_id)
    found = selectors.visible_results(access, cycle).filter(manager__code=manager_id).first()
    if found is None:
        raise Http404
    return cycle, found


AS_KEPT = (
    "post",
    "measures",
    "performance_tier",
    "qualified_tier",
    "treatment_tier",
    "quarter_points",
    "year_points",
    "outcomes",
    "passed",
    "assumed",
)


def _row(row: Result) -> dict[str, Any]:
    return {
        "manager_id": row.manager.code,
        "name": row.manager.name,
        "unit": row.unit.code,
        **{field: getattr(row, field) for field in AS_KEPT},
        "bonus_deduction": f"{row.bonus_deduction:.6f}",
    }
