"""Who asks: a token, its user's access cut to it, its rate, and whether it has the scope."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from bole.web.api.choices import Scope
from bole.web.api.models import ApiToken
from bole.web.api.problems import ProblemError
from bole.web.api.secrets import digest_of
from bole.web.api.selectors import access_through
from bole.web.people.access import Access, Capability

REQUESTS_A_MINUTE = 300
"""Per token and cache: with the embedded cache, per server process."""

_MINUTE = 60
_NOTED_EVERY = timedelta(minutes=1)
"""`last_used_at` is written at most this often, so that reading stays reading."""


class ApiRequest(HttpRequest):
    """A request as endpoints see it: who it is for, and with which token."""

    auth: ApiToken
    access: Access


class TokenBearer(HttpBearer):
    """`Authorization: Bearer bole_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, if it may be used; puts its access on the request in place of any session's.

        Raises:
            ProblemError: it was used too often within a minute.
        """
        found = (
            ApiToken.objects.select_related("user", "unit")
            .filter(digest=digest_of(token.strip()), user__is_active=True)
            .first()
        )
        if found is None or not found.usable:
            return None
        _count(found)
        _note(found)
        request.access = access_through(found)  # type: ignore[attr-defined]
        return found


def _count(token: ApiToken) -> None:
    minute, second = divmod(int(time.time()), _MINUTE)
    key = f"api-token-{token.pk}-{minute}"
    cache.add(key, 0, timeout=2 * _MINUTE)
    if cache.incr(key) > REQUESTS_A_MINUTE:
        wait = _MINUTE - second
        detail = f"At most {REQUESTS_A_MINUTE} requests a minute; try again in {wait} seconds."
        raise ProblemError(429, detail, {"Retry-After": str(wait)})


def _note(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > _NOTED_EVERY:
        try:
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        except OperationalError:
            return  # the database is busy writing: a reader does not wait for a note


Endpoint = Callable[..., Any]


def needs(scope: Scope, *capabilities: Capability) -> Callable[[Endpoint], Endpoint]:
    """An endpoint for tokens with the scope, of users with any of the capabilities.

    Without the scope the answer is 403, which says something about the token only; without the
    capability there is nothing here: 404.
    """

    def decorate(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        def guarded(request: ApiRequest, *args: Any, **kwargs: Any) -> Any:
            if scope not in request.auth.scopes:
                raise ProblemError(
                    403,
                    f"The token lacks the scope '{scope.value}'.",
                    {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'},
                )
            if not any(request.access.can(capability) for capability in capabilities):
                raise Http404
            return endpoint(request, *args, **kwargs)

        guarded.scope, guarded.capabilities = scope, capabilities  # type: ignore[attr-defined]
        return guarded

    return decorate
