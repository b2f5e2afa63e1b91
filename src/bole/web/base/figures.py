"""How numbers and days are written on a page: rounded half up, for display only."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from bole.kernel.money import FEN_PER_WAN
from bole.kernel.units import NOT_APPLICABLE, UNITS, Unit
from bole.web.base.languages import said

NOTHING = "—"
"""What stands where there is no value."""

Number = Decimal | int | str | None


def grouped(value: Number, *, decimals: int = 0) -> str:
    """A number with thousands separators and so many decimals; none is a dash.

    Strings are decimal strings, as results carry them.
    """
    if value is None or value == "":
        return NOTHING
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded + 0:,.{decimals}f}"


def wan(value: Number) -> str:
    """An amount in 万元, with two decimals."""
    return grouped(value, decimals=2)


def wan_of_fen(value: int | None) -> str:
    """An amount in fen, shown in 万元 with two decimals."""
    return wan(None if value is None else Decimal(value) / FEN_PER_WAN)


def percent(value: Number, *, decimals: int = 2) -> str:
    """A ratio as a percentage: `"0.0123"` is `1.23%`."""
    if value is None or value == "":
        return NOTHING
    return f"{grouped(Decimal(value) * 100, decimals=decimals)}%"


def in_cell(value: Number, unit: Unit) -> str:
    """A measure in a cell whose column says the unit; none does not apply (§27)."""
    if value is None:
        return said(NOT_APPLICABLE)
    decimals = UNITS[unit].decimals
    return percent(value, decimals=decimals) if unit == "percent" else grouped(value, decimals=decimals)


def day(value: date | datetime | str | None) -> str:
    """A day as 2025-09-30; an instant as its day here."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return value[:10]
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat()


def moment(value: datetime | None) -> str:
    """An instant as 2025-09-30 14:05, here."""
    return NOTHING if value is None else f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def plainly(value: object) -> str:
    """Any value as a page writes it; nothing where there is none."""
    if isinstance(value, list | tuple):
        return gettext("、").join(map(plainly, value))
    return next((written(value) for kind, written in _SAID.items() if isinstance(value, kind)), str(value))


_SAID: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda truth: gettext("是") if truth else gettext("否"),
    datetime: moment,
    date: day,
    Decimal: lambda number: f"{number.normalize():f}",
}
"""How values of a kind are written; the first kind that fits."""
