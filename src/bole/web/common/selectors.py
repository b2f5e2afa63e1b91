"""Search over what a person may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bole.web.cycles.selectors import visible_cycles
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
    """Managers, units and cycles whose number, name or period contains the query."""
    return [_managers(access, query), _units(access, query), _cycles(access, query)]


def _managers(access: Access, query: str) -> Group:
    found = people.managers(access, on=timezone.localdate()).filter(
        Q(code__icontains=query) | Q(name__icontains=query)
    )
    hits = [
        Hit(f"{manager.name} {manager.code}", manager.unit_name or "", reverse("manager", args=[manager.pk]))
        for manager in found[: SHOWN + 1]
    ]
    return Group(pgettext_lazy("list", "客户经理"), hits[:SHOWN], len(hits) > SHOWN)


def _units(access: Access, query: str) -> Group:
    found = people.units(access).filter(Q(code__icontains=query) | Q(name__icontains=query))
    hits = [
        Hit(f"{unit.name} {unit.code}", unit.get_kind_display(), reverse("unit", args=[unit.pk]))
        for unit in found[: SHOWN + 1]
    ]
    return Group(pgettext_lazy("list", "机构"), hits[:SHOWN], len(hits) > SHOWN)


def _cycles(access: Access, query: str) -> Group:
    named = Q(period__icontains=query) | Q(branch__name__icontains=query) | Q(branch__code__icontains=query)
    found = visible_cycles(access).filter(named).select_related("branch").order_by("-period", "branch__path")
    hits = [
        Hit(
            f"{cycle.branch.name} {cycle.period}",
            cycle.get_state_display(),
            reverse("cycle", args=[cycle.pk]),
        )
        for cycle in found[: SHOWN + 1]
    ]
    return Group(_("考核"), hits[:SHOWN], len(hits) > SHOWN)
