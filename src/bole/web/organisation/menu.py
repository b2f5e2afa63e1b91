"""The heading of the organisation in the menu."""

from django.utils.translation import gettext_lazy as _

ORGANISATION = _("机构与人员")
ITEMS = ()
