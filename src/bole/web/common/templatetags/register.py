"""Addresses, buttons and versions of registers' records."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bole.web.common.register.declared import Register, RegisterAct

register = template.Library()


@register.simple_tag
def record_url(of: Register, record: Any = None) -> str:
    """The page of a record; of none, the list."""
    return of.url(record) if record is not None else reverse(of.plural)


@register.simple_tag
def act_url(of: Register, act: RegisterAct, record: Any = None) -> str:
    """Where an act is done."""
    return reverse(f"{of.one}_{act.name}", args=[] if act.makes or record is None else [record.pk])


@register.simple_tag
def batch_url(of: Register, act: RegisterAct) -> str:
    """Where an act is done to several records."""
    return reverse(f"{of.one}_{act.name}_batch")


@register.simple_tag
def version(record: Any) -> SafeString | str:
    """The version of a record that a form is about, as it was seen."""
    seen = getattr(record, "version", None)
    return "" if seen is None else format_html('<input type="hidden" name="version" value="{}">', seen)


@register.inclusion_tag("register/button.html", takes_context=True)
def act_button(context: dict[str, Any], of: Register, act: RegisterAct, record: Any) -> dict[str, Any]:
    """The button of an act: to its form, or doing it at once after asking."""
    return {"register": of, "act": act, "record": record, "csrf_token": context.get("csrf_token")}
