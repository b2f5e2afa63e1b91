"""What people find in the menu about the organisation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bole.web.common.menu import Item
from bole.web.people.access import Can

ORGANISATION = _("机构与人员")
SYSTEM = _("系统")

ITEMS = (
    Item(
        500,
        ORGANISATION,
        pgettext_lazy("list", "客户经理"),
        "managers",
        (Can.SEE_MANAGERS,),
        ("manager", "manager_create", "manager_transfer", "manager_exclude"),
    ),
    Item(
        510,
        ORGANISATION,
        pgettext_lazy("list", "机构"),
        "units",
        (Can.SEE_ORGANISATION,),
        ("unit", "unit_create", "unit_rename", "unit_move", "unit_factor"),
    ),
    Item(900, SYSTEM, _("用户与角色"), "users", (Can.SEE_USERS,), ("user", "user_create", "role_grant")),
)
