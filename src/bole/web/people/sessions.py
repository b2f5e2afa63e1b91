"""How long a sign-in lasts: until idle too long, or too old altogether."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

STARTED = "started_at"
SEEN = "seen_at"


class SessionLimitMiddleware:
    """Signs out a session that was idle too long or is too old (settings)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check both limits, then note that the session was used."""
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED, now)
            idle = now - request.session.get(SEEN, now)
            if idle > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_ABSOLUTE_SECONDS:
                logout(request)
            elif idle >= settings.SESSION_IDLE_SECONDS // 30 or SEEN not in request.session:
                request.session[SEEN] = now
        return self._get_response(request)
