"""What every page needs to know."""

from typing import Any

from django.http import HttpRequest

from bole.web.common import menu
from bole.web.common.notifications import unread_count


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The person's access, menu and unread notifications; empty for someone not signed in.

    Menu and count are worked out only where a template asks for them, so that partial answers
    cost nothing.
    """
    access = getattr(request, "access", None)
    if access is None:
        return {"access": None}
    route = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "access": access,
        "menu_sections": lambda: menu.sections(route, access),
        "unread_count": lambda: unread_count(access.user),
    }
