"""Exact amounts: integer fen and integer ratios, rounded once, for output only.

Units: an amount of money is an integer number of fen (1 yuan = 100 fen); a share is an integer
number of basis points (100 % = 10 000); a rate is an integer number of 10⁻⁸ yuan per unit.
Policy amounts and results are in 万元 (10 000 yuan = 1 000 000 fen).
"""

from decimal import Decimal

FEN_PER_WAN = 1_000_000
SHARE_BASE = 10_000
RATE_BASE = 100_000_000
OUTPUT_DECIMALS = 6

_DOUBLED_SCALES = tuple(2 * 10**decimals for decimals in range(20))
_ZEROS = tuple(f"0.{'0' * decimals}" for decimals in range(20))


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded to an integer, halves away from zero.

    `denominator` is positive.
    """
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def ceiling(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded up to an integer; `denominator` is positive."""
    return -(-numerator // denominator)


def scaled_string(units: int, decimals: int) -> str:
    """An integer count of 10⁻ᵈᵉᶜⁱᵐᵃˡˢ as a plain decimal string: `(-1500, 3)` is `"-1.500"`."""
    sign = "-" if units < 0 else ""
    digits = str(abs(units)).zfill(decimals + 1)
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


def rounded_string(numerator: int, denominator: int, *, decimals: int = OUTPUT_DECIMALS) -> str:
    """A ratio as a decimal string, rounded half up (away from zero), never `-0.000000`.

    The same as `scaled_string(half_up(…))` for `decimals` above zero, in one go: it runs some
    fifty times a manager, and every third is zero.
    """
    if not numerator:
        return _ZEROS[decimals]
    units = (_DOUBLED_SCALES[decimals] * abs(numerator) + denominator) // (2 * denominator)
    digits = str(units).zfill(decimals + 1)
    sign = "-" if numerator < 0 and units else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def ceiling_string(numerator: int, denominator: int, *, decimals: int = OUTPUT_DECIMALS) -> str:
    """A ratio as a decimal string, rounded up: reaching the shown amount is always enough."""
    return scaled_string(ceiling(numerator * 10**decimals, denominator), decimals)


def ratio_of(value: Decimal | int) -> tuple[int, int]:
    """A finite decimal as an exact integer ratio `(numerator, denominator)` in lowest terms."""
    return Decimal(value).as_integer_ratio()
