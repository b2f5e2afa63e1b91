"""Addresses that only take what a form sends, opened like a page.

A person comes to one by signing in again after a session ended while they typed, or by reloading a
page that showed a form's errors. The answer stays 405, but says what happened and where to go on.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

API = "/api/"


class SubmittingOnlyMiddleware:
    """Shows a page of its own in place of the empty answer of such an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does, except that a person who only opened the address is told so."""
        response = self._get_response(request)
        opened = request.method == "GET" and not request.path.startswith(API)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not opened:
            return response
        said = render(request, "405.html", {"above": page_above(request.path)}, status=response.status_code)
        said["Allow"] = response["Allow"]
        return said


def page_above(path: str) -> str:
    """The nearest address above one; the first page where there is none."""
    above = path.rstrip("/")
    while above:
        above = above.rpartition("/")[0]
        try:
            resolve(f"{above}/")
        except Resolver404:
            continue
        return f"{above}/"
    return "/"
