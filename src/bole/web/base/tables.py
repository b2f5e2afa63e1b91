"""A list on a page: filters, order, pages, and the Excel file of what is seen.

A view builds a `Table` from an already scoped query (or a list) and the app's columns, answers
`table.workbook()` when `table.wants_export`, and otherwise renders `components/table.html`, which
includes the app's own row template with `row`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.functional import Promise

from bole.web.base.exports import workbook_response

PAGE_SIZE = 50
NEAR = 2
"""Pages linked on either side of the current one."""

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `cell` gives the value of a row, for the export and for ordering lists.

    `order`: the field a query is ordered by, "" where the column cannot be ordered; a list is
    ordered by `cell` where `order` is not empty. An empty `label` (a column of buttons) is not
    exported.
    """

    key: str
    label: Label
    cell: Callable[[Any], object]
    order: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header as shown: the address that orders by it, and its direction now."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page, or a gap (no address)."""

    label: str
    url: str
    current: bool = False


@dataclass(kw_only=True)
class Table:
    """A list as one person asked to see it. `default` is the key first ordered by, `-key` downwards."""

    request: HttpRequest
    source: QuerySet[Any] | Sequence[Any]
    columns: Sequence[Column]
    row_template: str
    caption: Label
    default: str = ""
    filters: forms.Form | None = None
    filename: Label = ""
    empty_title: Label = ""
    empty_hint: Label = ""
    name: str = "table"
    page_size: int = PAGE_SIZE

    @property
    def path(self) -> str:
        """The page's address without any choice made."""
        return self.request.path

    @cached_property
    def sort(self) -> str:
        """The key ordered by, with `-` for downwards; what is not offered is ignored."""
        asked = self.request.GET.get("sort", self.default)
        known = {column.key for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in known else self.default

    @cached_property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        names = self.filters.fields if self.filters else {}
        return any(self.request.GET.get(name) for name in names)

    @cached_property
    def ordered(self) -> QuerySet[Any] | Sequence[Any]:
        """Every row, in order; rows without a value come last."""
        column = next((c for c in self.columns if c.key == self.sort.removeprefix("-")), None)
        if column is None:
            return self.source
        down = self.sort.startswith("-")
        if isinstance(self.source, QuerySet):
            field = F(column.order)
            return self.source.order_by(
                field.desc(nulls_last=True) if down else field.asc(nulls_last=True), "pk"
            )
        having = [row for row in self.source if column.cell(row) is not None]
        lacking = [row for row in self.source if column.cell(row) is None]
        return [*sorted(having, key=column.cell, reverse=down), *lacking]  # type: ignore[arg-type]

    @cached_property
    def page(self) -> Page[Any]:
        """The page asked for, or the nearest there is."""
        return Paginator(self.ordered, self.page_size).get_page(self.request.GET.get("page"))

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the page."""
        return list(self.page.object_list)

    @property
    def total(self) -> int:
        """How many rows there are on all pages."""
        return self.page.paginator.count

    @property
    def heads(self) -> Iterator[Head]:
        """Headers with their addresses."""
        for column in self.columns:
            direction, then = "", column.key
            if column.key == self.sort:
                direction, then = "ascending", f"-{column.key}"
            elif f"-{column.key}" == self.sort:
                direction = "descending"
            yield Head(column, self._url(sort=then) if column.order else "", direction)

    @property
    def pages(self) -> Iterator[PageLink]:
        """Links to the first, last and near pages, with gaps."""
        last, here = self.page.paginator.num_pages, self.page.number
        near = {1, last, *range(max(1, here - NEAR), min(last, here + NEAR) + 1)}
        previous = 0
        for number in sorted(near):
            if number > previous + 1:
                yield PageLink("…", "")
            yield PageLink(str(number), self._url(page=str(number)), current=number == here)
            previous = number

    @property
    def export_url(self) -> str:
        """The Excel file of what is seen, all pages of it."""
        return self._url(export="xlsx")

    @property
    def wants_export(self) -> bool:
        """Whether the Excel file was asked for."""
        return bool(self.filename) and self.request.GET.get("export") == "xlsx"

    def workbook(self) -> HttpResponse:
        """The Excel file: every row that the filters leave, in the order seen."""
        columns = [column for column in self.columns if column.label]
        rows = ([column.cell(row) for column in columns] for row in self.ordered)
        return workbook_response(str(self.filename), [column.label for column in columns], rows)

    def _url(self, **changes: str) -> str:
        query: QueryDict = self.request.GET.copy()
        for name in ("page", "export"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"{self.path}?{query.urlencode()}"
