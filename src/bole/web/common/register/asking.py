"""The form of an act: the model's own fields, each choice cut to what the person may work on."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import DateField, DateTimeField, QuerySet
from django.utils.translation import gettext_lazy as _

from bole.web.base.forms import DayField
from bole.web.common.register.declared import Ask, Register, RegisterAct
from bole.web.people.access import Access
from bole.web.people.forms import UnitField
from bole.web.people.models import Unit

REASON = Ask(name="reason", field=lambda: forms.CharField(label=_("理由"), max_length=300))
"""Why something is done; goes on record as such."""


def asked_fields(register: Register, act: RegisterAct) -> Iterator[tuple[Ask, Any]]:
    """What an act asks for, each with the model's field that says what it is; None for one of its own."""
    for each in act.fields:
        ask = each if isinstance(each, Ask) else Ask(name=each)
        meta = (ask.of or register.model)._meta  # noqa: SLF001
        yield ask, None if ask.field else meta.get_field(ask.source or ask.name)


def act_form(
    register: Register,
    act: RegisterAct,
    access: Access,
    record: Any = None,
    *,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
    given: Mapping[str, Any] | None = None,
) -> forms.Form:
    """The form; filled in with what the record has now, or with what was given on the way there."""
    fields: dict[str, forms.Field] = {}
    initial: dict[str, Any] = dict(given or {})
    for ask, of in asked_fields(register, act):
        field = fields[ask.name] = ask.field() if ask.field else _field(of)
        if isinstance(field, UnitField) and act.can is not None:
            field.queryset = Unit.objects.filter(access.scope(act.can)).order_by("path")
        if ask.offers:
            _offer(field, ask.offers(access, record))
        if ask.initial:
            initial.setdefault(ask.name, ask.initial(record))
        elif record is not None and hasattr(record, ask.name):
            initial[ask.name] = getattr(record, ask.name)
        field.label, field.help_text = ask.label or field.label, ask.help or field.help_text
        field.required = field.required if ask.required is None else ask.required
    form: type[forms.Form] = type("ActForm", (forms.Form,), fields)
    return form(data, files, initial=initial, prefix=None)


def _field(of: Any) -> Any:
    required, label, said = not of.blank, of.verbose_name, of.help_text
    if of.related_model is Unit:
        return UnitField(label=label, help_text=said, required=required, queryset=Unit.objects.none())
    if isinstance(of, DateField) and not isinstance(of, DateTimeField):
        initial = of.get_default() if of.has_default() else None
        return DayField(label=label, help_text=said, required=required, initial=initial)
    return of.formfield()


def _offer(field: Any, offered: Any) -> None:
    if isinstance(offered, QuerySet):
        field.queryset = offered
    else:
        field.choices = offered
