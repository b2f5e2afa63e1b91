"""What is answered when something is refused: problem documents (RFC 9457) that give nothing away."""

import logging
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

CONTENT_TYPE = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: "Bad request",
    401: "Not authenticated",
    403: "Outside the token's scopes",
    404: "Not found",
    405: "Method not allowed",
    422: "A parameter is not valid",
    429: "Too many requests",
    500: "Internal error",
}

_log = logging.getLogger(__name__)


class ProblemError(Exception):
    """An answer other than the one asked for."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, dict(headers or {})


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> HttpResponse:
    """A problem document; `detail` says what to do, never what exists."""
    document = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status}
    if detail:
        document["detail"] = detail
    return JsonResponse(document, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


ANSWERED = (ProblemError, AuthenticationError, Http404, ValidationError, HttpError, Exception)


def answer_with_problems(api: NinjaAPI) -> None:
    """Let an API answer every refusal and failure with a problem document."""
    for kind in ANSWERED:
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    match error:
        case ProblemError():
            return problem(error.status, error.detail, error.headers)
        case AuthenticationError():
            detail = "Send 'Authorization: Bearer <token>' with a token that is neither revoked nor expired."
            return problem(401, detail, {"WWW-Authenticate": 'Bearer realm="bole"'})
        case Http404():
            return problem(404)
        case ValidationError():
            places = sorted({".".join(str(part) for part in entry["loc"][1:]) for entry in error.errors})
            return problem(422, f"Not valid: {', '.join(places)}. See the OpenAPI document.")
        case HttpError():
            return problem(error.status_code)
    # The log says what happened; the answer does not. An API answers while the exception is handled.
    _log.error("%s %s failed", request.method, request.path, exc_info=True)
    return problem(500)
