"""Deliveries of facts, in brief."""

from datetime import date, datetime
from typing import Any

from ninja import Query, Router, Schema

from bole.web.api.authentication import ApiRequest, needs
from bole.web.api.choices import Scope
from bole.web.api.paging import Page, PageQuery, page_of
from bole.web.facts.capabilities import SEE_FACTS
from bole.web.facts.models import FactsLoad
from bole.web.facts.selectors import loads_seen

router = Router(tags=["facts"])


class LoadDocument(Schema):
    """A delivery: what came, and what became of it. Nothing of what was found in it."""

    number: int
    unit: str
    source: str
    state: str
    submitted_at: datetime
    finished_at: datetime | None
    file_sha256: str
    facts_sha256: str | None
    last_day: date | None
    errors: int
    warnings: int


class LoadQuery(PageQuery):
    """Which deliveries: in a state."""

    state: str = ""


@router.get("/facts", response=Page[LoadDocument], summary="Deliveries of facts in scope, latest first")
@needs(Scope.CYCLES, SEE_FACTS)
def facts(request: ApiRequest, query: Query[LoadQuery]) -> dict[str, Any]:
    """The deliveries that the token's user may see."""
    found = loads_seen(request.access)
    if query.state:
        found = found.filter(state=query.state)
    return page_of(found.order_by("-number"), query, _load)


def _load(row: FactsLoad) -> dict[str, Any]:
    return {
        "number": row.number,
        "unit": row.unit.code,
        "source": row.source_kind,
        "state": row.state,
        "submitted_at": row.submitted_at,
        "finished_at": row.finished_at,
        "file_sha256": row.file_sha256,
        "facts_sha256": row.facts_sha256 or None,
        "last_day": row.last_day,
        "errors": row.errors,
        "warnings": row.warnings,
    }
