"""What every page needs to know."""

from typing import Any

from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The person's access, for menus; empty for someone not signed in."""
    return {"access": getattr(request, "access", None)}
