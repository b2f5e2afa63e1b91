"""Answering what a form or button of a procedure's page sends: one step taken, or told why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bole.web.common.actions import OvertakenError, actor_of
from bole.web.common.attempts import attempt, attempt_form
from bole.web.common.door import Done
from bole.web.common.procedure_acts import send_back, take
from bole.web.common.procedure_pages import BACK, BackForm, StepForm, form_of
from bole.web.common.procedures import Procedure, Step, in_words
from bole.web.people.access import SignedInRequest

Page = Callable[..., HttpResponse]
"""The page of a record anew: called with the request, the record's key and forms with errors by name."""


def answer_step(
    request: SignedInRequest, procedure: Procedure, name: str, record: Any, *, page: Page
) -> HttpResponse:
    """Take a step as its form or button asks.

    Done, the record's page follows; otherwise what was typed stays, and the page says why not.
    """
    step = next((step for step in procedure.steps if step.name == name and (step.label or step.form)), None)
    if step is None or (step.can is not None and not request.access.can(step.can)):
        raise Http404
    form = form_of(procedure, step, request.access, record, request.POST, request.FILES)
    made: list[Done] = []

    def act() -> None:
        _as_seen(request, procedure, step, record)
        made.append(take(actor_of(request), procedure, name, record, **(form.values() if form else {})))

    said = in_words(step.done, record.state)
    if form is None:
        attempt(request, act, done=said)
        return redirect(procedure.address(record))
    if attempt_form(request, form, act, done=said):
        return redirect(procedure.address(made[0].subject))
    return _again(request, name, record, form, page)


def answer_back(request: SignedInRequest, procedure: Procedure, record: Any, *, page: Page) -> HttpResponse:
    """Send a record back as the form asks."""
    senders = {step.back_can or step.can for step in procedure.steps if step.back}
    if not any(can is not None and request.access.can(can) for can in senders):
        raise Http404
    form = BackForm(
        request.POST, procedure=procedure, access=request.access, record=record, auto_id=f"{BACK}_%s"
    )

    def act() -> None:
        _as_seen(request, procedure, None, record)
        chosen = form.cleaned_data
        send_back(actor_of(request), procedure, record, chosen["to"], reason=chosen["reason"])

    if attempt_form(request, form, act, done=_("已退回。")):
        return redirect(procedure.address(record))
    return _again(request, BACK, record, form, page)


def _as_seen(request: SignedInRequest, procedure: Procedure, step: Step | None, record: Any) -> None:
    """The record at the version of the page that the person acted on.

    Where several people add side by side, what another added does not matter, only whether the page
    still showed what it is about.
    """
    if step is not None and step.alongside:
        shown = procedure.call(procedure.shown, record)
        if request.POST.get("shown", shown) != shown:
            raise OvertakenError(_("打开此页之后，结果或步骤已有变化；请看过现在的内容，再提交一次。"))
        return
    version = request.POST.get("version", "")
    if version.isdecimal():
        record.version = int(version)


def _again(request: SignedInRequest, name: str, record: Any, form: StepForm, page: Page) -> HttpResponse:
    for error in form.non_field_errors():
        messages.error(request, str(error))
    if not form.non_field_errors():
        messages.error(request, _("没有提交：请补正下面标出的内容。"))
    return page(request, record.pk, **{name: form})
