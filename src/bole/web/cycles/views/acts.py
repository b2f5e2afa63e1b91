"""Acting on a cycle: each view reads a form, calls one action and goes back to the cycle's page."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bole.web.audit.chain import Actor
from bole.web.common.actions import OvertakenError, actor_of
from bole.web.common.attempts import attempt, attempt_form
from bole.web.cycles import actions, selectors
from bole.web.cycles.actions import BACK_TO
from bole.web.cycles.capabilities import (
    CHAIR,
    FILE,
    GIVE_RISK_OPINION,
    GIVE_UNIT_OPINION,
    RUN_CYCLE,
    VERIFY,
    VOTE,
)
from bole.web.cycles.choices import Choice, OpinionKind, State
from bole.web.cycles.forms import (
    BackForm,
    ClassificationForm,
    FactsForm,
    OpinionForm,
    OwnCauseForm,
    ReasonForm,
    SettleForm,
    VoteForm,
)
from bole.web.cycles.models import Cycle
from bole.web.cycles.views.cycles import cycle_page, loads_for, shown
from bole.web.people.access import SignedInRequest, requires

SIMPLE: Mapping[str, tuple[Callable[[Actor, Cycle], object], str | Promise]] = {
    "recompute": (actions.recompute, gettext_lazy("已开始重新计算；算完后先看差异再确认。")),
    "verify": (actions.verify, gettext_lazy("已核实。")),
    "preliminary": (actions.form_preliminary, gettext_lazy("已形成初步结果。")),
    "publish": (actions.publish, gettext_lazy("已公示，并已通知客户经理。")),
    "end-notice": (actions.end_notice, gettext_lazy("演示：公示期已于昨日届满。")),
    "submit": (actions.submit, gettext_lazy("已提交管理小组，并已通知其成员。")),
    "decide": (actions.decide, gettext_lazy("已宣布表决结果。")),
    "file": (actions.file_with_hq, gettext_lazy("已收存备案。")),
    "close": (actions.close, gettext_lazy("考核周期已结束。")),
}
"""Steps that need nothing but a button."""

ACTING = (RUN_CYCLE, VERIFY, CHAIR, FILE)


def _as_seen(request: SignedInRequest, pk: int) -> Cycle:
    """The cycle, at the version of the page that the person acted on."""
    cycle = selectors.cycle_or_404(request.access, pk)
    version = request.POST.get("version", "")
    if version.isdecimal():
        cycle.version = int(version)
    return cycle


def _as_shown(request: SignedInRequest, pk: int) -> Cycle:
    """The cycle as it is, for what several people add side by side: opinions, determinations, votes.

    What another added meanwhile does not matter; see `_refuse_if_moved` for what does.
    """
    return selectors.cycle_or_404(request.access, pk)


def _refuse_if_moved(request: SignedInRequest, cycle: Cycle) -> None:
    """Refuse what somebody says about results, a step or a round that the page did not show."""
    if request.POST.get("shown", shown(cycle)) != shown(cycle):
        raise OvertakenError(_("打开此页之后，结果或步骤已有变化；请看过现在的内容，再提交一次。"))


def _again(request: SignedInRequest, pk: int, **bound: Any) -> HttpResponse:
    """The page as it stands now, with what was typed and a form's errors."""
    return cycle_page(request, selectors.cycle_or_404(request.access, pk), **bound)


@requires(*ACTING)
@require_POST
def cycle_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Take the next step."""
    if step not in SIMPLE:
        raise Http404
    cycle = _as_seen(request, pk)
    action, done = SIMPLE[step]
    attempt(request, lambda: action(actor_of(request), cycle), done=done)
    return redirect("cycle", pk)


@requires(RUN_CYCLE)
@require_POST
def cycle_facts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the facts and start measuring."""
    cycle = _as_seen(request, pk)
    form = FactsForm(request.POST, loads=loads_for(cycle))
    return _done_or_again(
        request,
        cycle,
        form,
        lambda: actions.choose_facts(actor_of(request), cycle, form.cleaned_data["load"]),
        done=_("已选定事实数据，开始计算。"),
        name="facts_form",
    )


@requires(RUN_CYCLE)
@require_POST
def cycle_settle(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Accept a computation, or decline it."""
    cycle = _as_seen(request, pk)
    computation = cycle.computations.filter(number=number).select_related("cycle__branch").first()
    if computation is None:
        raise Http404
    computation.cycle.version = cycle.version
    form = SettleForm(request.POST, auto_id="settle_%s")
    accept = request.POST.get("settle") == "accept"
    return _done_or_again(
        request,
        cycle,
        form,
        lambda: actions.settle_computation(
            actor_of(request), computation, accept=accept, reason=form.cleaned_data["reason"]
        ),
        done=_settled(cycle, accept=accept),
        name="settle_form",
    )


def _settled(cycle: Cycle, *, accept: bool) -> str:
    if not accept:
        return _("未采用这次计算，原结果不变。")
    if cycle.state == State.ON_NOTICE:
        return _("已采用新的计算结果；结果有变的人自今日起重新公示。")
    return _("已采用新的计算结果。")


@requires(GIVE_UNIT_OPINION, GIVE_RISK_OPINION)
@require_POST
def cycle_opinion(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Give a unit's or the risk department's opinion."""
    if kind not in OpinionKind.values:
        raise Http404
    cycle = _as_shown(request, pk)
    of_unit = OpinionKind(kind) is OpinionKind.UNIT
    units = selectors.units_for_opinion(request.access, cycle) if of_unit else None
    form = OpinionForm(request.POST, units=units, auto_id="unit_%s" if of_unit else "risk_%s")

    def act() -> None:
        _refuse_if_moved(request, cycle)
        actions.give_opinion(
            actor_of(request),
            cycle,
            kind=OpinionKind(kind),
            unit=form.cleaned_data.get("unit"),
            agrees=form.cleaned_data["agrees"],
            text=form.cleaned_data["text"],
        )

    name = "unit_form" if of_unit else "risk_form"
    return _done_or_again(request, cycle, form, act, done=_("意见已提交。"), name=name)


@requires(GIVE_RISK_OPINION)
@require_POST
def cycle_determine(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Determine own cause, or a classification."""
    kinds: dict[str, type[OwnCauseForm | ClassificationForm]] = {
        "own_cause": OwnCauseForm,
        "classification": ClassificationForm,
    }
    if kind not in kinds:
        raise Http404
    cycle = _as_shown(request, pk)
    form = kinds[kind](request.POST, auto_id=f"{kind}_%s")

    def act() -> None:
        _refuse_if_moved(request, cycle)
        actions.determine(
            actor_of(request), cycle, kind=form.kind, values=form.values, reason=form.cleaned_data["reason"]
        )

    said = _("认定已记录；重新计算并确认差异后计入结果。")
    return _done_or_again(request, cycle, form, act, done=said, name=f"{kind}_form")


@requires(VOTE)
@require_POST
def cycle_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Vote; once a round."""
    cycle = _as_shown(request, pk)
    form = VoteForm(request.POST, auto_id="vote_%s")

    def act() -> None:
        _refuse_if_moved(request, cycle)
        actions.vote(
            actor_of(request),
            cycle,
            choice=Choice(form.cleaned_data["choice"]),
            reason=form.cleaned_data["reason"],
        )

    return _done_or_again(request, cycle, form, act, done=_("表决已记录，不能再改。"), name="vote_form")


@requires(VERIFY, CHAIR, FILE)
@require_POST
def cycle_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a step back, with a reason."""
    cycle = _as_seen(request, pk)
    form = BackForm(request.POST, targets=BACK_TO.get(State(cycle.state), ()), auto_id="back_%s")
    return _done_or_again(
        request,
        cycle,
        form,
        lambda: actions.send_back(
            actor_of(request), cycle, State(form.cleaned_data["to"]), reason=form.cleaned_data["reason"]
        ),
        done=_("已退回。"),
        name="back_form",
    )


@requires(RUN_CYCLE)
@require_POST
def cycle_restate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a restatement of a closed cycle."""
    cycle = _as_seen(request, pk)
    form = ReasonForm(request.POST, auto_id="restate_%s")
    opened: list[Cycle] = []

    def act() -> None:
        reason = form.cleaned_data["reason"]
        opened.append(actions.open_restatement(actor_of(request), cycle, reason=reason))

    if attempt_form(request, form, act, done=_("已启动重述；原结果不变，两者并存。")):
        return redirect("cycle", opened[0].pk)
    return _again(request, pk, restate_form=form)


def _done_or_again(
    request: SignedInRequest,
    cycle: Cycle,
    form: forms.BaseForm,
    action: Callable[[], object],
    *,
    done: str,
    name: str,
) -> HttpResponse:
    """Back to the page when done; otherwise what was typed stays, and the page says at its top why not."""
    if attempt_form(request, form, action, done=done):
        return redirect("cycle", cycle.pk)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    if not form.non_field_errors():
        messages.error(request, _("没有提交：请补正下面标出的内容。"))
    return _again(request, cycle.pk, **{name: form})
