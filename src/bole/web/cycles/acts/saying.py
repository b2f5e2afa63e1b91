"""What units, the risk department and people on notice say, and what is determined (§29, §31)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.web.audit.chain import Actor
from bole.web.common.actions import OvertakenError
from bole.web.common.documents import Document, keep_document
from bole.web.common.door import Telling, Values, plain
from bole.web.common.procedure_acts import Effect
from bole.web.cycles import guards
from bole.web.cycles.acts import put_on_record, said_of
from bole.web.cycles.capabilities import GIVE_RISK_OPINION, GIVE_UNIT_OPINION, VERIFY
from bole.web.cycles.choices import AdjustmentKind, ObjectionState, OpinionKind
from bole.web.cycles.models import Adjustment, Computation, Cycle, Objection, Result
from bole.web.people.access import everyone_who
from bole.web.people.models import Manager, Unit, User


def unit_asked(_cycle: Cycle, values: Values) -> Sequence[Unit]:
    """The unit whose opinion it is."""
    return (values["unit"],)


def opinion(actor: Actor, cycle: Cycle, *, agrees: bool, text: str, unit: Unit | None = None) -> Effect:
    """The opinion of a unit, or of the risk department, on the accepted computation (§31)."""
    kind = OpinionKind.UNIT if unit else OpinionKind.RISK
    cycle.opinions.create(
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


def determine(actor: Actor, cycle: Cycle, **values: Any) -> Effect:
    """Whether a loan went bad by the manager's own cause (§29), or its classification from a day on (§31)."""
    kind = AdjustmentKind.CLASSIFICATION if "classification" in values else AdjustmentKind.OWN_CAUSE
    return Effect(after=adjust(actor, cycle, kind, **values))


def adjust(actor: Actor, cycle: Cycle, kind: AdjustmentKind, **values: Any) -> dict[str, Any]:
    """Keep a determination, which the next computation applies; as it goes on record."""
    made = cycle.adjustments.create(kind=kind, made_by=actor.user, made_at=timezone.now(), **values)
    document: dict[str, Any] = plain(adjustment_document(made))
    return document


def adjustment_document(adjustment: Adjustment) -> dict[str, Any]:
    """An adjustment in the form in which a computation keeps it."""
    names = ("kind", "loan_id", "own_cause", "classification", "item", "occurrences", "outcome")
    day: date = adjustment.day
    said = {"manager_id": adjustment.manager_code, "day": day.isoformat()}
    return {**{name: getattr(adjustment, name) for name in names}, **said}


Corrections = Iterable[tuple[AdjustmentKind, Mapping[str, Any]]]


def object_to(
    actor: Actor,
    cycle: Cycle,
    *,
    manager: Manager,
    text: str,
    attachment: Document | None = None,
    today: date | None = None,
) -> Effect:
    """An objection to a result on notice: by the manager, or by a colleague of the branch, named (§31)."""
    del today  # a guard looks at it
    objection = Objection.objects.create(
        cycle=cycle, manager=manager, text=text, raised_by=actor.user, raised_at=timezone.now()
    )
    if attachment is not None:
        objection.attachment_name, objection.attachment_path = keep_document(
            "objections", objection.pk, attachment
        )
        objection.save(update_fields=["attachment_name", "attachment_path"])
    return Effect(after={"manager": manager}, shown=objection)


def answer(
    actor: Actor,
    cycle: Cycle,
    *,
    objection: Objection,
    uphold: bool,
    answer: str,
    corrections: Corrections = (),
) -> Effect:
    """Answer with a reason; an upheld one makes its corrections, which the next computation applies.

    Where the delivered facts themselves are wrong, uphold without corrections and choose a new load.
    """
    answered = Objection.objects.filter(pk=objection.pk, cycle=cycle, state=ObjectionState.OPEN).update(
        state=ObjectionState.UPHELD if uphold else ObjectionState.REJECTED,
        answer=answer,
        answered_by=actor.user,
        answered_at=timezone.now(),
    )
    if answered != 1:
        raise OvertakenError(_("该异议已由他人答复。"))
    for kind, values in corrections if uphold else ():
        guards.in_the_facts(actor, cycle, values)
        after = adjust(actor, cycle, kind, **values, reason=answer, objection=objection)
        put_on_record(actor, cycle, "determination_made", after=after, reason=answer)
    told = Telling(
        users=[objection.raised_by] if objection.raised_by else [],
        text=gettext_noop("您对 %(period)s 考核结果的异议已答复。"),
        url=reverse("cycle", args=[cycle.pk]),
        params=said_of(cycle),
    )
    return Effect(after={"objection": objection.pk, "upheld": uphold}, told=[told])
