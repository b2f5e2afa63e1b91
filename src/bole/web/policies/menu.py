"""What people find in the menu about policies."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import FACTS_AND_POLICY, Item
from bole.web.policies.capabilities import SEE_POLICY

ITEMS = (Item(410, FACTS_AND_POLICY, _("制度"), "policies", (SEE_POLICY,), ("policy", "policy_differences")),)
