"""Verifying, forming the preliminary result and the public notice (§31)."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bole.policy.load import load_policy
from bole.web.audit.chain import Actor
from bole.web.base.working_days import add_working_days
from bole.web.common.actions import RefusedError, entitled, one_transaction
from bole.web.common.notifications import notify
from bole.web.cycles import guards
from bole.web.cycles.actions.moving import hold, move, put_on_record
from bole.web.cycles.actions.telling import page_of, said_of, tell_of_restart
from bole.web.cycles.capabilities import RUN_CYCLE, VERIFY
from bole.web.cycles.choices import State
from bole.web.cycles.models import Computation, Cycle, Result
from bole.web.people.models import User


def verify(actor: Actor, cycle: Cycle) -> Cycle:
    """The corporate department verifies figures and opinions: another person than chose the facts (§31)."""
    entitled(actor, VERIFY, cycle.branch)
    guards.in_state(cycle, State.MEASURED)
    guards.another_person(actor.user, cycle.facts_chosen_by, doing=_("核实"))
    guards.nothing_computing(cycle)
    guards.everything_applied(cycle)
    guards.opinions_complete(cycle)
    with one_transaction():
        return move(actor, cycle, State.VERIFIED, verified_by=actor.user)


def form_preliminary(actor: Actor, cycle: Cycle) -> Cycle:
    """Form the preliminary result from the verified figures and opinions (§31)."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.VERIFIED)
    with one_transaction():
        return move(actor, cycle, State.PRELIMINARY)


def publish(actor: Actor, cycle: Cycle, *, today: date | None = None) -> Cycle:
    """Put the preliminary results on public notice for the policy's working days (§31)."""
    entitled(actor, RUN_CYCLE, cycle.branch)
    guards.in_state(cycle, State.PRELIMINARY)
    first = today or timezone.localdate()
    last, _known = add_working_days(first, notice_days(cycle))
    with one_transaction():
        cycle = move(
            actor, cycle, State.ON_NOTICE, published_by=actor.user, notice_from=first, notice_to=last
        )
        people = Result.objects.filter(computation=cycle.computation, manager__user__isnull=False)
        users = User.objects.filter(pk__in=people.values("manager__user"))
        notify(
            users,
            gettext_noop("您的 %(period)s 考核结果已公示，异议请于 %(last)s 前（含当日）提出。"),
            url=page_of(cycle),
            **said_of(cycle, last),
        )
    return cycle


def notice_days(cycle: Cycle) -> int:
    """Working days of public notice, by the policy of the cycle."""
    return load_policy(cycle.policy_reference).policy.governance.notice.working_days


def end_notice(actor: Actor, cycle: Cycle) -> Cycle:
    """Let every notice of the cycle have run out yesterday, so that nobody need wait for it.

    Only in a demo bank: anywhere else the days of the notice are people's right to object (§31).
    """
    entitled(actor, RUN_CYCLE, cycle.branch)
    if not settings.BOLE_DEMO:
        raise RefusedError(_("只有演示银行可以让公示期提前届满。"))
    guards.in_state(cycle, State.ON_NOTICE)
    yesterday = timezone.localdate() - timedelta(days=1)
    with one_transaction():
        hold(cycle)
        put_on_record(actor, cycle, "notice_ended", after={"valid_to": yesterday.isoformat()})
        standing = Cycle.objects.filter(pk=cycle.pk), Result.objects.filter(computation=cycle.computation)
        for rows in standing:
            rows.filter(notice_to__gt=yesterday).update(
                notice_from=Least(F("notice_from"), Value(yesterday)), notice_to=yesterday
            )
    cycle.refresh_from_db()
    return cycle


def restart_notice(cycle: Cycle, computation: Computation) -> None:
    """A fresh notice for those whose result changed; running ones of the others go on."""
    first = timezone.localdate()
    last, _known = add_working_days(first, notice_days(cycle))
    changed = [entry["manager_id"] for entry in computation.differences]
    carried = Result.objects.filter(computation=cycle.computation, notice_to__isnull=False)
    for manager_id, start, end in carried.values_list("manager", "notice_from", "notice_to"):
        Result.objects.filter(computation=computation, manager=manager_id).update(
            notice_from=start, notice_to=end
        )
    affected = Result.objects.filter(computation=computation, manager__code__in=changed)
    affected.update(notice_from=first, notice_to=last)
    tell_of_restart(cycle, computation, codes=changed, last=last)
