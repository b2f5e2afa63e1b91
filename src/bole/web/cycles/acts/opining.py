"""What units and the risk department say and determine about measured results (§29, §31)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.utils import timezone

from bole.web.audit.chain import Actor
from bole.web.common.door import Values, plain
from bole.web.common.procedure_acts import Effect
from bole.web.cycles import guards
from bole.web.cycles.capabilities import GIVE_RISK_OPINION, GIVE_UNIT_OPINION, VERIFY
from bole.web.cycles.choices import AdjustmentKind, OpinionKind
from bole.web.cycles.models import Adjustment, Computation, Cycle, Opinion, Result
from bole.web.people.access import everyone_who
from bole.web.people.models import Unit, User


def unit_asked(_cycle: Cycle, values: Values) -> Sequence[Unit]:
    """The unit whose opinion it is."""
    return (values["unit"],)


def unit_opinion(actor: Actor, cycle: Cycle, *, unit: Unit, agrees: bool, text: str) -> Effect:
    """A unit's opinion on the accepted computation (§31)."""
    return _opinion(actor, cycle, OpinionKind.UNIT, unit, agrees=agrees, text=text)


def risk_opinion(actor: Actor, cycle: Cycle, *, agrees: bool, text: str) -> Effect:
    """The risk department's opinion on the accepted computation (§31)."""
    return _opinion(actor, cycle, OpinionKind.RISK, None, agrees=agrees, text=text)


def _opinion(
    actor: Actor, cycle: Cycle, kind: OpinionKind, unit: Unit | None, *, agrees: bool, text: str
) -> Effect:
    Opinion.objects.create(
        cycle=cycle,
        computation=cast("Computation", cycle.computation),
        kind=kind,
        unit=unit,
        agrees=agrees,
        text=text,
        given_by=actor.user,
        given_at=timezone.now(),
    )
    return Effect(after={"kind": kind, "unit": unit, "agrees": agrees})


def asked_for_opinions(cycle: Cycle) -> Iterable[User]:
    """The units with results, and the risk department."""
    units = Unit.objects.filter(pk__in=Result.objects.filter(computation=cycle.computation).values("unit"))
    return everyone_who(GIVE_UNIT_OPINION, *units) | everyone_who(GIVE_RISK_OPINION, cycle.branch)


def asked_to_verify(cycle: Cycle) -> Iterable[User]:
    """Once every opinion is there, those who may verify: not who chose the facts."""
    if guards.missing_opinions(cycle):
        return ()
    return everyone_who(VERIFY, cycle.branch).filter(~Q(pk=cycle.facts_chosen_by_id))


def own_cause(actor: Actor, cycle: Cycle, **values: Any) -> Effect:
    """Whether a loan went bad by the manager's own cause (§29)."""
    return Effect(after=adjust(actor, cycle, AdjustmentKind.OWN_CAUSE, **values))


def classification(actor: Actor, cycle: Cycle, **values: Any) -> Effect:
    """A loan's classification from a day on (§31)."""
    return Effect(after=adjust(actor, cycle, AdjustmentKind.CLASSIFICATION, **values))


def adjust(actor: Actor, cycle: Cycle, kind: AdjustmentKind, **values: Any) -> dict[str, Any]:
    """Keep a determination, which the next computation applies; as it goes on record."""
    made = Adjustment.objects.create(
        cycle=cycle, kind=kind, made_by=actor.user, made_at=timezone.now(), **values
    )
    document: dict[str, Any] = plain(adjustment_document(made))
    return document


def adjustment_document(adjustment: Adjustment) -> dict[str, Any]:
    """An adjustment in the form in which a computation keeps it."""
    names = ("kind", "loan_id", "own_cause", "classification", "item", "occurrences", "outcome")
    day: date = adjustment.day
    said = {"manager_id": adjustment.manager_code, "day": day.isoformat()}
    return {**{name: getattr(adjustment, name) for name in names}, **said}
