"""The outcomes of a judgement: their order (contract), their words, which someone must look into."""

from dataclasses import dataclass

from bole.kernel.text import Text
from bole.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome; `attention`: someone should look into it, others are good news or only to be known."""

    id: str
    name: Text
    attention: bool = False


OUTCOMES: tuple[Outcome, ...] = (
    Outcome("annual_failed", Text("年度考核不合格", "annual assessment failed"), attention=True),
    Outcome("qualification_cancelled", Text("取消资格", "qualification cancelled"), attention=True),
    Outcome("transferred_out", Text("调离营销岗位", "transferred out of marketing"), attention=True),
    Outcome("newcomer_grace", Text("新入行宽限", "newcomer's grace")),
    Outcome("grace_started", Text("清收宽限期开始", "recovery grace period started"), attention=True),
    Outcome("in_grace", Text("清收宽限期内", "in recovery grace period"), attention=True),
    Outcome("grace_expired", Text("清收宽限期届满", "recovery grace period expired"), attention=True),
    Outcome(
        "grace_closed", Text("清收宽限期结束，恢复待遇", "recovery grace period closed, treatment resumed")
    ),
    Outcome("demoted_one_tier", Text("待遇下调一档", "treatment one tier lower"), attention=True),
)
"""Every outcome but the veteran grades, in the order in which they are listed."""


def outcomes_of(policy: Policy) -> dict[str, Outcome]:
    """Every outcome that can come out under a policy by its id, in order; the best veteran grade first."""
    earned = (
        Outcome(veteran_outcome(rung.id), Text(f"达到{rung.name.zh}条件", f"earned: {rung.name.en}"))
        for rung in (policy.veteran.rungs if policy.veteran else ())
    )
    return {outcome.id: outcome for outcome in (*OUTCOMES, *earned)}


def veteran_outcome(rung: str) -> str:
    """The outcome of having earned a veteran grade."""
    return f"veteran_{rung}"
