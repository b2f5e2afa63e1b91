"""Assessment periods and their windows (§31 quarterly, §32 annual); all days inclusive."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_PERIOD = re.compile(r"([12]\d{3})(?:Q([1-4]))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A calendar year, or one quarter of it."""

    year: int
    quarter: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2025Q3` or `2025`.

        Raises:
            ValueError: any other form.
        """
        match = _PERIOD.fullmatch(text)
        if not match:
            raise ValueError(f"not a period: {text!r}; expected 2025Q1 … 2025Q4, or 2025")
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    def __str__(self) -> str:
        return f"{self.year}" if self.quarter is None else f"{self.year}Q{self.quarter}"

    @property
    def annual(self) -> bool:
        """Whether this is a whole year."""
        return self.quarter is None

    @property
    def first_day(self) -> date:
        """The first day of the year or quarter."""
        return date(self.year, 1 if self.quarter is None else 3 * self.quarter - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day of the year or quarter."""
        month = 12 if self.quarter is None else 3 * self.quarter
        return date(self.year, 12, 31) if month == 12 else date(self.year, month + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The days one assessment looks at: contract, order of decisions, step 1.

    The year-to-date window is `year_start` to `last_day`; the in-period window is `period_start`
    to `last_day`; every end is included.
    """

    period: Period
    last_day: date

    @classmethod
    def of(cls, period: Period, *, as_of: date | None = None) -> "Standing":
        """The standing at the period's end, or on a day inside it.

        Raises:
            ValueError: `as_of` is not inside the period.
        """
        last_day = as_of or period.last_day
        if not period.first_day <= last_day <= period.last_day:
            expected = f"a day from {period.first_day} to {period.last_day}"
            raise ValueError(f"{last_day} is not inside {period}; expected {expected}")
        return cls(period, last_day)

    @property
    def year_start(self) -> date:
        """1 January of the assessed year."""
        return date(self.period.year, 1, 1)

    @property
    def period_start(self) -> date:
        """The first day of the quarter; for an annual assessment 1 January."""
        return self.period.first_day

    @property
    def days(self) -> int:
        """Calendar days of the year-to-date window."""
        return (self.last_day - self.year_start).days + 1


@cache
def day_text(day: date) -> str:
    """A day as it is printed, `2025-03-31`; the days of a bank are few, so each is printed once."""
    return day.isoformat()


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
