"""Units and managers."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.people import selectors
from bole.web.people.capabilities import SEE_MANAGERS, SEE_ORGANISATION
from bole.web.people.models import Manager
from bole.web.people.selectors import TreeRow

router = Router(tags=["organisation"])


class UnitDocument(Schema):
    """A unit of the bank."""

    code: str
    name: str
    kind: str
    parent: str | None
    standard_factor: str
    standard_factor_inherited: bool
    managers: int


class ManagerDocument(Schema):
    """A relationship manager and where they work."""

    manager_id: str
    name: str
    unit: str | None
    unit_name: str | None
    post: str | None
    hired_on: date
    hire_type: str
    excluded_reason: str


class PostingDocument(Schema):
    """A stretch of time in one unit and post; both days included."""

    unit: str
    unit_name: str
    post: str
    valid_from: date
    valid_to: date | None
    excluded_reason: str


class ManagerDetail(ManagerDocument):
    """A manager with all postings that lie in what the token sees, latest first."""

    postings: list[PostingDocument]


class ManagerQuery(PageQuery):
    """Which managers: of a unit and those below it, of a post, with this in number or name."""

    unit: str = ""
    post: str = ""
    q: str = Field("", max_length=100)


@router.get("/units", response=Page[UnitDocument], summary="Units in scope, in the order of the tree")
@needs(Scope.ORGANISATION, SEE_ORGANISATION)
def units(request: ApiRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The units over which the token's user may see the organisation."""
    rows = selectors.tree(request.access, on=timezone.localdate())
    shown = {row.unit.pk: row.unit.code for row in rows}
    return page_of(rows, query, lambda row: _unit(row, shown))


@router.get("/units/{code}", response=UnitDocument, summary="One unit")
@needs(Scope.ORGANISATION, SEE_ORGANISATION)
def unit(request: ApiRequest, code: str) -> dict[str, Any]:
    """A unit by its code."""
    rows = selectors.tree(request.access, on=timezone.localdate())
    shown = {row.unit.pk: row.unit.code for row in rows}
    found = next((row for row in rows if row.unit.code == code), None)
    if found is None:
        raise Http404
    return _unit(found, shown)


@router.get("/managers", response=Page[ManagerDocument], summary="Managers in scope")
@needs(Scope.ORGANISATION, SEE_MANAGERS)
def managers(request: ApiRequest, query: Query[ManagerQuery]) -> dict[str, Any]:
    """The managers whose place lies in scope, by number."""
    found = selectors.managers(request.access, on=timezone.localdate())
    place: dict[str, Any] = {}
    if query.unit:
        place["unit_path__contains"] = f"/{query.unit}/"
    if query.post:
        place["post"] = query.post
    named = Q(code__icontains=query.q) | Q(name__icontains=query.q)
    return page_of(found.filter(named, **place), query, _manager)


@router.get("/managers/{manager_id}", response=ManagerDetail, summary="One manager")
@needs(Scope.ORGANISATION, SEE_MANAGERS)
def manager(request: ApiRequest, manager_id: str) -> dict[str, Any]:
    """A manager by number, with the postings in scope."""
    found = selectors.managers(request.access, on=timezone.localdate()).filter(code=manager_id).first()
    if found is None:
        raise Http404
    postings = found.postings.filter(request.access.scope(SEE_MANAGERS, "unit__path"))
    return {
        **_manager(found),
        "postings": [
            {
                "unit": posting.unit.code,
                "unit_name": posting.unit.name,
                "post": posting.post,
                "valid_from": posting.valid_from,
                "valid_to": posting.valid_to,
                "excluded_reason": posting.excluded_reason,
            }
            for posting in postings.select_related("unit").order_by("-valid_from")
        ],
    }


def _unit(row: TreeRow, shown: dict[int, str]) -> dict[str, Any]:
    return {
        "code": row.unit.code,
        "name": row.unit.name,
        "kind": row.unit.kind,
        "parent": shown.get(row.unit.parent_id or 0),
        "standard_factor": format(row.factor.normalize(), "f"),
        "standard_factor_inherited": row.inherited,
        "managers": row.managers,
    }


def _manager(row: Manager) -> dict[str, Any]:
    path: str | None = getattr(row, "unit_path", None)
    return {
        "manager_id": row.code,
        "name": row.name,
        "unit": path.rstrip("/").rpartition("/")[2] if path else None,
        "unit_name": getattr(row, "unit_name", None),
        "post": getattr(row, "post", None),
        "hired_on": row.hired_on,
        "hire_type": row.hire_type,
        "excluded_reason": getattr(row, "excluded_reason", None) or "",
    }
