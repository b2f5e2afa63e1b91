"""Cycles in any state, made without computing anything: races are about who writes first."""

import itertools
from datetime import date
from decimal import Decimal

from django.utils import timezone

from bole.policy.load import load_policy
from bole.web.cycles.choices import ComputationState, OpinionKind, State
from bole.web.cycles.models import Computation, Cycle, Objection, Opinion, Result
from bole.web.facts.choices import LoadState, Source
from bole.web.facts.models import FactsLoad
from bole.web.people.models import Manager, Unit
from tests.web import world as w

PERIODS = (f"{year}Q{quarter}" for year in itertools.count(1700) for quarter in (1, 2, 3, 4))
"""A period of its own for every scene, so that no scene meets another's cycle."""

NOTICE = date(2025, 10, 13), date(2025, 10, 17)
DURING, AFTER = date(2025, 10, 15), date(2025, 11, 3)

AFTER_VERIFYING = (State.VERIFIED, State.PRELIMINARY, State.ON_NOTICE, State.SUBMITTED)


def make_load(state: LoadState = LoadState.LOADED) -> FactsLoad:
    """A delivery in a state, without files."""
    loaded = state == LoadState.LOADED
    return FactsLoad.objects.create(
        unit=Unit.objects.get(code="HQ"),
        source_kind=Source.UPLOAD,
        source_name="facts.zip",
        file_sha256="0" * 64,
        policy_id=w.POLICY,
        policy_version="2005-07-21",
        submitted_by=w.user("hq1"),
        submitted_at=timezone.now(),
        state=state,
        facts_sha256="1" * 64 if loaded else "",
    )


def make_cycle(state: State, *, opinions: bool = True, adjustments: int = 0) -> Cycle:
    """A cycle of B1 in a state, with accepted results of its managers from measuring on."""
    loaded = load_policy(w.POLICY)
    cycle = Cycle.objects.create(
        branch=Unit.objects.get(code="B1"),
        period=next(PERIODS),
        policy_reference=f"{loaded.id}@{loaded.version}",
        policy_sha256=loaded.sha256,
        opened_by=w.user("corporate1"),
        opened_at=timezone.now(),
    )
    if state == State.OPENED:
        return cycle
    cycle.facts = make_load()
    cycle.facts_chosen_by = w.user("corporate1")
    if state != State.FACTS_CHOSEN:
        cycle.computation = make_computation(cycle, ComputationState.ACCEPTED, adjustments=adjustments)
        if opinions:
            give_opinions(cycle)
    if state in AFTER_VERIFYING or state in {State.DECIDED, State.FILED, State.CLOSED}:
        cycle.verified_by = w.user("corporate2")
    if state in {State.ON_NOTICE, State.SUBMITTED, State.DECIDED, State.FILED, State.CLOSED}:
        cycle.published_by = w.user("corporate1")
        cycle.notice_from, cycle.notice_to = NOTICE
    if state in {State.SUBMITTED, State.DECIDED, State.FILED, State.CLOSED}:
        cycle.submitted_by = w.user("corporate1")
    if state in {State.DECIDED, State.FILED, State.CLOSED}:
        cycle.decided_by = w.user("chair1")
    if state in {State.FILED, State.CLOSED}:
        cycle.filed_by = w.user("hq1")
    cycle.state = state
    cycle.save()
    return cycle


def make_computation(
    cycle: Cycle, state: ComputationState, *, number: int = 1, adjustments: int = 0
) -> Computation:
    """A computation in a state, with a result for each manager of the branch."""
    assert cycle.facts is not None
    computation = Computation.objects.create(
        cycle=cycle,
        number=number,
        state=state,
        facts=cycle.facts,
        adjustments=[{}] * adjustments,
        requested_by=w.user("corporate1"),
        requested_at=timezone.now(),
    )
    for manager in Manager.objects.filter(postings__unit__path__startswith=cycle.branch.path):
        posting = manager.postings.get()
        Result.objects.create(
            computation=computation,
            manager=manager,
            unit=posting.unit,
            post=posting.post,
            measures={},
            year_points=0,
            bonus_deduction=Decimal(0),
            explanation_at=0,
            explanation_length=0,
        )
    return computation


def give_opinions(cycle: Cycle) -> None:
    """Every opinion that verifying needs."""
    assert cycle.computation is not None
    for kind, unit, name in (
        (OpinionKind.UNIT, "B1S1", "head1"),
        (OpinionKind.UNIT, "B1S2", "head2"),
        (OpinionKind.RISK, None, "risk1"),
    ):
        Opinion.objects.create(
            cycle=cycle,
            computation=cycle.computation,
            kind=kind,
            unit=Unit.objects.get(code=unit) if unit else None,
            agrees=True,
            text="同意",
            given_by=w.user(name),
            given_at=timezone.now(),
        )


def make_objection(cycle: Cycle) -> Objection:
    """An open objection of manager1."""
    return Objection.objects.create(
        cycle=cycle,
        manager=Manager.objects.get(code="M101"),
        text="异议",
        raised_by=w.user("manager1"),
        raised_at=timezone.now(),
    )
