"""Acts that need no function of their own: create, change, withdraw."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bole.web.audit.chain import Actor
from bole.web.common.actions import RefusedError
from bole.web.common.door import Done, Guard, Label, Telling, Values
from bole.web.common.register.declared import Ask, RegisterAct
from bole.web.people.access import Capability

NEW, CHANGE, WITHDRAW = _("新建"), _("修改"), _("撤回")
MADE, CHANGED, WITHDRAWN = _("已建立。"), _("已修改。"), _("已撤回。")
STAYS = _("记录仍在，标为已撤回，不再计入。")

Tell = Callable[[Actor, Any], Sequence[Telling]]
"""Whom to tell of what was done to a record."""


def _nobody(_actor: Actor, _record: Any) -> Sequence[Telling]:
    return ()


def create(
    model: type[Model],
    *,
    can: Capability,
    fields: Sequence[str | Ask],
    told: Tell = _nobody,
    by: str = "",
    label: Label = NEW,
    done: Label = MADE,
    **more: Any,
) -> RegisterAct:
    """Make a record from what was typed; `by` is the field that keeps who did."""

    def do(actor: Actor, **values: Any) -> Done:
        many = {field.name for field in model._meta.many_to_many}  # noqa: SLF001
        stored = {name: value for name, value in values.items() if name not in many}
        record: Any = model(**stored, **({by: actor.user} if by else {}))
        _keep(record)
        for name in many & values.keys():
            getattr(record, name).set(values[name])
        return Done(subject=record, after=values, told=told(actor, record))

    return RegisterAct(
        name="create", makes=True, label=label, can=can, fields=fields, do=do, done=done, primary=True, **more
    )


def change(
    *,
    can: Capability,
    fields: Sequence[str | Ask],
    when: Sequence[Guard] = (),
    told: Tell = _nobody,
    name: str = "change",
    label: Label = CHANGE,
    done: Label = CHANGED,
    **more: Any,
) -> RegisterAct:
    """Put what was typed on the record; what stays as it was is not put on record."""

    def do(actor: Actor, record: Any, *, reason: str = "", **values: Any) -> Done:
        many = {field.name for field in record._meta.many_to_many}  # noqa: SLF001
        before = {n: list(getattr(record, n).all()) if n in many else getattr(record, n) for n in values}
        after = {n: list(value) if n in many else value for n, value in values.items()}
        changed = [n for n in values if before[n] != after[n]]
        if not changed:
            raise RefusedError(gettext("没有变化。"))
        for n in changed:
            getattr(record, n).set(after[n]) if n in many else setattr(record, n, after[n])
        _keep(record)
        return Done(
            subject=record,
            before={n: before[n] for n in changed},
            after={n: after[n] for n in changed},
            reason=reason,
            told=told(actor, record),
        )

    return RegisterAct(
        name=name, label=label, can=can, fields=fields, do=do, done=done, when=(standing, *when), **more
    )


def withdraw(
    *,
    can: Capability,
    when: Sequence[Guard] = (),
    told: Tell = _nobody,
    label: Label = WITHDRAW,
    done: Label = WITHDRAWN,
    consequence: Label = STAYS,
    **more: Any,
) -> RegisterAct:
    """Take a record (`base.models.Withdrawable`) back, saying why; it stays on file."""

    def do(actor: Actor, record: Any, *, withdrawn_for: str) -> Done:
        record.withdrawn_at, record.withdrawn_for = timezone.now(), withdrawn_for
        record.save(update_fields=["withdrawn_at", "withdrawn_for"])
        return Done(
            subject=record,
            after={"withdrawn_for": withdrawn_for},
            reason=withdrawn_for,
            told=told(actor, record),
        )

    return RegisterAct(
        name="withdraw",
        label=label,
        can=can,
        fields=(Ask(name="withdrawn_for", required=True),),
        do=do,
        done=done,
        when=(standing, *when),
        confirm=_("撤回这一记录？"),
        consequence=consequence,
        danger=True,
        **more,
    )


def standing(_actor: Actor, record: Any, _values: Values) -> None:
    """A withdrawn record is no longer changed.

    Raises:
        RefusedError: it has been withdrawn.
    """
    if getattr(record, "withdrawn_at", None) is not None:
        raise RefusedError(gettext("这一记录已撤回。"))


def _keep(record: Any) -> None:
    """Save what the model itself finds right.

    Raises:
        RefusedError: it does not, and says why.
    """
    try:
        record.full_clean()
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    record.save()
