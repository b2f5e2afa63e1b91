"""Objections to results on notice, and their answers (§31)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.web.audit.chain import Actor
from bole.web.common.actions import NotEntitledError, OvertakenError, RefusedError, entitled, one_transaction
from bole.web.common.notifications import notify
from bole.web.cycles import guards
from bole.web.cycles.actions.moving import hold, needs_reason, put_on_record
from bole.web.cycles.actions.opining import adjust
from bole.web.cycles.actions.telling import page_of, said_of, tell_of_objection
from bole.web.cycles.attachments import Attachment, keep_attachment
from bole.web.cycles.capabilities import ANSWER_OBJECTION, OBJECT, SEE_CYCLES
from bole.web.cycles.choices import AdjustmentKind, ObjectionState, State
from bole.web.cycles.models import Cycle, Objection, Result
from bole.web.cycles.selectors import works_in_branch
from bole.web.people.access import access_of
from bole.web.people.models import Manager


def object_to(
    actor: Actor,
    cycle: Cycle,
    *,
    manager: Manager,
    text: str,
    attachment: Attachment | None = None,
    today: date | None = None,
) -> Objection:
    """An objection to a result on notice: by the manager, or by a colleague of the branch, named (§31)."""
    own = actor.user is not None and manager.user_id == actor.user.pk
    if own:
        entitled(actor, OBJECT)
    else:
        _colleague(actor, cycle)
    guards.in_state(cycle, State.ON_NOTICE)
    result = Result.objects.filter(computation=cycle.computation, manager=manager).first()
    if result is None:
        raise NotEntitledError(_("该客户经理不在此次考核之列。"))
    last = result.notice_to or cycle.notice_to
    if last is None or (today or timezone.localdate()) > last:
        raise RefusedError(_("公示期已于 %(last)s 届满。") % {"last": last})
    needs_reason(text)
    with one_transaction():
        hold(cycle)
        objection = Objection.objects.create(
            cycle=cycle, manager=manager, text=text, raised_by=actor.user, raised_at=timezone.now()
        )
        if attachment is not None:
            objection.attachment_name, objection.attachment_path = keep_attachment(objection.pk, attachment)
            objection.save(update_fields=["attachment_name", "attachment_path"])
        put_on_record(actor, cycle, "objection_raised", after={"manager": manager.code}, reason=text)
        tell_of_objection(actor, cycle)
    return objection


def answer_objection(
    actor: Actor,
    objection: Objection,
    *,
    uphold: bool,
    answer: str,
    corrections: Iterable[tuple[AdjustmentKind, Mapping[str, Any]]] = (),
) -> Objection:
    """Answer with a reason; an upheld one makes its corrections, which the next computation applies.

    Where the delivered facts themselves are wrong, uphold without corrections and choose a new load.
    """
    cycle = objection.cycle
    entitled(actor, ANSWER_OBJECTION, cycle.branch)
    guards.in_state(cycle, State.ON_NOTICE)
    guards.another_person(actor.user, objection.raised_by, doing=_("答复异议"))
    guards.not_ones_own(actor.user, objection.manager)
    needs_reason(answer)
    with one_transaction():
        answered = Objection.objects.filter(pk=objection.pk, state=ObjectionState.OPEN).update(
            state=ObjectionState.UPHELD if uphold else ObjectionState.REJECTED,
            answer=answer,
            answered_by=actor.user,
            answered_at=timezone.now(),
        )
        if answered != 1:
            raise OvertakenError(_("该异议已由他人答复。"))
        if uphold:
            for kind, values in corrections:
                adjust(actor, cycle, kind=kind, values=values, reason=answer, objection=objection)
        after = {"objection": objection.pk, "upheld": uphold}
        put_on_record(actor, cycle, "objection_answered", after=after, reason=answer)
        if objection.raised_by is not None:
            notify(
                [objection.raised_by],
                gettext_noop("您对 %(period)s 考核结果的异议已答复。"),
                url=page_of(cycle),
                **said_of(cycle),
            )
    objection.refresh_from_db()
    return objection


def _colleague(actor: Actor, cycle: Cycle) -> None:
    """Someone of the same branch, who signs with their name."""
    user = actor.user
    if user is None or not user.is_active or not works_in_branch(access_of(user), cycle.branch):
        entitled(actor, SEE_CYCLES, cycle.branch)
