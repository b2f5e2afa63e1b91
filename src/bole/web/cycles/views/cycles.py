"""The list of cycles, opening one, and the page of one cycle."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bole.kernel.period import Period
from bole.web.base.languages import language
from bole.web.base.tables import Column, Table
from bole.web.base.working_days import add_working_days
from bole.web.common.actions import actor_of
from bole.web.common.attempts import attempt_form
from bole.web.cycles import actions, guards, selectors
from bole.web.cycles.actions import BACK_TO, WHO_SENDS_BACK
from bole.web.cycles.capabilities import ANSWER_OBJECTION, GIVE_RISK_OPINION, RUN_CYCLE, SEE_CYCLES
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.differences import inputs_changed
from bole.web.cycles.filters import CycleFilter
from bole.web.cycles.forms import (
    BackForm,
    ClassificationForm,
    FactsForm,
    OpenForm,
    OpinionForm,
    OwnCauseForm,
    ReasonForm,
    SettleForm,
    VoteForm,
)
from bole.web.cycles.models import Computation, Cycle
from bole.web.cycles.track import next_step, track_of
from bole.web.facts.offers import FactsLoad, LoadState
from bole.web.people.access import Access, SignedInRequest, paths_to, requires
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN
from bole.web.policies.offers import versions, words_of

UNDER_WAY = (ComputationState.QUEUED, ComputationState.RUNNING)
LOADS_OFFERED = 30
DIFFERENCES_SHOWN = 20


@requires(SEE_CYCLES, SEE_OWN)
@require_safe
def cycles(request: SignedInRequest) -> HttpResponse:
    """Every cycle the person may see something of, the open ones first."""
    seen = selectors.visible_cycles(request.access)
    periods = sorted(set(seen.order_by().values_list("period", flat=True)), reverse=True)
    filters = CycleFilter(request.GET or None, periods=periods)
    table = Table(
        request=request,
        source=selectors.counted(_filtered(seen, filters)),
        columns=_columns(),
        row_template="cycles/_cycle_row.html",
        caption=_("考核周期"),
        default="-period",
        filters=filters,
        filename=_("考核周期"),
        empty_title=_("还没有考核周期"),
        empty_hint=_("公司业务部经办启动后，这里会出现本分行的考核周期。"),
    )
    if table.wants_export:
        return table.workbook()
    return render(request, "cycles/cycles.html", {"table": table, "runs": request.access.can(RUN_CYCLE)})


def _filtered(cycles: QuerySet[Cycle], filters: CycleFilter) -> QuerySet[Cycle]:
    chosen = filters.cleaned_data if filters.is_valid() else {}
    if chosen.get("period"):
        cycles = cycles.filter(period=chosen["period"])
    if chosen.get("state") == "open":
        return cycles.exclude(state=State.CLOSED)
    return cycles.filter(state=chosen["state"]) if chosen.get("state") else cycles


def _columns() -> list[Column]:
    return [
        Column("period", _("期间"), lambda c: c.period, "period"),
        Column("branch", _("分行"), lambda c: c.branch.name, "branch__path"),
        Column("revision", _("版次"), lambda c: c.revision, "revision", numeric=True),
        Column("state", _("状态"), lambda c: c.get_state_display(), "state"),
        Column("people", _("人数"), lambda c: c.people, "people", numeric=True),
        Column("objected", _("异议"), lambda c: c.objected, "objected", numeric=True),
        Column("moved", _("最近办理"), lambda c: c.moved_at, "moved_at"),
        Column("notice", _("公示至"), lambda c: c.notice_to, "notice_to"),
    ]


@requires(RUN_CYCLE)
@require_http_methods(["GET", "HEAD", "POST"])
def cycle_open(request: SignedInRequest) -> HttpResponse:
    """Open the assessment of a branch for a period."""
    branches = selectors.branches_to_run(request.access)
    form = OpenForm(request.POST or None, branches=branches, policies=_policies())
    opened: list[Cycle] = []

    def act() -> None:
        chosen = form.cleaned_data
        opened.append(
            actions.open_cycle(
                actor_of(request), branch=chosen["branch"], period=chosen["period"], policy=chosen["policy"]
            )
        )

    if request.method == "POST" and attempt_form(request, form, act, done=_("已启动考核周期。")):
        return redirect("cycle", opened[0].pk)
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
    return cycle_page(request, selectors.cycle_or_404(request.access, pk))


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


def cycle_page(request: SignedInRequest, cycle: Cycle, **bound: Any) -> HttpResponse:
    """The cycle's page; `bound` puts forms with errors in the place of empty ones."""
    access = request.access
    whole = selectors.sees_whole(access, cycle)
    steps = list(cycle.steps.select_related("taken_by"))
    own = selectors.visible_results(access, cycle).filter(manager__user=request.user).first()
    context: dict[str, Any] = {
        "cycle": cycle,
        "shown": shown(cycle),
        "whole": whole,
        "sees_results": whole or access.can(SEE_MANAGERS),
        "track": track_of(cycle, steps),
        "steps": list(reversed(steps)) if whole else [],
        "next": next_step(access, cycle, publishing) if whole else None,
        "ends_notice": whole and _ends_notice(access, cycle),
        "own": own,
        "objecting_until": _objecting_until(cycle, own),
        "objections": list(selectors.visible_objections(access, cycle)),
        "answers": access.can(ANSWER_OBJECTION, cycle.branch),
        **_opinion_part(request, cycle, whole=whole),
    }
    if whole:
        context["words"] = words_of(cycle)
        context |= _computation_part(request, cycle) | _committee_part(request, cycle)
    # what was typed stays where it may still be sent; a form that is gone does not come back
    kept = {name: form for name, form in bound.items() if context.get(name) is not None}
    return render(request, "cycles/cycle.html", context | kept, status=422 if bound else 200)


def shown(cycle: Cycle) -> str:
    """What opinions, determinations and votes are about: the step, the results, the round."""
    return f"{cycle.state}.{cycle.computation_id or 0}.{cycle.round}"


def publishing(cycle: Cycle) -> str:
    """What publishing today means, with a warning where the calendar is not published."""
    first, days = timezone.localdate(), actions.notice_days(cycle)
    last, known = add_working_days(first, days)
    people = cycle.computation.results.count() if cycle.computation else 0
    said = _(
        "%(people)s 人的结果在分行内公示 %(days)s 个工作日，自 %(first)s 至 %(last)s；"
        "客户经理将收到通知，并可在此期间提出异议。"
    ) % {"people": people, "days": days, "first": first, "last": last}
    if not known:
        said += "\n" + _("注意：该年度的节假日安排尚未公布，工作日按周一至周五推算。")
    return said


def _ends_notice(access: Access, cycle: Cycle) -> bool:
    """Whether the person may let a demo bank's notice run out; a restarted one counts too."""
    if not settings.BOLE_DEMO or cycle.state != State.ON_NOTICE or not access.can(RUN_CYCLE, cycle.branch):
        return False
    last = guards.last_notice_day(cycle)
    return last is not None and timezone.localdate() <= last


def _objecting_until(cycle: Cycle, own: Any) -> Any:
    last = (own.notice_to if own else None) or cycle.notice_to
    running = cycle.state == State.ON_NOTICE and last is not None and timezone.localdate() <= last
    return last if running else None


def _computation_part(request: SignedInRequest, cycle: Cycle) -> dict[str, Any]:
    computations = list(cycle.computations.select_related("requested_by", "facts", "settled_by"))
    latest = computations[0] if computations else None
    done = next((c for c in computations if c.state == ComputationState.DONE), None)
    busy = next((c for c in computations if c.state in UNDER_WAY), None)
    runs = request.access.can(RUN_CYCLE, cycle.branch)
    choosing = cycle.state in {State.OPENED, State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE}
    idle = done is None and busy is None
    unapplied = guards.adjustments_of(cycle).count() - (
        len(cycle.computation.adjustments) if cycle.computation else 0
    )
    return {
        "computations": computations,
        "busy": busy,
        "done": done,
        "failed": latest if latest and latest.state == ComputationState.FAILED else None,
        "causes": inputs_changed(compared_with(cycle), done) if done else [],
        "first_time": done is not None and compared_with(cycle) is None,
        "differences": done.differences[:DIFFERENCES_SHOWN] if done else [],
        "unapplied": max(0, unapplied) if cycle.facts_id else 0,
        "facts_form": FactsForm(loads=loads_for(cycle)) if runs and choosing and idle else None,
        "recomputes": runs and idle and cycle.state in {State.FACTS_CHOSEN, State.MEASURED, State.ON_NOTICE},
        "settle_form": SettleForm(auto_id="settle_%s") if runs and done else None,
    }


def compared_with(cycle: Cycle) -> Computation | None:
    """The accepted computation that a new one is compared with."""
    return cycle.computation or (cycle.restates.computation if cycle.restates else None)


def loads_for(cycle: Cycle) -> QuerySet[FactsLoad]:
    """Loaded facts of the branch, or of a unit above it; the latest first."""
    latest = FactsLoad.objects.filter(state=LoadState.LOADED, unit__path__in=paths_to(cycle.branch.path))
    offered = list(latest.order_by("-pk").values_list("pk", flat=True)[:LOADS_OFFERED])
    return FactsLoad.objects.filter(pk__in=offered).order_by("-pk")


def _opinion_part(request: SignedInRequest, cycle: Cycle, *, whole: bool) -> dict[str, Any]:
    access = request.access
    if cycle.computation_id is None or not access.can(SEE_CYCLES):
        return {}
    asking = cycle.state == State.MEASURED
    every = cycle.opinions.select_related("unit", "given_by", "computation").defer("computation__differences")
    latest = {opinion.unit_id: opinion for opinion in every}  # by the time given: the last of each stays
    opinions = [o for o in latest.values() if not asking or o.computation_id == cycle.computation_id]
    listed = [o for o in opinions if whole or (o.unit and access.can(SEE_MANAGERS, o.unit))]
    given = {opinion.unit_id for opinion in opinions}
    units = [u for u in selectors.units_for_opinion(access, cycle) if u.pk not in given] if asking else []
    risk = asking and access.can(GIVE_RISK_OPINION, cycle.branch)
    has_risk = any(opinion.kind == "risk" for opinion in opinions)
    return {
        "opinions": listed,
        "missing": guards.missing_opinions(cycle) if asking and whole else [],
        "unit_form": OpinionForm(units=units, auto_id="unit_%s") if units else None,
        "risk_form": OpinionForm(units=None, auto_id="risk_%s") if risk and not has_risk else None,
        "own_cause_form": OwnCauseForm(initial={"day": _last_day(cycle)}, auto_id="own_cause_%s")
        if risk
        else None,
        "classification_form": ClassificationForm(
            initial={"day": _last_day(cycle)}, auto_id="classification_%s"
        )
        if risk
        else None,
        "adjustments": list(guards.adjustments_of(cycle).select_related("made_by")) if whole else [],
    }


def _last_day(cycle: Cycle) -> date:
    return Period.parse(cycle.period).last_day


def _committee_part(request: SignedInRequest, cycle: Cycle) -> dict[str, Any]:
    access = request.access
    state = State(cycle.state)
    votes = list(cycle.votes.select_related("member"))
    this_round = [vote for vote in votes if vote.round == cycle.round]
    members = guards.committee(cycle) if state == State.SUBMITTED else []
    voted = any(vote.member_id == request.user.pk for vote in this_round)
    targets = BACK_TO.get(state, ())
    sends = bool(targets) and access.can(WHO_SENDS_BACK[state], cycle.branch)
    closed = state == State.CLOSED and access.can(RUN_CYCLE, cycle.branch)
    restated = Cycle.objects.filter(restates=cycle).first() if state == State.CLOSED else None
    return {
        "votes": votes,
        "this_round": this_round,
        "members": members,
        "quorum": len(members) // 2 + 1 if members else None,
        "decisions": list(cycle.decisions.select_related("concluded_by")),
        "vote_form": VoteForm(auto_id="vote_%s") if request.user in members and not voted else None,
        "back_form": BackForm(targets=targets, auto_id="back_%s") if sends else None,
        "restate_form": ReasonForm(auto_id="restate_%s") if closed and restated is None else None,
        "restated_by": restated,
    }
