"""What is asked of people in open cycles now: what the rows of `steps` ask, answered from one reading.

Everything is read for all cycles at once, so that a page asks the database no more often for many.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from bole.web.common.procedure_dues import Asked
from bole.web.cycles.choices import ComputationState, ObjectionState, OpinionKind, State
from bole.web.cycles.guards import PENDING
from bole.web.cycles.models import Adjustment, Computation, Cycle, Objection, Opinion, Result
from bole.web.cycles.selectors import counted, visible_cycles
from bole.web.people.access import Access
from bole.web.people.models import Unit

SHOWN = 60
"""How many open cycles a person is reminded of at once."""

ASKED, NOT_ASKED = (Asked(),), ()


def open_to(access: Access) -> Sequence[Cycle]:
    """The open cycles of which a person may see something."""
    return prepared(visible_cycles(access).exclude(state=State.CLOSED))


def prepared(cycles: QuerySet[Cycle]) -> Sequence[Cycle]:
    """Cycles with everything that is looked at below, and `since` when each has stood where it stands."""
    made = Adjustment.objects.filter(
        cycle__branch=OuterRef("branch"),
        cycle__period=OuterRef("period"),
        cycle__revision__lte=OuterRef("revision"),
    )
    unanswered = Objection.objects.filter(cycle=OuterRef("pk"), state=ObjectionState.OPEN).order_by()
    listed: list[Any] = list(
        counted(cycles)
        .annotate(
            determined=Subquery(made.order_by().values("cycle__period").annotate(n=Count("pk")).values("n")),
            first_open=Subquery(unanswered.values("cycle").annotate(n=Min("raised_at")).values("n")),
        )
        .prefetch_related(
            "votes",
            Prefetch("computations", Computation.objects.filter(state__in=PENDING), to_attr="waiting"),
            Prefetch(
                "computation__opinions",
                Opinion.objects.only("kind", "unit", "computation"),
                to_attr="given",
            ),
        )[:SHOWN]
    )
    units = _assessed_units(listed)
    for cycle in listed:
        cycle.assessed_units = units.get(cycle.computation_id, [])
        cycle.since = timezone.localdate(cycle.moved_at) if cycle.moved_at else None
    return listed


def _assessed_units(cycles: Iterable[Cycle]) -> dict[int, list[Unit]]:
    """The units with results, by computation, of cycles where opinions are asked for."""
    asking = [cycle.computation_id for cycle in cycles if cycle.state == State.MEASURED]
    if not asking:
        return {}
    found = Result.objects.filter(computation__in=asking).values_list("computation", "unit")
    pairs = list(found.distinct().order_by("computation", "unit__path"))
    units = Unit.objects.in_bulk({unit for _, unit in pairs})
    grouped: dict[int, list[Unit]] = {}
    for computation, unit in pairs:
        grouped.setdefault(computation, []).append(units[unit])
    return grouped


def _given(cycle: Any) -> Sequence[Opinion]:
    return cycle.computation.given if cycle.computation else ()


def without_facts(cycle: Any) -> Sequence[Asked]:
    """No facts have been chosen, or none that could be computed."""
    return NOT_ASKED if cycle.computation or cycle.waiting else ASKED


def computed(cycle: Any) -> Sequence[Asked]:
    """A computation waits for acceptance."""
    done = any(computation.state == ComputationState.DONE for computation in cycle.waiting)
    return ASKED if done else NOT_ASKED


def unapplied(cycle: Any) -> Sequence[Asked]:
    """Something was determined that is not in the accepted results, and nothing is being computed."""
    applied = len(cycle.computation.adjustments) if cycle.computation else 0
    waits = cycle.computation and not cycle.waiting and (cycle.determined or 0) > applied
    return ASKED if waits else NOT_ASKED


def units_without_opinion(cycle: Any) -> Sequence[Asked]:
    """Units with results that have not given their opinion, each for itself."""
    given = {opinion.unit_id for opinion in _given(cycle)}
    return [Asked(unit=unit) for unit in cycle.assessed_units if unit.pk not in given]


def without_risk_opinion(cycle: Any) -> Sequence[Asked]:
    """The risk department has not given its opinion."""
    given = any(opinion.kind == OpinionKind.RISK for opinion in _given(cycle))
    return NOT_ASKED if given else ASKED


def unanswered(cycle: Any) -> Sequence[Asked]:
    """Objections that nobody has answered."""
    return [Asked(n=cycle.unanswered)] if cycle.unanswered else NOT_ASKED


def first_objection(cycle: Any) -> date | None:
    """When the oldest of them was raised."""
    return timezone.localdate(cycle.first_open) if cycle.first_open else None


def notice_is_over(cycle: Any) -> Sequence[Asked]:
    """The notice has run out and every objection has been answered."""
    over = cycle.notice_to and cycle.notice_to < timezone.localdate() and not cycle.unanswered
    return ASKED if over else NOT_ASKED


def end_of_notice(cycle: Any) -> date | None:
    """The last day of the notice."""
    last: date | None = cycle.notice_to
    return last


def not_voted(cycle: Any) -> Sequence[Asked]:
    """Votes are given: not by those who have, in this round."""
    return [Asked(never=frozenset(_voters(cycle)))]


def somebody_voted(cycle: Any) -> Sequence[Asked]:
    """There is something to conclude."""
    return ASKED if _voters(cycle) else NOT_ASKED


def _voters(cycle: Any) -> list[int]:
    return [vote.member_id for vote in cycle.votes.all() if vote.round == cycle.round]
