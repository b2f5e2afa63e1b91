"""Where a manager stands: the latest published result against this tier and the next, the year's trend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext

from bole.assess.explanation import Node
from bole.kernel.period import Period
from bole.web.cycles.offers import Cycle, Result, State, selectors
from bole.web.facts.offers import Qualified, qualification_of
from bole.web.people.access import Access
from bole.web.policies.offers import Words
from bole.web.results.breakdown import explanation_of, step_of

SCALE = 1000
"""A bar is this long."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator beside the standards of this tier and the next, in the units of the drawing."""

    indicator: str
    name: str
    value: str
    length: int
    this: str
    this_at: int | None
    next: str
    next_at: int | None
    missing: str
    holds: bool
    at_most: bool
    """A limit from above: shorter is better."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing still missing for the next tier, in words."""

    name: str
    amount: str
    ways: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """All of a manager's first page."""

    cycle: Cycle
    result: Result
    tier: str
    next_tier: str
    bars: Sequence[Bar]
    gaps: Sequence[Gap]
    rank_needed: str
    trend: Sequence[tuple[Cycle, Result]]
    points_from: int
    points_left: int
    qualified: Qualified | None
    qualified_rank: str
    days_left: int | None
    notice_to: date | None
    """The last day to object, while that is open."""


def own_results(access: Access) -> list[tuple[Cycle, Result]]:
    """One's own published results, the latest period first, only the last revision of each."""
    found = selectors.visible_results(access).filter(manager__user=access.user)
    results = list(found.select_related("computation__accepted_for__branch", "computation__facts"))
    latest: dict[str, tuple[Cycle, Result]] = {}
    for result in results:
        cycle = result.computation.accepted_for
        if cycle.period not in latest or latest[cycle.period][0].revision < cycle.revision:
            latest[cycle.period] = (cycle, result)
    return sorted(latest.values(), key=lambda pair: _when(pair[0]), reverse=True)


def _when(cycle: Cycle) -> tuple[date, bool]:
    period = Period.parse(cycle.period)
    return period.last_day, period.annual


def standing_of(results: Sequence[tuple[Cycle, Result]]) -> Standing | None:
    """The standing by the latest quarter's result (or the year's, where there is nothing else)."""
    quarters = [pair for pair in results if "Q" in pair[0].period]
    if not results:
        return None
    cycle, result = (quarters or list(results))[0]
    words = Words.of(cycle)
    explanation = explanation_of(cycle, result)
    year = cycle.period[:4]
    trend = [pair for pair in reversed(quarters) if pair[0].period[:4] == year]
    today = timezone.localdate()
    facts = result.computation.facts
    qualified = qualification_of(facts, result.manager.code, post=result.post, day=today)
    points = words.policy.policy.consequences.quarter.points
    last = result.notice_to or cycle.notice_to
    open_until = last if cycle.state == State.ON_NOTICE and last is not None and today <= last else None
    return Standing(
        cycle=cycle,
        result=result,
        tier=words.tier(result.treatment_tier),
        next_tier=words.tier(result.next_tier) if result.next_tier else "",
        bars=bars_of(explanation, result, words),
        gaps=gaps_of(result, words),
        rank_needed=rank_needed(explanation, words),
        trend=trend,
        points_from=points,
        points_left=max(0, points - (result.quarter_points or 0)),
        qualified=qualified,
        qualified_rank=words.ranks.get(qualified.rank, qualified.rank) if qualified else "",
        days_left=(qualified.valid_to - today).days if qualified else None,
        notice_to=open_until,
    )


def gaps_of(result: Result, words: Words) -> list[Gap]:
    """What is missing for the next tier, with what would close each gap."""
    names, items = words.indicators, words.items
    return [
        Gap(
            name=names.get(entry["indicator"], words_for_score(entry["indicator"])),
            amount=words.gap(entry["indicator"], entry["gap"]),
            ways=[
                (items[key], words.equivalent(key, value))
                for key, value in entry["ways"].items()
                if key in items
            ],
        )
        for entry in result.missing
    ]


def words_for_score(indicator: str) -> str:
    """The name of what is no indicator of the policy: the review's score."""
    return gettext("考评得分") if indicator == "score" else indicator


def rank_needed(explanation: Node, words: Words) -> str:
    """The rank whose qualification the next tier asks for, if it is missing."""
    distance = step_of(explanation, "distance")
    nearest = distance["steps"][0] if distance and distance.get("steps") else None
    rank = nearest["inputs"].get("rank_needed") if nearest else None
    return words.ranks.get(rank, rank) if rank else ""


def bars_of(explanation: Node, result: Result, words: Words) -> list[Bar]:
    """The indicators of the post against this tier and the next."""
    performance = step_of(explanation, "performance")
    tiers = {s["inputs"]["tier"]: s for s in (performance or {}).get("steps", [])}
    this = _required(tiers.get(result.performance_tier or ""))
    following = _required(tiers.get(result.next_tier))
    missing = {entry["indicator"]: entry for entry in result.missing}
    return [
        _bar(indicator, name, result, this, following, missing, words)
        for indicator, name in words.indicators.items()
        if indicator in this or indicator in following
    ]


def _required(tier: Node | None) -> dict[str, Decimal]:
    if tier is None:
        return {}
    return {
        step["id"].removeprefix("criterion."): Decimal(step["required"])
        for step in tier.get("steps", [])
        if step.get("required") is not None
    }


def _bar(
    indicator: str,
    name: str,
    result: Result,
    this: Mapping[str, Decimal],
    following: Mapping[str, Decimal],
    missing: Mapping[str, Mapping[str, str]],
    words: Words,
) -> Bar:
    value = getattr(result, indicator, None)
    at_most = indicator == "npl_ratio"
    here, there = this.get(indicator), following.get(indicator)
    known = [Decimal(n) for n in (value, here, there) if n is not None]
    whole = max(known, default=Decimal(0)) * Decimal("1.1") or Decimal(1)
    if indicator == "interest_collection_rate":
        whole = max(Decimal(1), *known)
    gap = missing.get(indicator)
    return Bar(
        indicator=indicator,
        name=name,
        value=words.amount(indicator, value),
        length=_length(value, whole) or 0,
        this=words.amount(indicator, here) if here is not None else "",
        this_at=_length(here, whole),
        next=words.amount(indicator, there) if there is not None else "",
        next_at=_length(there, whole),
        missing=words.gap(indicator, gap["gap"]) if gap else "",
        holds=gap is None,
        at_most=at_most,
    )


def _length(value: Decimal | int | None, whole: Decimal) -> int | None:
    if value is None:
        return None
    share = (Decimal(value) * SCALE / whole).quantize(Decimal(1), ROUND_HALF_UP)
    return min(SCALE, max(0, int(share)))
