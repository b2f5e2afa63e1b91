"""Finding managers and units."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from bole.web.common.search import Hit, let_find
from bole.web.people import selectors
from bole.web.people.access import Access


def _managers(access: Access, query: str, most: int) -> list[Hit]:
    found = selectors.managers(access, on=timezone.localdate()).filter(
        Q(code__icontains=query) | Q(name__icontains=query)
    )
    return [
        Hit(f"{manager.name} {manager.code}", manager.unit_name or "", reverse("manager", args=[manager.pk]))
        for manager in found[:most]
    ]


def _units(access: Access, query: str, most: int) -> list[Hit]:
    found = selectors.units(access).filter(Q(code__icontains=query) | Q(name__icontains=query))
    return [
        Hit(f"{unit.name} {unit.code}", unit.get_kind_display(), reverse("unit", args=[unit.pk]))
        for unit in found[:most]
    ]


let_find(10, pgettext_lazy("list", "客户经理"), _managers)
let_find(20, pgettext_lazy("list", "机构"), _units)
