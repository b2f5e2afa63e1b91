"""Finding cycles."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bole.web.common.search import Hit, let_find
from bole.web.cycles.selectors import visible_cycles
from bole.web.people.access import Access


def _cycles(access: Access, query: str, most: int) -> list[Hit]:
    named = Q(period__icontains=query) | Q(branch__name__icontains=query) | Q(branch__code__icontains=query)
    found = visible_cycles(access).filter(named).select_related("branch").order_by("-period", "branch__path")
    return [
        Hit(
            f"{cycle.branch.name} {cycle.period}",
            cycle.get_state_display(),
            reverse("cycle", args=[cycle.pk]),
        )
        for cycle in found[:most]
    ]


let_find(30, _("考核"), _cycles)
