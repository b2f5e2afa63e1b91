"""The days an assessment looks at: step 1 of the contract's order of decisions."""

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Window:
    """Year to date: `year_start` to `last_day`; in-period: `period_start` to `last_day`."""

    period: str
    year_start: date
    period_start: date
    last_day: date

    @property
    def annual(self) -> bool:
        return "Q" not in self.period

    @property
    def days(self) -> int:
        return (self.last_day - self.year_start).days + 1


def window_of(period: str, *, as_of: date | None) -> Window:
    match = re.fullmatch(r"(\d{4})(?:Q([1-4]))?", period)
    if match is None:
        raise ValueError(f"not a period: {period}")
    year = int(match[1])
    first_month = 3 * int(match[2]) - 2 if match[2] else 1
    after_last_month = first_month + (3 if match[2] else 12)
    first_day = date(year, first_month, 1)
    last_day = (
        date(year, 12, 31) if after_last_month == 13 else date(year, after_last_month, 1) - timedelta(days=1)
    )
    if as_of is not None and not first_day <= as_of <= last_day:
        raise ValueError(f"{as_of} is not inside {period}")
    return Window(period, date(year, 1, 1), first_day, as_of or last_day)
