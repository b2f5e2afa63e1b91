"""Registers: a kind of record declared once, from which come its list, pages, acts, search, words and API."""

from bole.web.common.register.declared import Api, Ask, Filter, Given, Link, Register, RegisterAct
from bole.web.common.register.generic import change, create, withdraw
from bole.web.common.register.registry import declare, forget, registers

__all__ = [
    "Api",
    "Ask",
    "Filter",
    "Given",
    "Link",
    "Register",
    "RegisterAct",
    "change",
    "create",
    "declare",
    "forget",
    "registers",
    "withdraw",
]
