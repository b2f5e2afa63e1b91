"""What people find in the menu about users."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import SYSTEM, Item
from bole.web.people.capabilities import SEE_USERS

ITEMS = (Item(900, SYSTEM, _("用户与角色"), "users", (SEE_USERS,), ("user", "user_create", "role_grant")),)
