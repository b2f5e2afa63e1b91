"""What this app puts into the menu."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import Item
from bole.web.people.access import Can

ITEMS = (
    Item(
        order=400,
        section=_("数据与制度"),
        label=_("数据装载"),
        route="facts_loads",
        capabilities=(Can.SEE_FACTS,),
        also=("facts_new", "facts_load", "facts_findings"),
    ),
)
