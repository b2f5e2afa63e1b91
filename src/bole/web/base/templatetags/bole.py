"""Figures, badges and components of every page."""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.db.models import Choices
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bole.kernel import units
from bole.kernel.text import Text
from bole.kernel.units import Unit
from bole.web.base import figures, languages
from bole.web.base.tables import Column, Table

register = template.Library()

TONES = frozenset({"neutral", "active", "good", "warn", "bad"})


@register.simple_tag(name="wan_of_fen")
@register.filter(name="wan_of_fen")
def wan_of_fen(value: int | None) -> str:
    """An amount given in fen, shown in 万元."""
    return figures.wan_of_fen(value)


@register.simple_tag(name="percent")
@register.filter(name="percent")
def percent(value: figures.Number, decimals: int = 2) -> str:
    """A ratio as a percentage."""
    return figures.percent(value, decimals=decimals)


@register.simple_tag(name="count")
@register.filter(name="count")
def count(value: figures.Number) -> str:
    """A whole number with thousands separators."""
    return figures.grouped(value)


@register.filter(name="said")
def said(text: Text) -> str:
    """A text of the policy or the engine in the language of the page."""
    return languages.said(text)


@register.simple_tag(name="with_unit")
def with_unit(value: figures.Number, unit: Unit) -> str:
    """A figure of a result with its unit, as sentences have it."""
    return units.with_unit(value, unit, languages.language())


@register.simple_tag(name="day")
@register.filter(name="day")
def day(value: date | datetime | str | None) -> str:
    """A day as 2025-09-30."""
    return figures.day(value)


@register.simple_tag(name="moment")
@register.filter(name="moment")
def moment(value: datetime | None) -> str:
    """An instant as 2025-09-30 14:05."""
    return figures.moment(value)


@register.simple_tag
def state(value: object, tone: str = "") -> SafeString:
    """A state as word and colour.

    `value` is a word, or a member of a set of choices, whose label is shown; `tone` is one of
    neutral, active, good, warn, bad, and by default the member's own `tone`, where it has one.
    """
    word = value.label if isinstance(value, Choices) else value
    shown = tone or str(getattr(value, "tone", "neutral"))
    return format_html('<span class="state state-{}">{}</span>', shown if shown in TONES else "neutral", word)


@register.inclusion_tag("components/empty.html")
def empty(title: str, hint: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """Nothing here: what is missing, what to do next, and the way there.

    Not for use inside `{% for %}`, which has an `empty` of its own.
    """
    return {"title": title, "hint": hint, "url": url, "label": label}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field with label, help and errors."""
    return {"field": bound}


@register.inclusion_tag("components/form.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form, its own errors first."""
    return {"form": form}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, url: str = "", label: str = "") -> dict[str, Any]:
    """A progress bar that asks `url` again every second until that answers without it."""
    return {"done": done, "total": total, "url": url, "label": label, "known": bool(total)}


@register.inclusion_tag("components/chart.html")
def chart(spec: dict[str, Any], name: str, title: str) -> dict[str, Any]:
    """A chart of a page; `name` is unique on the page, `title` says what it shows to those who cannot see."""
    return {"spec": spec, "name": name, "title": title}


@register.simple_tag
def cell(table: Table, column: Column, row: object) -> SafeString:
    """A cell of a table's row."""
    return column.markup(row, heads=column.key == table.row_head)


@register.simple_tag
def tick(table: Table, row: object) -> SafeString:
    """The box that chooses a row of a table."""
    value = table.chosen(row) if table.chosen else ""
    box = '<td><input type="checkbox" name="chosen" form="batch" value="{}" aria-label="{}"></td>'
    return format_html(box, value, row)
