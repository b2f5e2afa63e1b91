"""Changes of managers: filed, posted, transferred, taken out of the sequence (§2) and back."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from bole.web.audit.chain import Actor, record
from bole.web.common.actions import OvertakenError, RefusedError, entitled, one_transaction
from bole.web.organisation.capabilities import EDIT_ORGANISATION
from bole.web.people.models import Manager, Posting, Unit, User

DAY = timedelta(days=1)


def create_manager(
    actor: Actor,
    *,
    code: str,
    name: str,
    hired_on: date,
    hire_type: str,
    unit: Unit,
    post: str,
    valid_from: date,
) -> Manager:
    """A new manager with a first posting; the user of the same name, if there is one, is theirs.

    Raises:
        RefusedError: not entitled over the unit, or the number is taken.
    """
    entitled(actor, EDIT_ORGANISATION, unit)
    if Manager.objects.filter(code__iexact=code).exists():
        raise RefusedError(_("工号“%(code)s”已有（不分大小写）。") % {"code": code})
    if valid_from < hired_on:
        raise RefusedError(_("任职不能早于入行日期 %(day)s。") % {"day": hired_on})
    with one_transaction():
        manager = Manager.objects.create(
            code=code,
            name=name,
            hired_on=hired_on,
            hire_type=hire_type,
            user=User.objects.filter(username=code, manager__isnull=True).first(),
        )
        Posting.objects.create(manager=manager, unit=unit, post=post, valid_from=valid_from)
        record(
            actor,
            "manager_created",
            subject=("manager", code),
            unit_path=unit.path,
            after={
                "name": name,
                "hired_on": str(hired_on),
                "hire_type": hire_type,
                "user": manager.user.get_username() if manager.user else None,
                "unit": unit.code,
                "post": post,
                "valid_from": str(valid_from),
            },
        )
    return manager


def transfer(
    actor: Actor, manager: Manager, *, unit: Unit, post: str, day: date, reason: str = ""
) -> Posting:
    """End the open posting on the day before, and begin the next on the day.

    Raises:
        RefusedError: not entitled over both units, no open posting, nothing would change, or the day
            is not after the beginning of the posting there is; someone else was first.
    """
    current = _current(manager)
    entitled(actor, EDIT_ORGANISATION, current.unit)
    entitled(actor, EDIT_ORGANISATION, unit)
    if (current.unit_id, current.post) == (unit.pk, post):
        raise RefusedError(_("单位和岗位都没有变化。"))
    if day <= current.valid_from:
        raise RefusedError(
            _("新任职须晚于现任职的开始日期 %(day)s；每一天只能有一个任职。") % {"day": current.valid_from}
        )
    with one_transaction():
        ended = Posting.objects.filter(
            pk=current.pk, valid_to__isnull=True, excluded_reason=current.excluded_reason
        ).update(valid_to=day - DAY)
        if ended != 1:
            raise OvertakenError(_("他人已先行办理，您的操作未生效；请刷新后查看。"))
        begun = Posting.objects.create(
            manager=manager,
            unit=unit,
            post=post,
            valid_from=day,
            excluded_reason=current.excluded_reason,
        )
        for path in sorted({current.unit.path, unit.path}):
            record(
                actor,
                "manager_transferred",
                subject=("manager", manager.code),
                unit_path=path,
                before={"unit": current.unit.code, "post": current.post},
                after={"unit": unit.code, "post": post, "valid_from": str(day)},
                reason=reason,
            )
    return begun


def set_exclusion(actor: Actor, manager: Manager, *, excluded_reason: str) -> None:
    """Take a manager out of the sequence, saying why; an empty reason brings them back (§2).

    Raises:
        RefusedError: not entitled over the unit, no open posting, nothing would change, or someone
            else was first.
    """
    current = _current(manager)
    entitled(actor, EDIT_ORGANISATION, current.unit)
    if current.excluded_reason == excluded_reason:
        raise RefusedError(_("没有变化。"))
    with one_transaction():
        same = Posting.objects.filter(pk=current.pk, excluded_reason=current.excluded_reason)
        if same.filter(valid_to__isnull=True).update(excluded_reason=excluded_reason) != 1:
            raise OvertakenError(_("他人已先行办理，您的操作未生效；请刷新后查看。"))
        record(
            actor,
            "manager_excluded" if excluded_reason else "manager_included",
            subject=("manager", manager.code),
            unit_path=current.unit.path,
            before={"excluded_reason": current.excluded_reason},
            after={"excluded_reason": excluded_reason},
            reason=excluded_reason,
        )


def _current(manager: Manager) -> Posting:
    current = manager.postings.select_related("unit").filter(valid_to__isnull=True).first()
    if current is None:
        raise RefusedError(_("该客户经理没有现任职。"))
    return current
