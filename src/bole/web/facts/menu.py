"""What this app puts into the menu."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import FACTS_AND_POLICY, Item
from bole.web.facts.capabilities import SEE_FACTS

ITEMS = (
    Item(
        order=400,
        section=FACTS_AND_POLICY,
        label=_("数据装载"),
        route="facts_loads",
        capabilities=(SEE_FACTS,),
        also=("facts_new", "facts_load", "facts_findings"),
    ),
)
