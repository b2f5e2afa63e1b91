"""Objections to results on public notice, their attachments and answers."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bole.kernel.period import Period
from bole.web.base.languages import said
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt_form
from bole.web.common.documents import Document, document_response
from bole.web.common.procedure_acts import take
from bole.web.cycles import selectors
from bole.web.cycles.capabilities import ANSWER_OBJECTION, OBJECT, SEE_CYCLES
from bole.web.cycles.choices import ObjectionState, State
from bole.web.cycles.forms import TO_KEEP, AnswerForm, ObjectionForm
from bole.web.cycles.models import Cycle, Objection
from bole.web.cycles.steps import CYCLES
from bole.web.facts.offers import error_points_of
from bole.web.people.access import SignedInRequest, requires
from bole.web.people.capabilities import SEE_OWN
from bole.web.policies.offers import words_of


@requires(OBJECT, SEE_CYCLES)
@require_http_methods(["GET", "HEAD", "POST"])
def objection_raise(request: SignedInRequest, pk: int, manager: int) -> HttpResponse:
    """Object to a result on notice, one's own or a colleague's."""
    cycle = selectors.cycle_or_404(request.access, pk)
    result = selectors.notice_results(request.access, cycle).filter(manager=manager).first()
    if result is None or cycle.state != State.ON_NOTICE:
        raise Http404
    last = result.notice_to or cycle.notice_to
    if last is None or timezone.localdate() > last:
        messages.error(request, _("公示期已于 %(last)s 届满，不能再提出异议。") % {"last": last or "—"})
        return redirect("cycle", pk)
    form = ObjectionForm(request.POST or None, request.FILES or None)

    def act() -> None:
        file = form.cleaned_data["attachment"]
        take(
            actor_of(request),
            CYCLES,
            "object",
            cycle,
            manager=result.manager,
            text=form.cleaned_data["text"],
            attachment=Document(file.name, file) if file else None,
        )

    done = _("异议已提交；公司业务部将书面答复，并通知您。")
    if request.method == "POST" and attempt_form(request, form, act, done=done):
        return redirect("cycle", pk)
    context = {"cycle": cycle, "result": result, "words": words_of(cycle), "form": form}
    return render(request, "cycles/objection.html", context)


@requires(ANSWER_OBJECTION)
@require_http_methods(["GET", "HEAD", "POST"])
def objection_answer(request: SignedInRequest, pk: int, objection: int) -> HttpResponse:
    """Answer an objection, with its corrections where it is upheld."""
    cycle = selectors.cycle_or_404(request.access, pk)
    found = selectors.objection_or_404(request.access, cycle, objection)
    if not request.access.can(ANSWER_OBJECTION, cycle.branch):
        raise Http404
    form = AnswerForm(request.POST or None, points=_points(cycle, found))

    def act() -> None:
        day = Period.parse(cycle.period).last_day
        take(
            actor_of(request),
            CYCLES,
            "answer",
            cycle,
            objection=found,
            uphold=form.cleaned_data["uphold"],
            answer=form.cleaned_data["answer"],
            corrections=form.corrections(manager_code=found.manager.code, day=day),
        )

    if request.method == "POST" and attempt_form(request, form, act, done=_("异议已答复。")):
        return redirect("cycle", pk)
    open_still = found.state == ObjectionState.OPEN
    result = cycle.computation.results.filter(manager=found.manager).first() if cycle.computation else None
    context = {"cycle": cycle, "objection": found, "form": form if open_still else None, "result": result}
    return render(request, "cycles/answer.html", context)


def _points(cycle: Cycle, objection: Objection) -> list[tuple[str, str]]:
    """The manager's error points of the year up to the period's end, as they may be withdrawn."""
    if cycle.computation is None:
        return []
    names = {item.id: said(item.name) for item in words_of(cycle).policy.error_points}
    period = Period.parse(cycle.period)
    rows = error_points_of(
        cycle.computation.facts, objection.manager.code, first=date(period.year, 1, 1), last=period.last_day
    )
    offered: dict[str, str] = {}
    for day, item, occurrences, _outcome in rows:
        point = _("%(day)s %(item)s %(name)s（%(n)s 次）")
        values = {"day": day, "item": item, "name": names.get(item, ""), "n": occurrences}
        offered[f"{day}{TO_KEEP}{item}"] = point % values
    return list(offered.items())


@requires(SEE_OWN, SEE_CYCLES)
@require_safe
def objection_attachment(request: SignedInRequest, pk: int, objection: int) -> HttpResponse:
    """The attachment, always as a download; only for those who may read the objection."""
    cycle = selectors.cycle_or_404(request.access, pk)
    found = selectors.objection_or_404(request.access, cycle, objection)
    return document_response(found.attachment_name, found.attachment_path)
