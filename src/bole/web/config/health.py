"""Whether the application answers and reaches its database; for load balancers. Tells nothing else."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bole.web.base.public import public

PATH = "/health/"


def answer_health(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers before anything else is asked of a request: a load balancer calls by address, without HTTPS."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return health(request) if request.path_info == PATH else get_response(request)

    return middleware


@public
@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """`{"status": "ok"}`, or 503 where the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})
