"""Telling people that it is their turn; they also find it on their home page."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from bole.web.audit.chain import Actor
from bole.web.common.notifications import notify
from bole.web.cycles.capabilities import (
    ANSWER_OBJECTION,
    FILE,
    GIVE_RISK_OPINION,
    GIVE_UNIT_OPINION,
    RUN_CYCLE,
    VERIFY,
)
from bole.web.cycles.choices import State
from bole.web.cycles.models import Computation, Cycle, Result
from bole.web.people.access import Capability, everyone_who
from bole.web.people.models import Unit, User

TURNS: Mapping[State, tuple[str, Capability]] = {
    State.VERIFIED: (gettext_noop("%(branch)s %(period)s 已核实，请形成初步结果。"), RUN_CYCLE),
    State.DECIDED: (gettext_noop("%(branch)s %(period)s 考核结果已审定，请收存备案。"), FILE),
    State.FILED: (gettext_noop("%(branch)s %(period)s 考核结果已备案，可以结束考核周期。"), RUN_CYCLE),
}
"""Whose turn it is once a cycle has come to a step, and what they are told."""

_OPINIONS = gettext_noop("%(branch)s %(period)s 已计量，请提出意见。")
_VERIFY = gettext_noop("%(branch)s %(period)s 各方意见齐备，请核实。")
_OBJECTION = gettext_noop("%(branch)s %(period)s 有新的异议，请答复。")
_BACK = gettext_noop("%(branch)s %(period)s 已退回，请查看理由。")
_RESTARTED = gettext_noop("您的 %(period)s 考核结果有变，重新公示，异议请于 %(last)s 前（含当日）提出。")


def tell_turn(actor: Actor, cycle: Cycle, state: State) -> None:
    """Tell those who act next now that the cycle has come to a step."""
    if state == State.MEASURED:
        tell_for_opinions(actor, cycle)
    elif state in TURNS:
        text, capability = TURNS[state]
        _tell(actor, cycle, text, everyone_who(capability, cycle.branch))


def tell_for_opinions(actor: Actor, cycle: Cycle) -> None:
    """Tell the units with results and the risk department that their opinion is asked for."""
    units = Unit.objects.filter(pk__in=Result.objects.filter(computation=cycle.computation).values("unit"))
    heads = everyone_who(GIVE_UNIT_OPINION, *units)
    _tell(actor, cycle, _OPINIONS, heads | everyone_who(GIVE_RISK_OPINION, cycle.branch))


def tell_to_verify(actor: Actor, cycle: Cycle) -> None:
    """Tell those who may verify: not who chose the facts."""
    checkers = everyone_who(VERIFY, cycle.branch)
    if cycle.facts_chosen_by is not None:
        checkers = checkers.exclude(pk=cycle.facts_chosen_by.pk)
    _tell(actor, cycle, _VERIFY, checkers)


def tell_of_objection(actor: Actor, cycle: Cycle) -> None:
    """Tell those who answer objections of a new one."""
    _tell(actor, cycle, _OBJECTION, everyone_who(ANSWER_OBJECTION, cycle.branch))


def tell_sent_back(actor: Actor, cycle: Cycle) -> None:
    """Tell those who run the cycle that a step was sent back."""
    _tell(actor, cycle, _BACK, everyone_who(RUN_CYCLE, cycle.branch))


def tell_of_restart(cycle: Cycle, computation: Computation, *, codes: list[str], last: date) -> None:
    """Tell the managers whose result changed that their notice begins anew."""
    people = User.objects.filter(manager__code__in=codes, manager__results__computation=computation)
    notify(people, _RESTARTED, url=page_of(cycle), **said_of(cycle, last))


def _tell(actor: Actor, cycle: Cycle, text: str, people: QuerySet[User]) -> None:
    others = people.exclude(pk=actor.user.pk) if actor.user is not None else people
    notify(others, text, url=page_of(cycle), **said_of(cycle))


def page_of(cycle: Cycle) -> str:
    """The address of a cycle, for notifications."""
    return reverse("cycle", args=[cycle.pk])


def said_of(cycle: Cycle, last: date | None = None) -> dict[str, str]:
    """What notifications about a cycle may name."""
    return {"branch": cycle.branch.name, "period": cycle.period, "last": last.isoformat() if last else ""}
