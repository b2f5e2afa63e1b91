"""Where a cycle stands on the track of §31, who must act now, and the one next step for this person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bole.web.common.actions import RefusedError
from bole.web.cycles import guards
from bole.web.cycles.capabilities import CHAIR, FILE, RUN_CYCLE, VERIFY
from bole.web.cycles.choices import ORDER, State
from bole.web.cycles.models import Cycle, Step
from bole.web.people.access import Access, Capability
from bole.web.people.choices import Role
from bole.web.people.models import User

LATE_AFTER = timedelta(days=14)
"""Ten working days without a holiday: a cycle that has stood longer on one step is late."""

WHO: Mapping[State, tuple[str | Promise, ...]] = {
    State.OPENED: (Role.CORPORATE_OFFICER.label,),
    State.FACTS_CHOSEN: (Role.CORPORATE_OFFICER.label,),
    State.MEASURED: (Role.UNIT_HEAD.label, Role.RISK_OFFICER.label, Role.CORPORATE_OFFICER.label),
    State.VERIFIED: (Role.CORPORATE_OFFICER.label,),
    State.PRELIMINARY: (Role.CORPORATE_OFFICER.label,),
    State.ON_NOTICE: (Role.MANAGER.label, Role.CORPORATE_OFFICER.label),
    State.SUBMITTED: (Role.COMMITTEE_MEMBER.label, Role.COMMITTEE_CHAIR.label),
    State.DECIDED: (Role.HQ_OFFICER.label,),
    State.FILED: (Role.CORPORATE_OFFICER.label,),
    State.CLOSED: (),
}
"""Who acts while a cycle stands in a state."""

SHORT: Mapping[State, str | Promise] = {
    State.OPENED: pgettext_lazy("step", "启动"),
    State.FACTS_CHOSEN: pgettext_lazy("step", "选定数据"),
    State.MEASURED: pgettext_lazy("step", "计量与意见"),
    State.VERIFIED: pgettext_lazy("step", "核实"),
    State.PRELIMINARY: pgettext_lazy("step", "初步结果"),
    State.ON_NOTICE: pgettext_lazy("step", "公示与异议"),
    State.SUBMITTED: pgettext_lazy("step", "管理小组审定"),
    State.DECIDED: pgettext_lazy("step", "审定通过"),
    State.FILED: pgettext_lazy("step", "总行备案"),
    State.CLOSED: pgettext_lazy("step", "结束"),
}
"""The track's headings."""


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One step on the track. `status`: done, current, late or ahead."""

    label: str | Promise
    status: str
    by: User | None
    on: date | None
    who: str


def track_of(cycle: Cycle, steps: list[Step]) -> list[TrackStep]:
    """Every step, with who took it and when; the latest time where it was taken again."""
    here = ORDER.index(State(cycle.state))
    taken = {step.to_state: step for step in steps}
    return [_track_step(cycle, state, place - here, taken.get(state)) for place, state in enumerate(ORDER)]


def _track_step(cycle: Cycle, state: State, ahead: int, step: Step | None) -> TrackStep:
    finished = state is State.CLOSED and ahead == 0
    status = "ahead" if ahead > 0 else "done" if ahead < 0 or finished else "current"
    if status == "current" and step is not None and is_late(cycle, step):
        status = "late"
    passed = step if ahead <= 0 else None
    return TrackStep(
        label=SHORT[state],
        status=status,
        by=passed.taken_by if passed else None,
        on=timezone.localdate(passed.taken_at) if passed else None,
        who=_("、").join(str(who) for who in WHO[state]) if ahead == 0 else "",
    )


def is_late(cycle: Cycle, step: Step) -> bool:
    """Whether a cycle has stood on its step for more than ten working days; a running notice is not late."""
    if cycle.state == State.CLOSED:
        return False
    if cycle.state == State.ON_NOTICE and cycle.notice_to and cycle.notice_to >= timezone.localdate():
        return False
    return timezone.now() - step.taken_at > LATE_AFTER


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step that a button takes: what it does, and what stands in its way."""

    name: str
    label: str | Promise
    consequences: str
    capability: Capability
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class _Button:
    name: str
    label: str | Promise
    consequences: str | Promise
    capability: Capability
    guards: tuple[Callable[[Cycle, User], None], ...] = ()


def _computed(cycle: Cycle, _user: User) -> None:
    guards.nothing_computing(cycle)
    guards.everything_applied(cycle)


def _opinions(cycle: Cycle, _user: User) -> None:
    guards.opinions_complete(cycle)


def _verifier(cycle: Cycle, user: User) -> None:
    guards.another_person(user, cycle.facts_chosen_by, doing=_("核实"))


def _objections(cycle: Cycle, _user: User) -> None:
    guards.no_open_objections(cycle)
    guards.notice_over(cycle)


def _decider(cycle: Cycle, user: User) -> None:
    guards.not_assessed_in(user, cycle)
    guards.another_person(user, cycle.submitted_by, cycle.verified_by, doing=_("审定"))
    quorum = len(guards.committee(cycle)) // 2 + 1
    given = cycle.votes.filter(round=cycle.round).count()
    if given < quorum:
        raise RefusedError(_("已有 %(n)s 人表决，须有 %(quorum)s 人。") % {"n": given, "quorum": quorum})


def _filer(cycle: Cycle, user: User) -> None:
    guards.another_person(user, cycle.decided_by, doing=_("备案"))


BUTTONS: Mapping[State, _Button] = {
    State.MEASURED: _Button(
        "verify",
        gettext_lazy("核实通过"),
        gettext_lazy("数据与各方意见经您核实；之后须退回才能再改意见或认定。"),
        VERIFY,
        (_computed, _opinions, _verifier),
    ),
    State.VERIFIED: _Button(
        "preliminary",
        gettext_lazy("形成初步结果"),
        gettext_lazy("综合数据、意见与检查情况形成初步结果，下一步为公示。"),
        RUN_CYCLE,
    ),
    State.PRELIMINARY: _Button("publish", gettext_lazy("公示"), "", RUN_CYCLE),
    State.ON_NOTICE: _Button(
        "submit",
        gettext_lazy("提交管理小组"),
        gettext_lazy("须公示期满、异议均已答复；提交后管理小组成员收到通知，开始表决。"),
        RUN_CYCLE,
        (_computed, _objections),
    ),
    State.SUBMITTED: _Button(
        "decide",
        gettext_lazy("宣布表决结果"),
        gettext_lazy("按已有表决得出结论：多数同意即审定通过，否则退回计量与意见；之后不能再表决。"),
        CHAIR,
        (_decider,),
    ),
    State.DECIDED: _Button(
        "file",
        gettext_lazy("收存备案"),
        gettext_lazy("总行收存审定结果，考核周期即可结束。"),
        FILE,
        (_filer,),
    ),
    State.FILED: _Button(
        "close",
        gettext_lazy("结束考核周期"),
        gettext_lazy("结束后任何人都不能再改；更正只能另行重述，与原结果并存。"),
        RUN_CYCLE,
    ),
}
"""The one button of each state."""


def next_step(
    access: Access, cycle: Cycle, publishing: Callable[[Cycle], str] = lambda _: ""
) -> NextStep | None:
    """The next step and its consequences, where this person may take it; with what stands in its way.

    `publishing`: says what publishing the cycle today would mean.
    """
    button = BUTTONS.get(State(cycle.state))
    if button is None or not access.can(button.capability, cycle.branch):
        return None
    obstacle = ""
    try:
        for guard in button.guards:
            guard(cycle, access.user)
    except RefusedError as refusal:
        obstacle = str(refusal)
    consequences = publishing(cycle) if button.name == "publish" else str(button.consequences)
    return NextStep(button.name, button.label, consequences, button.capability, obstacle)
