"""What people find in the menu about the organisation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bole.web.common.menu import Item
from bole.web.people.capabilities import SEE_MANAGERS, SEE_ORGANISATION

ORGANISATION = _("机构与人员")

ITEMS = (
    Item(
        500,
        ORGANISATION,
        pgettext_lazy("list", "客户经理"),
        "managers",
        (SEE_MANAGERS,),
        ("manager", "manager_create", "manager_transfer", "manager_exclude"),
    ),
    Item(
        510,
        ORGANISATION,
        pgettext_lazy("list", "机构"),
        "units",
        (SEE_ORGANISATION,),
        ("unit", "unit_create", "unit_rename", "unit_move", "unit_factor"),
    ),
)
