"""Conventions of measuring that the documents leave open; all our readings (domain, chapter 6)."""

from typing import Literal

from bole.policy.schema.base import Cited


class RateDate(Cited):
    """Which day's exchange rate converts balances and interest; else the latest before it."""

    day: Literal["last_day", "before_year"]


class DayCount(Cited):
    """What an average divides by, and what a day before the first balance counts as."""

    divisor: Literal["calendar_days"]
    before_first_balance: Literal["zero"]
    holds_until: Literal["next_row"]


class Rounding(Cited):
    """Results are exact; only what is printed is rounded."""

    mode: Literal["half_up"]
    decimals: Literal[6]


class Conventions(Cited):
    """How measures are taken."""

    rate: RateDate | None = None
    day_count: DayCount | None = None
    rounding: Rounding | None = None
