"""Which tier the qualification allows (§4, §24-§26, §30, §34)."""

from dataclasses import dataclass
from datetime import date

from bole.grade.ladder import Ladder
from bole.grade.node import Node
from bole.kernel.people import ErrorPoint, Qualification
from bole.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class QualifiedTier:
    """The best tier open to the qualification, before performance; `rank` is None without one."""

    tier: str | None
    rank: str | None
    node: Node


def qualified_tier(
    post: str,
    *,
    ladder: Ladder,
    qualifications: tuple[Qualification, ...],
    error_points: tuple[ErrorPoint, ...],
    last_day: date,
    policy: Policy,
) -> QualifiedTier:
    """The best tier of the best rank that a qualification of the post gives on the last day.

    Both ends of a qualification count (§25). A cancel on day d voids every qualification that
    began by d (§34). Without one, the post's unqualified tier, or none (§4).
    """
    cancelled_on = max(
        (p.date for p in error_points if p.outcome == "cancel" and p.date <= last_day), default=None
    )
    own = [q for q in qualifications if q.post == post]
    covering = [q for q in own if q.valid_from <= last_day <= q.valid_to]
    standing = [q for q in covering if cancelled_on is None or q.valid_from > cancelled_on]
    best = min(standing, key=lambda q: (ladder.rank_place(q.rank), q.valid_from, q.valid_to), default=None)
    tier = ladder.unqualified_tier if best is None else ladder.best_of_rank(best.rank)
    node = Node(
        id="qualification",
        clause=policy.qualification.clause,
        text=_text_zh(ladder, best=best, tier=tier, voided=len(covering) - len(standing)),
        text_en=_text_en(ladder, best=best, tier=tier, voided=len(covering) - len(standing)),
        inputs={
            "on_file": len(own),
            "covering_last_day": len(covering),
            "cancelled_on": cancelled_on.isoformat() if cancelled_on else None,
            "rank": best.rank if best else None,
            "kind": best.kind if best else None,
            "valid_from": best.valid_from.isoformat() if best else None,
            "valid_to": best.valid_to.isoformat() if best else None,
        },
        value=tier,
    )
    return QualifiedTier(tier=tier, rank=best.rank if best else None, node=node)


def _text_zh(ladder: Ladder, *, best: Qualification | None, tier: str | None, voided: int) -> str:
    cause = "（资格已被取消）" if voided else ""
    if best is None:
        return f"期末日无有效资格{cause}，最高为{ladder.name(tier).zh}"
    rank = ladder.rank_names[best.rank].zh
    return f"期末日持有{rank}资格（至 {best.valid_to.isoformat()}），最高为{ladder.name(tier).zh}"


def _text_en(ladder: Ladder, *, best: Qualification | None, tier: str | None, voided: int) -> str:
    cause = " (cancelled)" if voided else ""
    if best is None:
        return f"No valid qualification on the last day{cause}: {ladder.name(tier).en} at most"
    rank = ladder.rank_names[best.rank].en
    until = best.valid_to.isoformat()
    return f"Qualified on the last day as: {rank} (until {until}): {ladder.name(tier).en} at most"
