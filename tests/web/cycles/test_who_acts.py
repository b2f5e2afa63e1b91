"""Who can do what to a cycle, tried by everyone with what would be valid: stated by hand, step by step.

Beside the people of both branches there are some that tables forget: an officer over a sub-branch only,
one over the whole bank, and somebody with a role in each branch.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bole.web.audit.models import Entry, Head
from bole.web.common.procedure_acts import take
from bole.web.cycles.choices import ComputationState, State
from bole.web.cycles.models import Cycle
from bole.web.cycles.steps import CYCLES
from bole.web.people.choices import Role
from bole.web.people.models import Grant, Manager, Unit, User
from tests.web import world as w
from tests.web.races.bank import make_computation, make_cycle, make_load, make_objection

S = State
Body = Mapping[str, Any]
Made = tuple[Cycle, Body]

MORE = {
    "whole_corporate": ((Role.CORPORATE_OFFICER, "HQ"),),
    "unit_corporate": ((Role.CORPORATE_OFFICER, "B1S1"),),
    "unit_risk": ((Role.RISK_OFFICER, "B1S1"),),
    "unit_committee": ((Role.COMMITTEE_MEMBER, "B1S1"),),
    "both": ((Role.UNIT_HEAD, "B1S1"), (Role.CORPORATE_OFFICER, "B2"), (Role.COMMITTEE_CHAIR, "B2")),
}
"""People with their roles, beside those of the world."""

CORPORATE = frozenset({"corporate1", "corporate2", "whole_corporate"})
RISK, HQ = frozenset({"risk1"}), frozenset({"hq1", "hq2"})
COMMITTEE = frozenset({"committee1", "committee2", "chair1"})
BRANCH = (
    CORPORATE
    | RISK
    | HQ
    | COMMITTEE
    | {"manager1", "manager2", "manager3", "head1", "head2", "hr1", "auditor1"}
    | {"unit_corporate", "unit_risk", "unit_committee", "both"}
)


def standing(state: State, **body: Any) -> Callable[[w.World], Made]:
    def make(_world: w.World) -> Made:
        return make_cycle(state, opinions=state != S.MEASURED), body

    return make


def with_facts(_world: w.World) -> Made:
    return make_cycle(S.OPENED), {"load": make_load().pk}


def computed(_world: w.World) -> Made:
    cycle = make_cycle(S.FACTS_CHOSEN)
    make_computation(cycle, ComputationState.DONE)
    return cycle, {"number": 1, "reason": "已看差异"}


def opinion(unit: str = "") -> Callable[[w.World], Made]:
    def make(_world: w.World) -> Made:
        named = {"unit": Unit.objects.get(code=unit).pk} if unit else {}
        return make_cycle(S.MEASURED, opinions=False), {**named, "agrees": "yes", "text": "同意"}

    return make


def determining(**body: str) -> Callable[[w.World], Made]:
    def make(world: w.World) -> Made:
        Cycle.objects.filter(pk=world.cycle.pk).update(state=S.MEASURED)
        return world.cycle, {"loan_id": "LM101", "day": "2025-09-30", "reason": "逾期", **body}

    return make


def measured(_world: w.World) -> Made:
    return make_cycle(S.MEASURED), {}


def voted(_world: w.World) -> Made:
    cycle = make_cycle(S.SUBMITTED)
    for name in ("committee1", "committee2"):
        take(w.actor(name), CYCLES, "vote", cycle, choice="approve")
    return cycle, {}


def on_notice(_world: w.World) -> Made:
    cycle = make_cycle(S.ON_NOTICE)
    Cycle.objects.filter(pk=cycle.pk).update(notice_to=timezone.localdate())
    return cycle, {}


def objected(world: w.World) -> Made:
    cycle, _ = on_notice(world)
    make_objection(cycle)
    return cycle, {"uphold": "no", "answer": "核对无误", "not_own_cause": ""}


def objecting(world: w.World) -> Made:
    return on_notice(world)[0], {"text": "有异议"}


STEPS: Mapping[str, tuple[str, Callable[[w.World], Made], frozenset[str]]] = {
    "facts": ("steps/facts/", with_facts, CORPORATE),
    "accept": ("steps/accept/", computed, CORPORATE),
    "decline": ("steps/decline/", computed, CORPORATE),
    "unit_opinion": ("steps/unit_opinion/", opinion("B1S1"), frozenset({"head1", "both"})),
    "unit_opinion of another": ("steps/unit_opinion/", opinion("B1S2"), frozenset({"head2"})),
    "unit_opinion elsewhere": ("steps/unit_opinion/", opinion("B2S1"), frozenset()),
    "risk_opinion": ("steps/risk_opinion/", opinion(), RISK),
    "own_cause": ("steps/own_cause/", determining(manager_code="M101", own_cause="yes"), RISK),
    "classification": ("steps/classification/", determining(classification="doubtful"), RISK),
    "verify": ("steps/verify/", measured, CORPORATE - {"corporate1"}),
    "recompute": ("steps/recompute/", measured, CORPORATE),
    "preliminary": ("steps/preliminary/", standing(S.VERIFIED), CORPORATE),
    "publish": ("steps/publish/", standing(S.PRELIMINARY), CORPORATE),
    "end_notice": ("steps/end_notice/", on_notice, CORPORATE),
    "submit": ("steps/submit/", standing(S.ON_NOTICE), CORPORATE),
    "vote": ("steps/vote/", standing(S.SUBMITTED, choice="approve"), COMMITTEE),
    "decide": ("steps/decide/", voted, frozenset({"chair1"})),
    "file": ("steps/file/", standing(S.DECIDED), HQ),
    "close": ("steps/close/", standing(S.FILED), CORPORATE),
    "restate": ("steps/restate/", standing(S.CLOSED, reason="更正"), CORPORATE),
    "back from verified": ("back/", standing(S.VERIFIED, to="measured", reason="再核"), CORPORATE),
    "back from preliminary": ("back/", standing(S.PRELIMINARY, to="measured", reason="再核"), CORPORATE),
    "back from the committee": (
        "back/",
        standing(S.SUBMITTED, to="preliminary", reason="再核"),
        frozenset({"chair1"}),
    ),
    "back from HQ": ("back/", standing(S.DECIDED, to="submitted", reason="再核"), HQ),
    "back from closed": ("back/", standing(S.CLOSED, to="filed", reason="再核"), frozenset()),
    "object": ("notice/{manager}/objection/", objecting, BRANCH),
    "answer": ("objections/{objection}/", objected, CORPORATE),
}
"""By what is done: the address, a cycle in which it can be done with what is sent, and who can."""


@pytest.fixture
def people(world: w.World) -> list[str]:
    """Everyone there is."""
    for name, roles in MORE.items():
        user = User.objects.create(username=name, password=w.UNUSABLE, display_name=name)
        for role, unit in roles:
            Grant.objects.create(user=user, role=role, unit=Unit.objects.get(code=unit), valid_from=w.SINCE)
    return [name for name, *_ in w.PEOPLE] + list(MORE)


def test_every_step_is_tried() -> None:
    tried = {name.split()[0] for name in STEPS}
    assert {step.name for step in CYCLES.steps} - {"open"} == tried - {"back"}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("htmx", [False, True], ids=["form", "htmx"])
@pytest.mark.parametrize("name", list(STEPS))
def test_only_who_is_entitled_can(
    world: w.World,
    people: list[str],
    client_of: Callable[[str], Client],
    settings: LazySettings,
    name: str,
    htmx: bool,
) -> None:
    settings.BOLE_DEMO = name == "end_notice"
    address, make, expected = STEPS[name]
    cycle, body = make(world)
    standing_objection = cycle.objections.first()
    path = address.format(
        manager=Manager.objects.get(code="M102").pk,
        objection=standing_objection.pk if standing_objection else 0,
    )
    headers = {"HX-Request": "true"} if htmx else {}
    before, did = Head.objects.get().number, set()

    for person in people:
        with undone():
            client_of(person).post(f"/cycles/{cycle.pk}/{path}", body, headers=headers)
            done = Entry.objects.filter(number__gt=before)
            if done.exists():
                did.add(person)
                assert {entry.unit_path for entry in done} == {cycle.branch.path}

    assert did == expected


def test_a_cycle_is_opened_by_the_departments_of_its_branch(
    world: w.World, people: list[str], client_of: Callable[[str], Client]
) -> None:
    body = {"branch": world.cycle.branch_id, "period": "2026Q2", "policy": w.POLICY}
    did = set()
    for person in people:
        with undone():
            client_of(person).post("/cycles/new/", body)
            if Cycle.objects.filter(period=body["period"]).exists():
                did.add(person)

    assert did == CORPORATE
