"""Which tier the qualification allows (§4, §24-§26, §30, §34)."""

from collections.abc import Mapping
from datetime import date

import msgspec

from bole.grade.ladder import Ladder
from bole.grade.node import Node
from bole.kernel.people import ErrorPoint, Qualification
from bole.kernel.period import day_text
from bole.kernel.text import Text
from bole.kernel.units import Unit
from bole.policy.schema.qualification import Qualification as Rules

_UNITS: Mapping[str, Unit] = {"on_file": "records", "covering_last_day": "records"}


class QualifiedTier(msgspec.Struct, frozen=True, gc=False):
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
    rules: Rules,
) -> QualifiedTier:
    """The best tier of the best rank that a qualification of the post gives on the last day.

    Both ends of a qualification count (§25). A cancel on day d voids every qualification that
    began by d (§34). Without one, the post's unqualified tier, or none (§4).
    """
    cancelled_on = max(
        [p.date for p in error_points if p.outcome == "cancel" and p.date <= last_day], default=None
    )
    own = [q for q in qualifications if q.post == post]
    covering = [q for q in own if q.valid_from <= last_day <= q.valid_to]
    standing = [q for q in covering if cancelled_on is None or q.valid_from > cancelled_on]
    best = min(standing, key=lambda q: (ladder.rank_place(q.rank), q.valid_from, q.valid_to), default=None)
    tier = ladder.unqualified_tier if best is None else ladder.best_of_rank(best.rank)
    valid_to = day_text(best.valid_to) if best else None
    said = _said(ladder, best=best, valid_to=valid_to, tier=tier, voided=len(covering) - len(standing))
    node = Node(
        id="qualification",
        clause=rules.clause,
        text=said.zh,
        text_en=said.en,
        inputs={
            "on_file": len(own),
            "covering_last_day": len(covering),
            "cancelled_on": day_text(cancelled_on) if cancelled_on else None,
            "rank": best.rank if best else None,
            "kind": best.kind if best else None,
            "valid_from": day_text(best.valid_from) if best else None,
            "valid_to": valid_to,
        },
        value=tier,
        unit="tier",
        units=_UNITS,
    )
    return QualifiedTier(tier=tier, rank=best.rank if best else None, node=node)


def _said(
    ladder: Ladder, *, best: Qualification | None, valid_to: str | None, tier: str | None, voided: int
) -> Text:
    name = ladder.name(tier)
    if best is None:
        cause = Text("（资格已被取消）", " (cancelled)") if voided else Text("", "")
        return Text(
            f"期末日无有效资格{cause.zh}，最高为{name.zh}",
            f"No valid qualification on the last day{cause.en}: {name.en} at most",
        )
    rank = ladder.rank_names[best.rank]
    return Text(
        f"期末日持有{rank.zh}资格（至 {valid_to}），最高为{name.zh}",
        f"Qualified on the last day as: {rank.en} (until {valid_to}): {name.en} at most",
    )
