"""Objections to results on notice, and their answers (§31)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.web.audit.chain import Actor
from bole.web.common.actions import OvertakenError
from bole.web.common.documents import Document, keep_document
from bole.web.common.door import Telling
from bole.web.common.procedure_acts import Effect
from bole.web.cycles import guards
from bole.web.cycles.acts import put_on_record, said_of
from bole.web.cycles.acts.opining import adjust
from bole.web.cycles.choices import AdjustmentKind, ObjectionState
from bole.web.cycles.models import Cycle, Objection
from bole.web.people.models import Manager

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
