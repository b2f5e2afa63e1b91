"""Lists are given in pages."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Field, Schema

MOST = 500
"""Rows of one page at most."""

Row = TypeVar("Row")


class PageQuery(Schema):
    """Which page of a list: `limit` rows from `offset` on."""

    limit: int = Field(100, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=10_000_000)


class Page(Schema, Generic[Row]):
    """A page: how many rows there are altogether, where this one begins, and its rows."""

    count: int
    limit: int
    offset: int
    items: list[Row]


def page_of(
    rows: QuerySet[Any] | Sequence[Any], query: PageQuery, document: Callable[[Any], Any]
) -> dict[str, Any]:
    """The page asked for, each row as the document the API gives."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    shown = rows[query.offset : query.offset + query.limit]
    return {
        "count": count,
        "limit": query.limit,
        "offset": query.offset,
        "items": [document(row) for row in shown],
    }
