"""From the committee to the files of head office (§31, §33)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.web.audit.chain import Actor
from bole.web.common.actions import NotEntitledError, RefusedError, entitled, one_transaction
from bole.web.common.notifications import notify
from bole.web.cycles import guards
from bole.web.cycles.actions.moving import hold, move, needs_reason, put_on_record
from bole.web.cycles.actions.returning import move_back
from bole.web.cycles.actions.telling import page_of, said_of
from bole.web.cycles.capabilities import CHAIR, FILE, RUN_CYCLE, VOTE
from bole.web.cycles.choices import Choice, State
from bole.web.cycles.models import Cycle, Decision, Vote


def submit(actor: Actor, cycle: Cycle, *, today: date | None = None) -> Cycle:
    """Submit to the branch committee, once every notice is over and every objection answered (§31)."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.ON_NOTICE)
    guards.nothing_computing(cycle)
    guards.everything_applied(cycle)
    guards.no_open_objections(cycle)
    guards.notice_over(cycle, today=today)
    with one_transaction():
        cycle = move(actor, cycle, State.SUBMITTED, submitted_by=actor.user)
        notify(
            guards.committee(cycle),
            gettext_noop("%(branch)s %(period)s 考核结果请审定。"),
            url=page_of(cycle),
            **said_of(cycle),
        )
    return cycle


def vote(actor: Actor, cycle: Cycle, *, choice: Choice, reason: str = "") -> Vote:
    """A committee member's vote; one a round, never changed; a vote against gives its reason."""
    entitled(actor, VOTE, cycle.branch)
    guards.in_state(cycle, State.SUBMITTED)
    guards.not_assessed_in(actor.user, cycle)
    if actor.user not in guards.committee(cycle):
        raise NotEntitledError(_("您不是该分行管理小组成员。"))
    if choice is Choice.REJECT:
        needs_reason(reason)
    with one_transaction():
        hold(cycle)
        given = Vote.objects.create(
            cycle=cycle,
            round=cycle.round,
            member=actor.user,
            choice=choice,
            reason=reason,
            voted_at=timezone.now(),
        )
        put_on_record(
            actor, cycle, "vote_given", after={"round": cycle.round, "choice": choice}, reason=reason
        )
    return given


def decide(actor: Actor, cycle: Cycle) -> Cycle:
    """The chair concludes the round: a quorum of more than half the members, a majority of yes over no.

    Without a majority the cycle stays with the committee's chair, who sends it back.
    """
    entitled(actor, CHAIR, cycle.branch)
    guards.in_state(cycle, State.SUBMITTED)
    guards.not_assessed_in(actor.user, cycle)
    guards.another_person(actor.user, cycle.submitted_by, cycle.verified_by, doing=_("审定"))
    members = len(guards.committee(cycle))
    quorum = members // 2 + 1
    with one_transaction():
        hold(cycle)
        votes = Vote.objects.filter(cycle=cycle, round=cycle.round)
        given = list(votes.values_list("choice", flat=True))
        if len(given) < quorum:
            raise RefusedError(
                _("表决人数 %(n)s 未达法定人数 %(quorum)s。") % {"n": len(given), "quorum": quorum}
            )
        in_favour, against = given.count(Choice.APPROVE), given.count(Choice.REJECT)
        approved = in_favour > against
        Decision.objects.create(
            cycle=cycle,
            round=cycle.round,
            approved=approved,
            members=members,
            votes=len(given),
            in_favour=in_favour,
            against=against,
            quorum=quorum,
            concluded_by=actor.user,
            concluded_at=timezone.now(),
        )
        if approved:
            return move(actor, cycle, State.DECIDED, decided_by=actor.user)
        reason = _("管理小组未通过（%(yes)s 比 %(no)s）。") % {"yes": in_favour, "no": against}
        return move_back(actor, cycle, State.MEASURED, reason=reason)


def file_with_hq(actor: Actor, cycle: Cycle) -> Cycle:
    """HQ takes the decided results on file (§33)."""
    entitled(actor, FILE, cycle.branch)
    guards.in_state(cycle, State.DECIDED)
    guards.another_person(actor.user, cycle.decided_by, doing=_("备案"))
    with one_transaction():
        return move(actor, cycle, State.FILED, filed_by=actor.user)


def close(actor: Actor, cycle: Cycle) -> Cycle:
    """Close: from here on nothing of the cycle changes; corrections are restatements."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.FILED)
    with one_transaction():
        return move(actor, cycle, State.CLOSED, closed_by=actor.user, closed_at=timezone.now())
