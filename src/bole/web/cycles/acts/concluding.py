"""The public notice, and what the committee decides (§15, §31)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import F, Value
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.web.audit.chain import Actor
from bole.web.base.working_days import add_working_days
from bole.web.common.door import Telling
from bole.web.common.procedure_acts import Effect, needs_reason
from bole.web.cycles import governed, guards
from bole.web.cycles.acts import said_of
from bole.web.cycles.choices import Choice, State
from bole.web.cycles.governed import notice_days
from bole.web.cycles.models import Computation, Cycle, Decision, Result, Vote
from bole.web.people.models import User


def publish(_actor: Actor, cycle: Cycle, *, today: date | None = None) -> Effect:
    """Put the preliminary results on public notice for the policy's working days (§31)."""
    first = today or timezone.localdate()
    last, _known = add_working_days(first, notice_days(cycle))
    return Effect(changes={"notice_from": first, "notice_to": last})


def publishing(cycle: Cycle) -> str:
    """What publishing today means, with a warning where the calendar is not published."""
    first, days = timezone.localdate(), notice_days(cycle)
    last, known = add_working_days(first, days)
    people = cycle.computation.results.count() if cycle.computation else 0
    said = _(
        "%(people)s 人的结果在分行内公示 %(days)s 个工作日，自 %(first)s 至 %(last)s；"
        "客户经理将收到通知，并可在此期间提出异议。"
    ) % {"people": people, "days": days, "first": first, "last": last}
    if not known:
        said += "\n" + _("注意：该年度的节假日安排尚未公布，工作日按周一至周五推算。")
    return said


def people_on_notice(cycle: Cycle) -> Iterable[User]:
    """The managers with a result who sign in."""
    people = Result.objects.filter(computation=cycle.computation, manager__user__isnull=False)
    return User.objects.filter(pk__in=people.values("manager__user"))


def unpublish(cycle: Cycle) -> Mapping[str, None]:
    """Sent back to before the notice: there is none any more."""
    Result.objects.filter(computation=cycle.computation).update(notice_from=None, notice_to=None)
    return {"notice_from": None, "notice_to": None}


def end_notice(_actor: Actor, cycle: Cycle) -> Effect:
    """Let every notice of the cycle have run out yesterday, so that nobody need wait for it."""
    yesterday = timezone.localdate() - timedelta(days=1)
    standing = Cycle.objects.filter(pk=cycle.pk), Result.objects.filter(computation=cycle.computation)
    for rows in standing:
        rows.filter(notice_to__gt=yesterday).update(
            notice_from=Least(F("notice_from"), Value(yesterday)), notice_to=yesterday
        )
    return Effect(after={"valid_to": yesterday})


def restart_notice(cycle: Cycle, computation: Computation) -> Sequence[Telling]:
    """A fresh notice for those whose result changed, who are told; running ones of the others go on."""
    first = timezone.localdate()
    last, _known = add_working_days(first, notice_days(cycle))
    changed = [entry["manager_id"] for entry in computation.differences]
    carried = Result.objects.filter(computation=cycle.computation, notice_to__isnull=False)
    for manager_id, start, end in carried.values_list("manager", "notice_from", "notice_to"):
        Result.objects.filter(computation=computation, manager=manager_id).update(
            notice_from=start, notice_to=end
        )
    affected = Result.objects.filter(computation=computation, manager__code__in=changed)
    affected.update(notice_from=first, notice_to=last)
    text = gettext_noop("您的 %(period)s 考核结果有变，重新公示，异议请于 %(last)s 前（含当日）提出。")
    people = User.objects.filter(pk__in=affected.values("manager__user"))
    params = {**said_of(cycle), "last": last.isoformat()}
    return [Telling(users=people, text=text, url=reverse("cycle", args=[cycle.pk]), params=params)]


def vote(actor: Actor, cycle: Cycle, *, choice: str, reason: str = "") -> Effect:
    """A committee member's vote; one a round, never changed; a vote against gives its reason."""
    if choice == Choice.REJECT:
        needs_reason(reason)
    Vote.objects.create(
        cycle=cycle,
        round=cycle.round,
        member=cast("User", actor.user),
        choice=choice,
        reason=reason,
        voted_at=timezone.now(),
    )
    return Effect(after={"round": cycle.round, "choice": choice}, reason=reason)


def decide(actor: Actor, cycle: Cycle) -> Effect:
    """The chair concludes the round, by the policy's quorum and majority.

    Without a majority the cycle goes back to where opinions are given.
    """
    voting, members = governed.voting_of(cycle), len(guards.committee(cycle))
    given = list(cycle.votes.filter(round=cycle.round).values_list("choice", flat=True))
    in_favour, against = given.count(Choice.APPROVE), given.count(Choice.REJECT)
    needed = governed.needed(voting, members=members, votes=len(given), against=against)
    approved = in_favour >= needed
    Decision.objects.create(
        cycle=cycle,
        round=cycle.round,
        approved=approved,
        members=members,
        votes=len(given),
        in_favour=in_favour,
        against=against,
        quorum=governed.quorum(voting, members=members),
        needed=needed,
        concluded_by=actor.user,
        concluded_at=timezone.now(),
    )
    if approved:
        return Effect()
    reason = _("管理小组未通过（%(yes)s 比 %(no)s）。") % {"yes": in_favour, "no": against}
    return Effect(to=State.MEASURED, reason=reason)


def deciding(cycle: Cycle) -> str:
    """What concluding the round means."""
    return _("按已有表决得出结论：%(rule)s即审定通过，否则退回计量与意见；之后不能再表决。") % {
        "rule": governed.majority(cycle)
    }


def new_round(_cycle: Cycle, _to: str) -> Mapping[str, Any]:
    """A cycle that is sent back is voted on anew."""
    return {"round": F("round") + 1}
