"""What people find in the menu about the record."""

from django.utils.translation import gettext_lazy as _

from bole.web.auditing.capabilities import SEE_AUDIT
from bole.web.common.menu import SYSTEM, Item

ITEMS = (Item(910, SYSTEM, _("审计记录"), "audit", (SEE_AUDIT,), ("audit_entry", "audit_verify")),)
