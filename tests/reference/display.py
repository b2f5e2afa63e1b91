"""Numbers as the results show them."""

from fractions import Fraction


def decimal6(value: Fraction) -> str:
    """Six decimals, half up (halves away from zero); never a negative zero."""
    millionths = int(abs(value) * 1_000_000 + Fraction(1, 2))
    sign = "-" if value < 0 and millionths else ""
    return f"{sign}{millionths // 1_000_000}.{millionths % 1_000_000:06d}"


def decimal6_or_none(value: Fraction | None) -> str | None:
    return None if value is None else decimal6(value)
