"""A list on a page: filters, order, pages, and the Excel file of what is seen.

A view builds a `Table` from an already scoped query (or a list) and columns, answers
`table.workbook()` when `table.wants_export`, and otherwise renders `components/table.html`. Rows
show what their columns say; a list whose rows need more has a row template of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.forms.utils import flatatt
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bole.web.base import figures
from bole.web.base.exports import workbook_response

PAGE_SIZE = 50
CHUNK = 2_000
"""Rows of an export held at a time."""
NEAR = 2
"""Pages linked on either side of the current one."""

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `cell` gives the value of a row, for the export and for ordering lists.

    `order`: the field a query is ordered by, "" where the column cannot be ordered; a list is
    ordered by `cell` where `order` is not empty. An empty `label` (a column of buttons) is not
    exported. `shown`: what the page shows where that is more than the value as text; `url`: where
    the cell leads; `style`: further classes of the cell.
    """

    key: str
    label: Label
    cell: Callable[[Any], object]
    order: str = ""
    numeric: bool = False
    shown: Callable[[Any], object] | None = None
    url: Callable[[Any], str | None] | None = None
    style: str = ""

    def content(self, row: Any) -> object:
        """What the page shows in the cell."""
        shown = figures.plainly(self.cell(row)) if self.shown is None else self.shown(row)
        address = self.url(row) if self.url and shown else None
        return format_html('<a href="{}">{}</a>', address, shown) if address else shown

    def markup(self, row: Any, *, heads: bool = False) -> SafeString:
        """The cell as the page shows it; `heads`: it says which row this is."""
        moment = "nowrap" if isinstance(self.cell(row), date) else ""
        kind = " ".join(filter(None, ("number" if self.numeric else "", moment, self.style)))
        tag, scope = ("th", {"scope": "row"}) if heads else ("td", {})
        about = flatatt(scope | ({"class": kind} if kind else {}))
        return format_html("<{}{}>{}</{}>", tag, about, self.content(row), tag)


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
    """A list as one person asked to see it. `default` is the key first ordered by, `-key` downwards.

    `complete` puts on rows what their columns need and no query gives. `chosen` is what is sent for a
    row that is ticked; without it rows cannot be.
    """

    asked: QueryDict
    source: QuerySet[Any] | Sequence[Any]
    columns: Sequence[Column]
    caption: Label
    row_template: str = "components/row.html"
    complete: Callable[[list[Any]], None] | None = None
    chosen: Callable[[Any], str] | None = None
    default: str = ""
    filters: forms.Form | None = None
    filename: Label = ""
    empty_title: Label = ""
    empty_hint: Label = ""
    name: str = "table"
    page_size: int = PAGE_SIZE
    printable: bool = False

    @cached_property
    def sort(self) -> str:
        """The key ordered by, with `-` for downwards; what is not offered is ignored."""
        asked = self.asked.get("sort", self.default)
        known = {column.key for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in known else self.default

    @cached_property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        names = self.filters.fields if self.filters else {}
        return any(self.asked.get(name) for name in names)

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
        return Paginator(self.ordered, self.page_size).get_page(self.asked.get("page"))

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the page."""
        rows = list(self.page.object_list)
        if self.complete:
            self.complete(rows)
        return rows

    @property
    def exported(self) -> Iterator[Sequence[object]]:
        """The cells of every row that the filters leave, in the order seen; a few rows are held at once."""
        cells = [column.cell for column in self.columns if column.label]
        source = self.ordered
        rows = iter(source.iterator(chunk_size=CHUNK) if isinstance(source, QuerySet) else source)
        while chunk := list(islice(rows, CHUNK)):
            if self.complete:
                self.complete(chunk)
            yield from ([cell(row) for cell in cells] for row in chunk)

    @property
    def total(self) -> int:
        """How many rows there are on all pages."""
        return self.page.paginator.count

    @cached_property
    def row_head(self) -> str:
        """The key of the column that says which row it is: the first that leads on, or the first."""
        return next((column for column in self.columns if column.url), self.columns[0]).key

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
    def ticked(self) -> bool:
        """Whether rows can be chosen."""
        return self.chosen is not None

    @property
    def print_url(self) -> str:
        """The list on paper; only where the page knows how."""
        return self._url(print="yes") if self.printable else ""

    @property
    def wants_export(self) -> bool:
        """Whether the Excel file was asked for."""
        return bool(self.filename) and self.asked.get("export") == "xlsx"

    def workbook(self) -> HttpResponseBase:
        """The Excel file: every row that the filters leave, in the order seen."""
        return workbook_response(str(self.filename), self.headers, self.exported)

    @property
    def headers(self) -> Sequence[Label]:
        """The labels of the columns that are exported."""
        return [column.label for column in self.columns if column.label]

    def _url(self, **changes: str) -> str:
        query: QueryDict = self.asked.copy()
        for name in ("page", "export", "print"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"
