"""Repeatable chance from integers only: the same draws on every machine and thread count.

The bulk statements draw in SQL (`sql/macros.sql`), everything small draws here; both spread a
number over 32 bits with the same multiply-and-shift steps. Floating point is kept out, because
its last digit may differ between platforms.
"""

from collections.abc import Sequence
from decimal import Context, Decimal
from hashlib import md5
from math import gcd
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")

_WORD = 0xFFFFFFFF
QUANTILES = 1024
"""How many equally likely steps a table of quantiles has."""


def spread(number: int) -> int:
    """A number below 2³² as a well mixed number below 2³², one to one."""
    number = ((number ^ (number >> 16)) * 2146121005) & _WORD
    number = ((number ^ (number >> 15)) * 2221713035) & _WORD
    return number ^ (number >> 16)


class Dice:
    """A row of draws of its own for every purpose, so that one more draw here moves nothing there."""

    __slots__ = ("_drawn", "_key")

    def __init__(self, *, seed: int, purpose: str) -> None:
        self._key = int(md5(f"{seed}:{purpose}".encode(), usedforsecurity=False).hexdigest()[:8], 16)
        self._drawn = 0

    def roll(self) -> int:
        """The next number below 2³²."""
        self._drawn += 1
        return spread(self._key ^ self._drawn)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.roll() % (high - low + 1)

    def chance(self, percent: int) -> bool:
        """True in `percent` of 100 cases."""
        return self.roll() % 100 < percent

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each equally likely."""
        return choices[self.roll() % len(choices)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in a drawn order."""
        keyed = [(self.roll(), position) for position in range(len(items))]
        return [items[position] for _, position in sorted(keyed)]


def lognormal_quantiles(*, sigma: str, unit: int) -> list[int]:
    """`QUANTILES` equally likely values of a lognormal of median `unit`, as whole numbers ≥ 1.

    The normal quantile is rounded to four decimals and raised with decimal arithmetic, so that
    no platform's mathematics library shows through.
    """
    normal = NormalDist()
    context = Context(prec=20)
    steps = ((2 * step + 1) / (2 * QUANTILES) for step in range(QUANTILES))
    exponents = (Decimal(f"{normal.inv_cdf(step):.4f}") * Decimal(sigma) for step in steps)
    return [max(1, int(exponent.exp(context) * unit)) for exponent in exponents]


def scatter(number: int, *, among: int) -> int:
    """`number` moved to another place below `among`, one to one: neighbours end up far apart."""
    return (number * stride(among) + among // 3) % among


def stride(among: int) -> int:
    """A step that visits every number below `among` once (none of its factors in common)."""
    candidate = among * 618 // 1000 + 1
    while gcd(candidate, among) > 1:
        candidate += 1
    return candidate
