"""What the committee decides (§15, §31)."""

from collections.abc import Mapping
from typing import Any, cast

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor
from bole.web.common.procedure_acts import Effect, needs_reason
from bole.web.cycles import governed, guards
from bole.web.cycles.choices import Choice, State
from bole.web.cycles.models import Cycle, Decision, Vote
from bole.web.people.models import User


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
