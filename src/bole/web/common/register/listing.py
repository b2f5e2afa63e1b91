"""A register's list as one person asked to see it."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bole.web.base.tables import Table
from bole.web.common.register.columns import columns_of
from bole.web.common.register.declared import Register, RegisterAct
from bole.web.common.register.filters import filter_form, narrowed
from bole.web.people.access import Access

PRINTED = 2_000
"""Rows that a list on paper has at most."""


def listed(register: Register, access: Access, asked: QueryDict) -> Table:
    """The rows in scope that the filters leave, with columns, order and pages."""
    rows = register.seen(access)
    form = filter_form(register, access, rows, asked)
    chosen = form.cleaned_data if form is not None and form.is_valid() else {}
    complete = register.complete
    printing = "print" in asked
    return Table(
        asked=asked,
        source=narrowed(register, rows, chosen),
        columns=columns_of(register, register.columns),
        caption=register.called,
        default=register.default,
        filters=form,
        filename=register.called,
        empty_title=register.empty[0] or _("还没有记录"),
        empty_hint=register.empty[1],
        page_size=PRINTED if printing else register.page_size,
        printable=not printing,
        complete=(lambda some: complete(access, some)) if complete else None,
        chosen=token_of if batches(register, access) and not printing else None,
    )


def exported(register: Register, access: Access, asked: QueryDict) -> Table:
    """The same with the columns that only the export has."""
    table = listed(register, access, asked)
    if register.taken_with:
        table.columns = (*table.columns, *register.taken_with(access))
    return table


def batches(register: Register, access: Access) -> list[RegisterAct]:
    """The acts that a person may do to several records at once."""
    return [act for act in register.acts if act.batch and (act.can is None or access.can(act.can))]


def token_of(row: Any) -> str:
    """What a ticked row sends: which record, and the version that was seen."""
    return f"{row.pk}.{getattr(row, 'version', 0)}"
