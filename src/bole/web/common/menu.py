"""The left menu, put together from what each app offers: its module `menu` with a tuple `ITEMS`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

from bole.web.people.access import Access, Capability

ASSESSMENT = _("考核")
FACTS_AND_POLICY = _("数据与制度")
SYSTEM = _("系统")
"""The headings under which more than one app has pages."""


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the menu, shown to whoever has any of the capabilities; no capabilities: to everyone.

    `order` sorts the whole menu; the first item a person sees is where they land after signing in.
    `section` heads a run of items. `also` lists other route names that keep the item marked.
    """

    order: int
    section: str | Promise
    label: str | Promise
    route: str
    capabilities: tuple[Capability, ...] = ()
    also: tuple[str, ...] = ()

    def shown_to(self, access: Access) -> bool:
        """Whether a person sees it."""
        return not self.capabilities or any(access.can(capability) for capability in self.capabilities)


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu line of one page."""

    label: str | Promise
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    label: str | Promise
    entries: Sequence[Entry]


@cache
def items() -> tuple[Item, ...]:
    """What all apps offer, in order."""
    found: list[Item] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "menu") and app.label != "common":
            found += import_module(f"{app.name}.menu").ITEMS
    return tuple(sorted(found, key=lambda item: item.order))


def sections(request: HttpRequest, access: Access) -> list[Section]:
    """The menu of one person, the current page marked."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    shown: dict[str, tuple[str | Promise, list[Entry]]] = {}
    for item in items():
        if item.shown_to(access):
            current = route == item.route or route in item.also
            _label, entries = shown.setdefault(str(item.section), (item.section, []))
            entries.append(Entry(item.label, reverse(item.route), current))
    return [Section(label, entries) for label, entries in shown.values()]


def landing(access: Access) -> str | None:
    """The address of the first page of a person's menu; None when there is none."""
    return next((reverse(item.route) for item in items() if item.shown_to(access)), None)
