"""Opening a cycle, and the page of one."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bole.web.base.languages import language
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt_form
from bole.web.common.door import Done
from bole.web.common.obligations import people_for
from bole.web.common.procedure_acts import take
from bole.web.common.procedure_dues import asked_of, track_of
from bole.web.common.procedure_pages import offers
from bole.web.cycles import awaiting, governed, guards, selectors
from bole.web.cycles.acts import shown
from bole.web.cycles.capabilities import ANSWER_OBJECTION, RUN_CYCLE, SEE_CYCLES
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.differences import inputs_changed
from bole.web.cycles.forms import OpenForm
from bole.web.cycles.models import Cycle, Result
from bole.web.cycles.steps import CYCLES
from bole.web.people.access import Access, SignedInRequest, requires
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN
from bole.web.policies.offers import versions, words_of

UNDER_WAY = (ComputationState.QUEUED, ComputationState.RUNNING)
DIFFERENCES_SHOWN = 20


@requires(RUN_CYCLE)
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_open(request: SignedInRequest) -> HttpResponse:
    """Open the assessment of a branch for a period."""
    branches = selectors.branches_to_run(request.access)
    form = OpenForm(request.POST or None, branches=branches, policies=_policies())
    opened: list[Done] = []

    def act() -> None:
        opened.append(take(actor_of(request), CYCLES, "open", None, **form.cleaned_data))

    if request.method == "POST" and attempt_form(request, form, act, done=_("已启动考核周期。")):
        return redirect("cycle", opened[0].subject.pk)
    return render(request, "cycles/open.html", {"form": form})


def _policies() -> list[tuple[str, str]]:
    """Every policy by id, named as its latest version is."""
    names: dict[str, str] = {}
    for version in versions(language()):
        names.setdefault(version.reference.partition("@")[0], version.name)
    return list(names.items())


@requires(SEE_CYCLES, SEE_OWN)
@require_safe
def cycle(request: SignedInRequest, pk: int) -> HttpResponse:
    """The track, who must act now, and everything given on the way."""
    return cycle_page(request, pk)


@requires(SEE_CYCLES)
@require_safe
def cycle_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the computation is; when it has ended, the page is loaded anew."""
    seen = selectors.cycle_or_404(request.access, pk)
    computation = seen.computations.filter(state__in=UNDER_WAY).first()
    if computation is None:
        response = HttpResponse(status=200)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "cycles/_progress.html", {"cycle": seen, "computation": computation})


def cycle_page(request: SignedInRequest, pk: int, **typed: forms.Form) -> HttpResponse:
    """The cycle's page; `typed` are forms with errors, by the step they are for."""
    access, cycle = request.access, selectors.cycle_or_404(request.access, pk)
    (prepared,) = awaiting.prepared(Cycle.objects.filter(pk=pk))
    whole = selectors.sees_whole(access, cycle)
    taken = list(cycle.steps.select_related("taken_by"))
    own = selectors.visible_results(access, cycle).filter(manager__user=request.user).first()
    offered = offers(CYCLES, access, cycle, typed)
    asked = list(asked_of(CYCLES, prepared)) if whole else []
    context: dict[str, Any] = {
        "cycle": cycle,
        "shown": shown(cycle),
        "whole": whole,
        "sees_results": whole or access.can(SEE_MANAGERS),
        "track": track_of(CYCLES, prepared, taken),
        "asked": list(zip(asked, people_for(asked), strict=True)),
        "steps": list(reversed(taken)) if whole else [],
        "offers": offered,
        "next": [offer for offer in offered.values() if offer.leads_on],
        "own": own,
        "objecting_until": _objecting_until(cycle, own),
        "objections": list(selectors.visible_objections(access, cycle)),
        "answers": access.can(ANSWER_OBJECTION, cycle.branch),
        **_opinion_part(access, cycle, whole=whole),
    }
    if whole:
        context["words"] = words_of(cycle)
        context |= _computation_part(cycle) | _committee_part(cycle)
    return render(request, "cycles/cycle.html", context, status=422 if typed else 200)


def _objecting_until(cycle: Cycle, own: Result | None) -> date | None:
    last = (own.notice_to if own else None) or cycle.notice_to
    running = cycle.state == State.ON_NOTICE and last is not None and timezone.localdate() <= last
    return last if running else None


def _computation_part(cycle: Cycle) -> dict[str, Any]:
    computations = list(cycle.computations.select_related("requested_by", "facts", "settled_by"))
    latest = computations[0] if computations else None
    done = next((c for c in computations if c.state == ComputationState.DONE), None)
    compared = selectors.compared_with(cycle)
    return {
        "computations": computations,
        "busy": next((c for c in computations if c.state in UNDER_WAY), None),
        "done": done,
        "failed": latest if latest and latest.state == ComputationState.FAILED else None,
        "causes": inputs_changed(compared, done) if done else [],
        "first_time": done is not None and compared is None,
        "differences": done.differences[:DIFFERENCES_SHOWN] if done else [],
        "unapplied": max(0, guards.unapplied(cycle)) if cycle.facts_id else 0,
    }


def _opinion_part(access: Access, cycle: Cycle, *, whole: bool) -> dict[str, Any]:
    if cycle.computation_id is None or not access.can(SEE_CYCLES):
        return {}
    asking = cycle.state == State.MEASURED
    every = cycle.opinions.select_related("unit", "given_by", "computation").defer("computation__differences")
    latest = {opinion.unit_id: opinion for opinion in every}  # by the time given: the last of each stays
    opinions = [o for o in latest.values() if not asking or o.computation_id == cycle.computation_id]
    return {
        "opinions": [o for o in opinions if whole or (o.unit and access.can(SEE_MANAGERS, o.unit))],
        "missing": guards.missing_opinions(cycle) if asking and whole else [],
        "adjustments": list(guards.adjustments_of(cycle).select_related("made_by")) if whole else [],
    }


def _committee_part(cycle: Cycle) -> dict[str, Any]:
    members = guards.committee(cycle) if cycle.state == State.SUBMITTED else []
    votes = list(cycle.votes.select_related("member"))
    voting = governed.governance_of(cycle).voting
    return {
        "votes": votes,
        "this_round": [vote for vote in votes if vote.round == cycle.round],
        "members": members,
        "decisions": list(cycle.decisions.select_related("concluded_by")),
        "restated_by": Cycle.objects.filter(restates=cycle).first() if cycle.state == State.CLOSED else None,
        "quorum": governed.quorum(voting, members=len(members)) if voting else "—",
        "majority": governed.majority(cycle),
    }
