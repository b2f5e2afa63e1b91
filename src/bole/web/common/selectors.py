"""Search over what a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bole.web.people import selectors as people
from bole.web.people.access import Access

SHOWN = 20
"""Hits shown of one kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` when not all of it is shown."""

    label: str | Promise
    hits: Sequence[Hit]
    more: bool


def search(access: Access, query: str) -> list[Group]:
    """Managers and units whose number or name contains the query."""
    return [_managers(access, query), _units(access, query)]


def _managers(access: Access, query: str) -> Group:
    found = people.managers(access, on=timezone.localdate()).filter(
        Q(code__icontains=query) | Q(name__icontains=query)
    )
    hits = [
        Hit(f"{manager.name} {manager.code}", manager.unit_name or "", reverse("manager", args=[manager.pk]))
        for manager in found[: SHOWN + 1]
    ]
    return Group(_("客户经理"), hits[:SHOWN], len(hits) > SHOWN)


def _units(access: Access, query: str) -> Group:
    found = people.units(access).filter(Q(code__icontains=query) | Q(name__icontains=query))
    hits = [
        Hit(f"{unit.name} {unit.code}", unit.get_kind_display(), reverse("unit", args=[unit.pk]))
        for unit in found[: SHOWN + 1]
    ]
    return Group(_("机构"), hits[:SHOWN], len(hits) > SHOWN)
