"""Filters from the fields of a model: codes, units with all below, yes or no, a span of days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import BooleanField, DateField, DateTimeField, Q
from django.utils.translation import gettext_lazy as _

from bole.web.base.forms import DayField
from bole.web.common.door import Label
from bole.web.common.register.columns import field_at
from bole.web.common.register.declared import Filter, Register, Rows
from bole.web.people.access import Access, Capability
from bole.web.people.forms import UnitField
from bole.web.people.models import Unit

ALL = _("全部")
YES_NO: tuple[tuple[str, Label], ...] = (("yes", _("是")), ("no", _("否")))
LONGEST = 100
"""Characters of what is searched for."""


def filters_of(register: Register) -> Iterator[Filter]:
    """What may be filled in above a list: the search first, then every filter declared."""
    if register.search:
        labels = [field_at(register.model, path).verbose_name for path in register.search]
        yield searching(" / ".join(map(str, labels)), register.search)
    for each in register.filters:
        yield from [each] if isinstance(each, Filter) else _of_field(register, each)


def searching(label: Label, paths: Sequence[str], name: str = "q") -> Filter:
    """A text that any of some fields contains."""

    def narrow(rows: Rows, text: str) -> Rows:
        return rows.filter(reduce(or_, (Q(**{f"{path}__icontains": text}) for path in paths)))

    return Filter(name=name, label=label, narrow=narrow)


def by_unit(name: str, label: Label, path: str, sees: Sequence[Capability]) -> Filter:
    """A unit and all below it; `path` leads to a unit's path. The API names it by its code."""

    def narrow(rows: Rows, unit: Any) -> Rows:
        return rows.filter(**{f"{path}__contains": f"/{getattr(unit, 'code', unit)}/"})

    def field(access: Access) -> forms.Field:
        scope = reduce(or_, (access.scope(can) for can in sees), Q(pk__in=[]))
        units = Unit.objects.filter(scope).order_by("path")
        return UnitField(label=label, queryset=units, required=False, empty_label=ALL)

    return Filter(name=name, label=label, narrow=narrow, field=field)


def _of_field(register: Register, path: str) -> Iterator[Filter]:
    field: Any = field_at(register.model, path)
    label, words = field.verbose_name, field.flatchoices
    if field.related_model is Unit:
        yield by_unit(path, label, f"{path}__path", register.sees)
    elif isinstance(field, DateField):
        day = f"{path}__date" if isinstance(field, DateTimeField) else path
        yield _of_day("since", _("自"), f"{day}__gte")
        yield _of_day("until", _("至"), f"{day}__lte")
    elif isinstance(field, BooleanField):
        yield Filter(
            name=path, label=label, choices=YES_NO, narrow=lambda r, v: r.filter(**{path: v == "yes"})
        )
    else:
        yield Filter(name=path, label=label, choices=words, narrow=lambda r, v: r.filter(**{path: v}))


def _of_day(name: str, label: Label, lookup: str) -> Filter:
    return Filter(
        name=name,
        label=label,
        narrow=lambda rows, day: rows.filter(**{lookup: day}),
        field=lambda _access: DayField(label=label, required=False),
        kind=date,
    )


def filter_form(
    register: Register, access: Access, rows: Rows, asked: Mapping[str, Any]
) -> forms.Form | None:
    """The form above a list, filled in as asked; None where nothing can be filtered."""
    fields = {each.name: _field(each, access, rows) for each in filters_of(register)}
    form: type[forms.Form] = type("Filters", (forms.Form,), fields)
    return form(asked or None) if fields else None


def _field(of: Filter, access: Access, rows: Rows) -> forms.Field:
    if of.field:
        return of.field(access)
    if of.choices is None:
        widget = forms.TextInput({"type": "search"})
        return forms.CharField(label=str(of.label), required=False, max_length=LONGEST, widget=widget)
    choices = of.choices(rows) if callable(of.choices) else of.choices
    return forms.ChoiceField(label=str(of.label), required=False, choices=[("", ALL), *choices])


def narrowed(register: Register, rows: Rows, chosen: Mapping[str, Any]) -> Rows:
    """The rows that fit everything chosen."""
    for each in filters_of(register):
        if chosen.get(each.name):
            rows = each.narrow(rows, chosen[each.name])
    return rows
