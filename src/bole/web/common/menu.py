"""The left menu, put together from the registers and what each app offers besides (`ITEMS` in its `menu`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

from bole.web.common.register import Register, registers
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
    """What all apps offer."""
    found: list[Item] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "menu") and app.label != "common":
            found += import_module(f"{app.name}.menu").ITEMS
    return tuple(found)


def _all_items() -> list[Item]:
    """What apps and registers offer, in order."""
    of_registers = [
        Item(
            register.menu[0],
            register.menu[1],
            register.called,
            register.plural,
            tuple(register.sees),
            also_of(register),
        )
        for register in registers()
        if register.menu
    ]
    return sorted([*items(), *of_registers], key=lambda item: item.order)


def also_of(register: Register) -> tuple[str, ...]:
    """The routes at which a register's line of the menu stays marked."""
    return (register.one, *(f"{register.one}_{act.name}" for act in register.acts), *register.also)


def sections(route: str, access: Access) -> list[Section]:
    """The menu of one person, the page of a route marked."""
    shown: dict[str, tuple[str | Promise, list[Entry]]] = {}
    for item in _all_items():
        if item.shown_to(access):
            current = route == item.route or route in item.also
            _label, entries = shown.setdefault(str(item.section), (item.section, []))
            entries.append(Entry(item.label, reverse(item.route), current))
    return [Section(label, entries) for label, entries in shown.values()]


def landing(access: Access) -> str | None:
    """The address of the first page of a person's menu; None when there is none."""
    return next((reverse(item.route) for item in _all_items() if item.shown_to(access)), None)
