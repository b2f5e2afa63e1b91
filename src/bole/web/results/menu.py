"""What people find in the menu about where they and their people stand."""

from django.utils.translation import gettext_lazy as _

from bole.web.common.menu import ASSESSMENT, Item
from bole.web.cycles.capabilities import SEE_CYCLES
from bole.web.people.capabilities import SEE_OWN
from bole.web.results.capabilities import SEE_BOARD

ITEMS = (
    Item(10, ASSESSMENT, _("我的首页"), "overview", (SEE_OWN, SEE_CYCLES)),
    Item(30, ASSESSMENT, _("分行看板"), "board", (SEE_BOARD,)),
)
