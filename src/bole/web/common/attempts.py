"""Calling an action from a view: done, or refused with a reason that the person reads."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

from bole.web.common.actions import RefusedError

Result = TypeVar("Result")


def attempt(request: HttpRequest, action: Callable[[], Result], *, done: str | Promise) -> bool:
    """Whether the action was done; the page that follows says so, or why not."""
    try:
        action()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, str(done))
    return True


def attempt_form(
    request: HttpRequest, form: forms.BaseForm, action: Callable[[], Result], *, done: str | Promise
) -> bool:
    """The same for a form: run only when it is valid; a refusal is shown in the form."""
    if not form.is_valid():
        return False
    try:
        action()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, str(done))
    return True
