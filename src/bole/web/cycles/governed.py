"""What the policy of a cycle says about its procedure: notice, votes, deadlines."""

from django.utils.translation import gettext as _

from bole.policy.problems import PolicyError
from bole.policy.schema.governance import Governance, Voting
from bole.policy.voting import majority_text, needed, quorum
from bole.web.base.languages import said
from bole.web.common.actions import RefusedError
from bole.web.common.procedure_dues import Deadline
from bole.web.cycles.models import Cycle
from bole.web.policies.offers import PolicyChangedError, words_of

__all__ = ["deadline", "majority", "needed", "notice_days", "quorum", "voting_of"]


def governance_of(cycle: Cycle) -> Governance:
    """The governance of the policy the cycle was opened under."""
    return words_of(cycle).policy.governance


def notice_days(cycle: Cycle) -> int:
    """Working days of public notice (§31); none where the policy asks for none."""
    notice = governance_of(cycle).notice
    return notice.working_days if notice else 0


def voting_of(cycle: Cycle) -> Voting:
    """How the committee decides (§15).

    Raises:
        RefusedError: the policy does not say.
    """
    voting = governance_of(cycle).voting
    if voting is None:
        raise RefusedError(_("制度未规定管理小组的法定人数和表决办法（governance.voting）。"))
    return voting


def majority(cycle: Cycle) -> str:
    """What carries a vote, in words; a dash where the policy does not say."""
    voting = governance_of(cycle).voting
    return said(majority_text(voting)) if voting else "—"


def deadline(cycle: Cycle, key: str) -> Deadline | None:
    """How long a step may take; none where the policy sets no time, or is no longer there."""
    try:
        deadlines = governance_of(cycle).deadlines
    except (PolicyError, PolicyChangedError):
        return None
    days: int | None = getattr(deadlines, key, None)
    if deadlines is None or days is None:
        return None
    return Deadline(days, deadlines.clause, f"governance.deadlines.{key}")
