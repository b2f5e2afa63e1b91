"""What people find in the menu about the record."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import Item
from bole.web.people.access import Can
from bole.web.people.menu import SYSTEM

ITEMS = (Item(910, SYSTEM, _("审计记录"), "audit", (Can.SEE_AUDIT,), ("audit_entry", "audit_verify")),)
