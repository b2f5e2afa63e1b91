"""Where a manager stands: the latest published result against this tier and the next, the year's trend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from bole.assess.explanation import Node, step_of
from bole.assess.words import Measured, PolicyWords
from bole.kernel.period import Period
from bole.kernel.units import Figure
from bole.policy.schema.conduct import QuarterPoints
from bole.web.base.languages import language, said
from bole.web.cycles.offers import Cycle, Result, State, selectors
from bole.web.facts.offers import Qualified, qualification_of
from bole.web.people.access import Access
from bole.web.policies.offers import words_of
from bole.web.results.breakdown import explanation_of

SCALE = 1000
"""A bar is this long."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator beside the standards of this tier and the next, in the units of the drawing."""

    name: str
    value: str
    length: int
    this: str
    this_at: int | None
    next: str
    next_at: int | None
    missing: str
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
    words: PolicyWords
    bars: Sequence[Bar]
    gaps: Sequence[Gap]
    rank_needed: str
    trend: Sequence[tuple[Cycle, Result]]
    demotion: QuarterPoints | None
    """From which error points in a quarter on the treatment is lower, if the policy says so."""
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
    words = words_of(cycle)
    explanation = explanation_of(cycle, result)
    year = cycle.period[:4]
    trend = [pair for pair in reversed(quarters) if pair[0].period[:4] == year]
    today = timezone.localdate()
    facts = result.computation.facts
    qualified = qualification_of(facts, result.manager.code, post=result.post, day=today)
    demotion = words.policy.consequences.quarter
    last = result.notice_to or cycle.notice_to
    open_until = last if cycle.state == State.ON_NOTICE and last is not None and today <= last else None
    return Standing(
        cycle=cycle,
        result=result,
        words=words,
        bars=bars_of(explanation, result, words),
        gaps=gaps_of(result, words),
        rank_needed=rank_needed(explanation, words),
        trend=trend,
        demotion=demotion,
        points_left=max(0, demotion.points - (result.quarter_points or 0)) if demotion else 0,
        qualified=qualified,
        qualified_rank=_rank(qualified.rank, words) if qualified else "",
        days_left=(qualified.valid_to - today).days if qualified else None,
        notice_to=open_until,
    )


def gaps_of(result: Result, words: PolicyWords) -> list[Gap]:
    """What is missing for the next tier, with what would close each gap."""
    return [
        Gap(
            name=said(measured.name),
            amount=measured.gap(entry["gap"], language()),
            ways=[
                (said(words.items[item].name), words.items[item].amount(amount, language()))
                for item, amount in entry["ways"].items()
                if item in words.items
            ],
        )
        for entry, measured in ((each, words.measured(each["indicator"])) for each in result.missing)
    ]


def rank_needed(explanation: Node, words: PolicyWords) -> str:
    """The rank whose qualification the next tier asks for, if it is missing."""
    distance = step_of(explanation, "distance")
    nearest = distance["steps"][0] if distance and distance.get("steps") else None
    rank = nearest["inputs"].get("rank_needed") if nearest else None
    return _rank(rank, words) if rank else ""


def _rank(rank: str, words: PolicyWords) -> str:
    return said(words.ranks[rank].name) if rank in words.ranks else rank


def bars_of(explanation: Node, result: Result, words: PolicyWords) -> list[Bar]:
    """The indicators of the post against this tier and the next."""
    performance = step_of(explanation, "performance")
    tiers = {s["inputs"]["tier"]: s for s in (performance or {}).get("steps", [])}
    this = _required(tiers.get(result.performance_tier or ""))
    following = _required(tiers.get(result.next_tier))
    missing = {entry["indicator"]: entry["gap"] for entry in result.missing}
    return [
        _bar(measured, result.measures.get(measured.id), this, following, missing)
        for measured in words.published
        if measured.id in this or measured.id in following
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
    measured: Measured,
    value: Figure | None,
    this: Mapping[str, Decimal],
    following: Mapping[str, Decimal],
    missing: Mapping[str, str],
) -> Bar:
    at_most = measured.holds_when == "at_most"
    here, there = this.get(measured.id), following.get(measured.id)
    known = [Decimal(n) for n in (value, here, there) if n is not None]
    whole = max(known, default=Decimal(0)) * Decimal("1.1") or Decimal(1)
    if measured.unit == "percent" and not at_most:
        whole = max(Decimal(1), *known)
    gap = missing.get(measured.id)
    return Bar(
        name=said(measured.name),
        value=measured.amount(value, language()),
        length=_length(value, whole) or 0,
        this=measured.amount(here, language()) if here is not None else "",
        this_at=_length(here, whole),
        next=measured.amount(there, language()) if there is not None else "",
        next_at=_length(there, whole),
        missing=measured.gap(gap, language()) if gap else "",
        at_most=at_most,
    )


def _length(value: Figure | None, whole: Decimal) -> int | None:
    if value is None:
        return None
    share = (Decimal(value) * SCALE / whole).quantize(Decimal(1), ROUND_HALF_UP)
    return min(SCALE, max(0, int(share)))
