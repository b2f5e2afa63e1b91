"""Every action on a cycle against itself, and against those that would make it wrong."""

from collections.abc import Callable, Mapping
from functools import partial

from bole.web.cycles.choices import (
    AdjustmentKind,
    Choice,
    ComputationState,
    ObjectionState,
    OpinionKind,
    State,
)
from bole.web.cycles.models import Computation, Cycle, Objection
from bole.web.people.models import Manager, Unit
from tests.web import acting as actions
from tests.web import world as w
from tests.web.races.bank import (
    AFTER,
    DURING,
    PERIODS,
    make_computation,
    make_cycle,
    make_load,
    make_objection,
)
from tests.web.races.stage import Act, Scene

Action = Callable[[Cycle], object]


def seen(cycle: Cycle) -> Cycle:
    """The cycle as one more person sees it, on a page of their own."""
    return Cycle.objects.select_related("branch", "computation", "facts").get(pk=cycle.pk)


def both(cycle: Cycle, first: Action, second: Action | None = None) -> tuple[Act, Act]:
    """Two acts on the same cycle, each as its person sees it now."""
    return partial(first, seen(cycle)), partial(second or first, seen(cycle))


def stands(cycle: Cycle, *states: State, steps: int | None = None) -> list[str]:
    """Where the cycle must stand afterwards, and how many steps it must have taken."""
    now = seen(cycle)
    wrong = [] if now.state in states else [f"stands at {now.state}"]
    if steps is not None and now.steps.count() != steps:
        wrong.append(f"took {now.steps.count()} steps, expected {steps}")
    return wrong


def moving(state: State, to: State, act: Action) -> Scene:
    """One step, taken twice at once: taken once."""
    cycle = make_cycle(state)
    return Scene(*both(cycle, act), lambda: stands(cycle, to, steps=1))


def opening() -> Scene:
    period, branch = next(PERIODS), Unit.objects.get(code="B1")
    acts = [
        partial(actions.open_cycle, w.actor(name), branch=branch, period=period, policy=w.POLICY)
        for name in ("corporate1", "corporate2")
    ]

    def check() -> list[str]:
        found = Cycle.objects.filter(period=period).count()
        return [] if found == 1 else [f"{found} cycles"]

    return Scene(acts[0], acts[1], check)


def restating() -> Scene:
    cycle = make_cycle(State.CLOSED)
    acts = both(
        cycle,
        lambda c: actions.open_restatement(w.actor("corporate1"), c, reason="更正"),
        lambda c: actions.open_restatement(w.actor("corporate2"), c, reason="更正"),
    )
    return Scene(
        *acts,
        lambda: [] if Cycle.objects.filter(restates=cycle).count() == 1 else ["not restated once"],
    )


def choosing_facts() -> Scene:
    cycle, first, second = make_cycle(State.OPENED), make_load(), make_load()
    acts = both(
        cycle,
        lambda c: actions.choose_facts(w.actor("corporate1"), c, first),
        lambda c: actions.choose_facts(w.actor("corporate2"), c, second),
    )
    return Scene(*acts, lambda: stands(cycle, State.FACTS_CHOSEN, steps=1) + one_computation(cycle, 1))


def one_computation(cycle: Cycle, number: int) -> list[str]:
    """As many computations as there should be."""
    found = cycle.computations.count()
    return [] if found == number else [f"{found} computations, expected {number}"]


def recomputing() -> Scene:
    cycle = make_cycle(State.MEASURED)
    acts = both(
        cycle,
        lambda c: actions.recompute(w.actor("corporate1"), c),
        lambda c: actions.recompute(w.actor("corporate2"), c),
    )
    return Scene(*acts, lambda: one_computation(cycle, 2))


def recomputing_while_verifying() -> Scene:
    """A cycle verified with a computation under way could never be submitted."""
    cycle = make_cycle(State.MEASURED)
    acts = both(
        cycle,
        lambda c: actions.recompute(w.actor("corporate1"), c),
        lambda c: actions.verify(w.actor("corporate2"), c),
    )

    def check() -> list[str]:
        if seen(cycle).state == State.VERIFIED:
            return one_computation(cycle, 1)
        return one_computation(cycle, 2)

    return Scene(*acts, check)


def settling(*, second_accepts: bool) -> Scene:
    cycle = make_cycle(State.FACTS_CHOSEN)
    make_computation(cycle, ComputationState.DONE)

    def settle(name: str, accept: bool, c: Cycle) -> object:
        found = Computation.objects.select_related("cycle__branch", "cycle__computation").get(cycle=c)
        return actions.settle_computation(w.actor(name), found, accept=accept, reason="已看差异")

    acts = both(cycle, partial(settle, "corporate1", True), partial(settle, "corporate2", second_accepts))

    def check() -> list[str]:
        found = Computation.objects.get(cycle=cycle)
        accepted = found.state == ComputationState.ACCEPTED
        expected = State.MEASURED if accepted else State.FACTS_CHOSEN
        agree = (seen(cycle).computation_id == found.pk) == accepted
        return stands(cycle, expected) + ([] if agree else ["accepted and not in use"])

    return Scene(*acts, check)


def opining(kind: OpinionKind, name: str, unit: str | None) -> Scene:
    cycle = make_cycle(State.MEASURED, opinions=False)
    of = Unit.objects.get(code=unit) if unit else None

    def give(agrees: bool, c: Cycle) -> object:
        return actions.give_opinion(w.actor(name), c, kind=kind, unit=of, agrees=agrees, text="意见")

    def check() -> list[str]:
        return [] if cycle.opinions.count() == 1 else [f"{cycle.opinions.count()} opinions"]

    return Scene(*both(cycle, partial(give, True), partial(give, False)), check)


OWN_CAUSE = {"loan_id": "LM101", "manager_code": "M101", "day": DURING, "own_cause": True}


def determining_while_verifying() -> Scene:
    """Nothing is verified that leaves a determination out."""
    cycle = make_cycle(State.MEASURED)
    acts = both(
        cycle,
        lambda c: actions.determine(
            w.actor("risk1"), c, kind=AdjustmentKind.OWN_CAUSE, values=OWN_CAUSE, reason="认定"
        ),
        lambda c: actions.verify(w.actor("corporate2"), c),
    )

    def check() -> list[str]:
        if seen(cycle).state == State.VERIFIED and cycle.adjustments.exists():
            return ["verified without a determination that was made"]
        return []

    return Scene(*acts, check)


def answering(*, second_upholds: bool) -> Scene:
    cycle = make_cycle(State.ON_NOTICE)
    objection = make_objection(cycle)
    corrections = [(AdjustmentKind.OWN_CAUSE, OWN_CAUSE)]

    def answer(name: str, uphold: bool, c: Cycle) -> object:
        found = Objection.objects.select_related("cycle__branch", "manager").get(cycle=c)
        return actions.answer_objection(
            w.actor(name), found, uphold=uphold, answer="已核", corrections=corrections if uphold else ()
        )

    def check() -> list[str]:
        objection.refresh_from_db()
        upheld = objection.state == ObjectionState.UPHELD
        found = cycle.adjustments.count()
        return [] if found == (1 if upheld else 0) else [f"{found} corrections, upheld: {upheld}"]

    acts = both(cycle, partial(answer, "corporate1", True), partial(answer, "corporate2", second_upholds))
    return Scene(*acts, check)


def objecting_while_submitting() -> Scene:
    """Nothing reaches the committee with an open objection."""
    cycle = make_cycle(State.ON_NOTICE)
    acts = both(
        cycle,
        lambda c: actions.object_to(
            w.actor("manager1"), c, manager=Manager.objects.get(code="M101"), text="异议", today=DURING
        ),
        lambda c: actions.submit(w.actor("corporate1"), c, today=AFTER),
    )

    def check() -> list[str]:
        if seen(cycle).state == State.SUBMITTED and cycle.objections.exists():
            return ["submitted with an open objection"]
        return []

    return Scene(*acts, check)


def voting_twice() -> Scene:
    cycle = make_cycle(State.SUBMITTED)
    acts = both(
        cycle,
        lambda c: actions.vote(w.actor("committee1"), c, choice=Choice.APPROVE),
        lambda c: actions.vote(w.actor("committee1"), c, choice=Choice.REJECT, reason="不同意"),
    )
    return Scene(*acts, lambda: [] if cycle.votes.count() == 1 else [f"{cycle.votes.count()} votes"])


def voted(state: State = State.SUBMITTED) -> Cycle:
    cycle = make_cycle(state)
    for name in ("committee1", "chair1"):
        actions.vote(w.actor(name), seen(cycle), choice=Choice.APPROVE)
    return cycle


def deciding() -> Scene:
    cycle = voted()
    acts = both(cycle, lambda c: actions.decide(w.actor("chair1"), c))

    def check() -> list[str]:
        found = cycle.decisions.count()
        return stands(cycle, State.DECIDED, steps=1) + ([] if found == 1 else [f"{found} decisions"])

    return Scene(*acts, check)


def deciding_while_sending_back() -> Scene:
    cycle = voted()
    acts = both(
        cycle,
        lambda c: actions.decide(w.actor("chair1"), c),
        lambda c: actions.send_back(w.actor("chair1"), c, State.MEASURED, reason="再核"),
    )

    def check() -> list[str]:
        decided = seen(cycle).state == State.DECIDED
        agree = cycle.decisions.exists() == decided
        return stands(cycle, State.DECIDED, State.MEASURED, steps=1) + ([] if agree else ["undecided"])

    return Scene(*acts, check)


def voting_while_sending_back() -> Scene:
    cycle = make_cycle(State.SUBMITTED)
    acts = both(
        cycle,
        lambda c: actions.vote(w.actor("committee1"), c, choice=Choice.APPROVE),
        lambda c: actions.send_back(w.actor("chair1"), c, State.PRELIMINARY, reason="再核"),
    )

    def check() -> list[str]:
        back = seen(cycle).state == State.PRELIMINARY
        return ["a vote in a round that was over"] if back and cycle.votes.filter(round=2).exists() else []

    return Scene(*acts, check, one_wins=False)


def sending_back(state: State, to: State, name: str) -> Scene:
    cycle = make_cycle(state)
    acts = both(cycle, lambda c: actions.send_back(w.actor(name), c, to, reason="再核"))
    return Scene(*acts, lambda: stands(cycle, to, steps=1))


S = State
SCENES: Mapping[str, Callable[[], Scene]] = {
    "open": opening,
    "restate": restating,
    "choose facts": choosing_facts,
    "recompute": recomputing,
    "recompute, verify": recomputing_while_verifying,
    "accept twice": partial(settling, second_accepts=True),
    "accept, decline": partial(settling, second_accepts=False),
    "unit opinion": partial(opining, OpinionKind.UNIT, "head1", "B1S1"),
    "risk opinion": partial(opining, OpinionKind.RISK, "risk1", None),
    "determine, verify": determining_while_verifying,
    "verify": lambda: moving(S.MEASURED, S.VERIFIED, lambda c: actions.verify(w.actor("corporate2"), c)),
    "form preliminary": lambda: moving(
        S.VERIFIED, S.PRELIMINARY, lambda c: actions.form_preliminary(w.actor("corporate1"), c)
    ),
    "publish": lambda: moving(
        S.PRELIMINARY, S.ON_NOTICE, lambda c: actions.publish(w.actor("corporate1"), c, today=DURING)
    ),
    "uphold twice": partial(answering, second_upholds=True),
    "uphold, reject": partial(answering, second_upholds=False),
    "object, submit": objecting_while_submitting,
    "submit": lambda: moving(
        S.ON_NOTICE, S.SUBMITTED, lambda c: actions.submit(w.actor("corporate1"), c, today=AFTER)
    ),
    "vote twice": voting_twice,
    "vote, send back": voting_while_sending_back,
    "decide": deciding,
    "decide, send back": deciding_while_sending_back,
    "file": lambda: moving(S.DECIDED, S.FILED, lambda c: actions.file_with_hq(w.actor("hq1"), c)),
    "close": lambda: moving(S.FILED, S.CLOSED, lambda c: actions.close(w.actor("corporate1"), c)),
    "send back from verified": partial(sending_back, S.VERIFIED, S.MEASURED, "corporate1"),
    "send back from preliminary": partial(sending_back, S.PRELIMINARY, S.MEASURED, "corporate1"),
    "send back from committee": partial(sending_back, S.SUBMITTED, S.PRELIMINARY, "chair1"),
    "send back from HQ": partial(sending_back, S.DECIDED, S.SUBMITTED, "hq1"),
}
"""Every scene by name."""
