"""What a person may see of cycles and results; every page, export and attachment reads from here.

Three kinds of people: those entitled over the branch see the whole cycle; unit heads see their own
unit's part of their branch's cycle; managers see, from the public notice on, their own result and
the notice. Managers of the branch who were not assessed see the notice while it stands, and what
they objected to.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import Http404

from bole.assess.words import PolicyWords
from bole.web.cycles.capabilities import GIVE_UNIT_OPINION, OBJECT, RUN_CYCLE, SEE_CYCLES
from bole.web.cycles.choices import PUBLISHED, ObjectionState, State
from bole.web.cycles.models import Computation, Cycle, Objection, Opinion, Result, Step
from bole.web.facts.offers import FactsLoad, LoadState
from bole.web.people.access import ENTITLED, Access, paths_to
from bole.web.people.capabilities import SEE_MANAGERS, SEE_OWN
from bole.web.people.choices import UnitKind
from bole.web.people.models import Posting, Unit

LOADS_OFFERED = 30
"""How many deliveries there are to choose from."""


def visible_cycles(access: Access) -> QuerySet[Cycle]:
    """The cycles of which a person may see anything."""
    entitled = access.scope(SEE_CYCLES, "branch__path")
    below = Q(branch__in=_nearest_branches(_roles_at(access)))
    own = _published_to(access) if access.can(SEE_OWN) else Q(pk__in=[])
    return Cycle.objects.filter(entitled | below | own).select_related("branch", "computation", "facts")


def _published_to(access: Access) -> Q:
    """What managers see: where they were assessed, what they objected to, their branch's standing notice."""
    assessed = Result.objects.filter(manager__user=access.user).values("computation")
    objected = Objection.objects.filter(raised_by=access.user).values("cycle")
    here = _nearest_branches(_posted_at(access))
    noticed = Q(branch__in=here, state=State.ON_NOTICE)
    return Q(state__in=PUBLISHED) & (Q(computation__in=assessed) | Q(pk__in=objected) | noticed)


def works_in_branch(access: Access, branch: Unit) -> bool:
    """Whether a person works in a branch: as a manager, or in a role that sees something of its cycles."""
    posted = _posted_at(access) if access.can(OBJECT) else []
    return branch.pk in _nearest_branches([*posted, *_roles_at(access)])


def cycle_or_404(access: Access, pk: int) -> Cycle:
    """A cycle of which a person may see something."""
    cycle = visible_cycles(access).filter(pk=pk).first()
    if cycle is None:
        raise Http404
    return cycle


def sees_whole(access: Access, cycle: Cycle) -> bool:
    """Whether a person sees all of a cycle, not only their unit's or their own part."""
    return access.can(SEE_CYCLES, cycle.branch)


def visible_results(access: Access, cycle: Cycle | None = None) -> QuerySet[Result]:
    """The accepted results that a person may see in full: of one cycle, or of all."""
    own = Q(manager__user=access.user, computation__accepted_for__state__in=PUBLISHED)
    if not access.can(SEE_OWN):
        own = Q(pk__in=[])
    results = Result.objects.filter(access.scope(SEE_MANAGERS, "unit__path") | own)
    if cycle is not None:
        results = results.filter(computation=cycle.computation_id or 0)
    else:
        results = results.filter(computation__accepted_for__isnull=False)
    return results.select_related("manager", "unit")


def results_of_computation(access: Access, cycle: Cycle, number: int) -> tuple[Computation, QuerySet[Result]]:
    """A computation and its results, accepted or not, for those who run the cycle."""
    computation = cycle.computations.filter(number=number).first()
    if computation is None or not access.can(RUN_CYCLE, cycle.branch):
        raise Http404
    return computation, Result.objects.filter(computation=computation).select_related("manager", "unit")


def result_or_404(access: Access, cycle: Cycle, manager_id: int) -> Result:
    """One manager's accepted result of a cycle."""
    found = visible_results(access, cycle).filter(manager=manager_id).first()
    if found is None:
        raise Http404
    return found


def notice_results(access: Access, cycle: Cycle) -> QuerySet[Result]:
    """What stands on public notice: names and tiers of everyone, for everyone of the branch (§31)."""
    if cycle.state not in PUBLISHED and not sees_whole(access, cycle):
        raise Http404
    results = Result.objects.filter(computation=cycle.computation_id or 0)
    return results.select_related("manager", "unit")


def ranked(results: QuerySet[Result], words: PolicyWords) -> QuerySet[Result]:
    """To order by: the places of the tiers on the ladder, the highest first, and every published measure."""
    fields = {"tier_place": "treatment_tier", "reached_place": "performance_tier"}
    places = {
        name: Case(
            *(When(**{field: tier}, then=Value(place)) for place, tier in enumerate(words.tiers)),
            default=None,
            output_field=IntegerField(null=True),
        )
        for name, field in fields.items()
    }
    measures = {
        measure_place(place): Cast(
            KeyTextTransform(measured.id, "measures"), DecimalField(max_digits=30, decimal_places=6)
        )
        for place, measured in enumerate(words.published)
    }
    return results.alias(**places, **measures)


def measure_place(place: int) -> str:
    """By what a query of `ranked` is ordered by the indicator in this place among those published."""
    return f"measure_{place}"


def visible_objections(access: Access, cycle: Cycle) -> QuerySet[Objection]:
    """Objections: all for those who see the whole cycle, one's own and about oneself for others."""
    found = Objection.objects.filter(cycle=cycle).select_related("manager", "raised_by", "answered_by")
    if sees_whole(access, cycle):
        return found
    return found.filter(Q(raised_by=access.user) | Q(manager__user=access.user))


def objection_or_404(access: Access, cycle: Cycle, pk: int) -> Objection:
    """One objection that a person may read."""
    found = visible_objections(access, cycle).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def counted(cycles: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """The same cycles with how many results, objections and open objections each has, and the last step."""
    objections = Objection.objects.filter(cycle=OuterRef("pk")).order_by()
    return cycles.annotate(
        people=_number_of(Result.objects.filter(computation=OuterRef("computation")).order_by()),
        objected=_number_of(objections),
        unanswered=_number_of(objections.filter(state=ObjectionState.OPEN)),
        moved_at=Subquery(Step.objects.filter(cycle=OuterRef("pk")).order_by("-pk").values("taken_at")[:1]),
    )


def _number_of(rows: QuerySet[Any]) -> Subquery:
    """A count as a query of its own, so that several do not multiply each other's rows."""
    return Subquery(rows.annotate(number=Func("pk", function="COUNT")).values("number"), IntegerField())


def latest_of_each_branch(cycles: Iterable[Cycle]) -> list[Cycle]:
    """Of each branch and period the latest revision that has accepted results."""
    latest: dict[tuple[int, str], Cycle] = {}
    for cycle in cycles:
        key = (cycle.branch_id, cycle.period)
        if cycle.computation_id and (key not in latest or latest[key].revision < cycle.revision):
            latest[key] = cycle
    return list(latest.values())


def units_for_opinion(access: Access, cycle: Cycle) -> list[Unit]:
    """The units with a result, and without an opinion on it, for which a person may give the opinion."""
    if not access.can(GIVE_UNIT_OPINION):
        return []
    computation = cycle.computation_id or 0
    units = Result.objects.filter(computation=computation).values("unit")
    given = Opinion.objects.filter(computation=computation, unit__isnull=False).values("unit")
    return list(Unit.objects.filter(access.scope(GIVE_UNIT_OPINION), pk__in=units).exclude(pk__in=given))


def loads_for(cycle: Cycle) -> QuerySet[FactsLoad]:
    """Loaded facts of the branch, or of a unit above it; the latest first."""
    latest = FactsLoad.objects.filter(state=LoadState.LOADED, unit__path__in=paths_to(cycle.branch.path))
    offered = list(latest.order_by("-pk").values_list("pk", flat=True)[:LOADS_OFFERED])
    return FactsLoad.objects.filter(pk__in=offered).order_by("-pk")


def compared_with(cycle: Cycle) -> Computation | None:
    """The accepted computation that a new one is compared with."""
    return cycle.computation or (cycle.restates.computation if cycle.restates else None)


def branches_to_run(access: Access) -> QuerySet[Unit]:
    """The branches whose cycles a person runs."""
    kinds = (UnitKind.BRANCH, UnitKind.HEAD_OFFICE)
    return Unit.objects.filter(access.scope(RUN_CYCLE), kind__in=kinds)


def _posted_at(access: Access) -> list[str]:
    """Where a person is posted as a manager today; nowhere, for anyone else."""
    posted = Posting.objects.filter(manager__user=access.user, valid_to__isnull=True)
    return list(posted.values_list("unit__path", flat=True))


def _roles_at(access: Access) -> list[str]:
    """The units over which a person may see cycles or a part of them."""
    return [held.path for held in access.held if held.role in ENTITLED[SEE_CYCLES]]


def _nearest_branches(paths: Sequence[str]) -> list[int]:
    """The branch of each unit; of head office's own units, head office."""
    above = {prefix for path in paths for prefix in paths_to(path)}
    kinds = (UnitKind.BRANCH, UnitKind.HEAD_OFFICE)
    branches = list(Unit.objects.filter(path__in=above, kind__in=kinds)) if above else []
    nearest = (max((b for b in branches if p.startswith(b.path)), key=_depth, default=None) for p in paths)
    return [branch.pk for branch in nearest if branch is not None]


def _depth(unit: Unit) -> int:
    return len(unit.path)
