"""Columns from the fields of a model: labels, words of codes, order and kind are the field's."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from django.db.models import DecimalField, Field, IntegerField, Model

from bole.web.base.tables import Column
from bole.web.common.register.declared import Register
from bole.web.people.models import Unit


def columns_of(register: Register, chosen: Sequence[str | Column], *, leading: bool = True) -> list[Column]:
    """The columns; `leading`: the first leads to the record's page, where there is one."""
    columns = [of if isinstance(of, Column) else column_of(register.model, of) for of in chosen]
    if leading and register.has_page and columns and columns[0].url is None:
        columns[0] = replace(columns[0], url=register.url)
    return columns


def column_of(model: type[Model], path: str) -> Column:
    """The column of a field, or of one that a path of relations leads to (`cycle__period`)."""
    field = field_at(model, path)
    return Column(
        path,
        field.verbose_name,
        reader(path, dict(field.flatchoices)),
        _order(field, path),
        isinstance(field, DecimalField | IntegerField) and not field.choices,
    )


def field_at(model: type[Model], path: str) -> "Field[Any, Any]":
    """The field that a path leads to."""
    first, _, rest = path.partition("__")
    field: Any = model._meta.get_field(first)  # noqa: SLF001
    return field_at(field.related_model, rest) if rest else field


def reader(path: str, words: dict[Any, Any]) -> Callable[[Any], object]:
    """How a value is had from a row: codes as their words, related records by their names."""
    steps = path.split("__")

    def read(row: Any) -> object:
        value = reduce(lambda found, step: getattr(found, step, None), steps, row)
        if words:
            return str(words.get(value, value or ""))
        if hasattr(value, "all"):
            return [str(each) for each in value.all()]
        return str(value) if isinstance(value, Model) else value

    return read


def _order(field: Any, path: str) -> str:
    if field.many_to_many or field.get_internal_type() == "JSONField":
        return ""
    if field.related_model is None:
        return path
    if field.related_model is Unit:
        return f"{path}__path"
    ordering = field.related_model._meta.ordering  # noqa: SLF001
    return f"{path}__{ordering[0].removeprefix('-')}" if ordering else path
