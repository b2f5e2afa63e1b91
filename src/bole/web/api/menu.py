"""What people find in the menu about the API."""

from django.utils.translation import gettext_lazy as _

from bole.web.api.views import USEFUL_TO
from bole.web.common.menu import SYSTEM, Item

ITEMS = (Item(950, SYSTEM, _("接口令牌"), "api_tokens", USEFUL_TO),)
