"""The steps of a cycle in the words of the tests, each through the one door."""

from collections.abc import Mapping
from typing import Any

from bole.web.audit.chain import Actor
from bole.web.common.procedure_acts import send_back as back
from bole.web.common.procedure_acts import take
from bole.web.cycles.acts.saying import Corrections
from bole.web.cycles.choices import AdjustmentKind, Choice, OpinionKind, State
from bole.web.cycles.models import Computation, Cycle, Objection, Opinion
from bole.web.cycles.steps import CYCLES
from bole.web.facts.models import FactsLoad
from bole.web.people.models import Manager, Unit


def act(actor: Actor, step: str, cycle: Cycle | None = None, **values: Any) -> Cycle:
    """Take a step; the cycle as it then is, or the one that was made."""
    subject = take(actor, CYCLES, step, cycle, **values).subject
    assert isinstance(subject, Cycle)
    return subject


def _now(cycle: Cycle) -> Cycle:
    """The cycle as pages show it to who adds something beside others."""
    return Cycle.objects.select_related("branch", "computation", "facts").get(pk=cycle.pk)


def open_cycle(actor: Actor, *, branch: Unit, period: str, policy: str) -> Cycle:
    return act(actor, "open", branch=branch, period=period, policy=policy)


def open_restatement(actor: Actor, cycle: Cycle, *, reason: str) -> Cycle:
    return act(actor, "restate", cycle, reason=reason)


def choose_facts(actor: Actor, cycle: Cycle, load: FactsLoad) -> Cycle:
    return act(actor, "facts", cycle, load=load)


def recompute(actor: Actor, cycle: Cycle) -> Computation:
    made = take(actor, CYCLES, "recompute", cycle).shown
    assert isinstance(made, Computation)
    return made


def settle_computation(actor: Actor, computation: Computation, *, accept: bool, reason: str = "") -> Cycle:
    step = "accept" if accept else "decline"
    return act(actor, step, computation.cycle, number=computation.number, reason=reason)


def give_opinion(
    actor: Actor, cycle: Cycle, *, kind: OpinionKind, unit: Unit | None, agrees: bool, text: str
) -> Opinion:
    values = {"agrees": agrees, "text": text, **({"unit": unit} if unit else {})}
    act(actor, f"{kind}_opinion", cycle, **values)
    return Opinion.objects.get(computation=cycle.computation, kind=kind, unit=unit)


def determine(
    actor: Actor, cycle: Cycle, *, kind: AdjustmentKind, values: Mapping[str, Any], reason: str
) -> Cycle:
    return act(actor, kind.value, cycle, **values, reason=reason)


def verify(actor: Actor, cycle: Cycle) -> Cycle:
    return act(actor, "verify", cycle)


def form_preliminary(actor: Actor, cycle: Cycle) -> Cycle:
    return act(actor, "preliminary", cycle)


def publish(actor: Actor, cycle: Cycle, **values: Any) -> Cycle:
    return act(actor, "publish", cycle, **values)


def end_notice(actor: Actor, cycle: Cycle) -> Cycle:
    return act(actor, "end_notice", cycle)


def object_to(actor: Actor, cycle: Cycle, *, manager: Manager, text: str, **values: Any) -> Objection:
    made = take(actor, CYCLES, "object", _now(cycle), manager=manager, text=text, **values).shown
    assert isinstance(made, Objection)
    return made


def answer_objection(
    actor: Actor, objection: Objection, *, uphold: bool, answer: str, corrections: Corrections = ()
) -> Objection:
    values = {"uphold": uphold, "answer": answer, "corrections": corrections}
    take(actor, CYCLES, "answer", _now(objection.cycle), objection=objection, **values)
    objection.refresh_from_db()
    return objection


def submit(actor: Actor, cycle: Cycle, **values: Any) -> Cycle:
    return act(actor, "submit", cycle, **values)


def vote(actor: Actor, cycle: Cycle, *, choice: Choice, reason: str = "") -> Cycle:
    return act(actor, "vote", cycle, choice=choice, reason=reason)


def decide(actor: Actor, cycle: Cycle) -> Cycle:
    return act(actor, "decide", cycle)


def file_with_hq(actor: Actor, cycle: Cycle) -> Cycle:
    return act(actor, "file", cycle)


def close(actor: Actor, cycle: Cycle) -> Cycle:
    return act(actor, "close", cycle)


def send_back(actor: Actor, cycle: Cycle, to: State, *, reason: str) -> Cycle:
    subject = back(actor, CYCLES, cycle, to, reason=reason).subject
    assert isinstance(subject, Cycle)
    return subject
