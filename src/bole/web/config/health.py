"""Whether the application answers and reaches its database; for load balancers. Tells nothing else."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bole.web.common.public import public


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
