"""The stretch of days a synthetic bank covers, its quarters, seasons and exchange rates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bole.synth.dice import Dice

MOST_MONTHS = 180
GROWTH_PER_YEAR_BP = 700

_SPRING_FESTIVALS = {
    day.year: day
    for day in (
        *(date(2017, 1, 28), date(2018, 2, 16), date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12)),
        *(date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17)),
        *(date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 3)),
    )
}
_FIRST_RATES_E8 = {"EUR": 785_430_000, "HKD": 90_620_000, "JPY": 4_812_400, "USD": 708_270_000}


@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter, both ends included."""

    first_day: date
    last_day: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months up to 31 December of a year; both ends included."""

    first_day: date
    last_day: date

    @classmethod
    def of(cls, *, months: int, last_year: int) -> "Span":
        """The `months` months that end with `last_year`."""
        first_month = 12 * last_year + 12 - months
        return cls(date(first_month // 12, first_month % 12 + 1, 1), date(last_year, 12, 31))

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1

    def quarters(self) -> list[Quarter]:
        """Every quarter with a day inside, oldest first; the first may begin before the span."""
        starts = [
            date(year, month, 1)
            for year in range(self.first_day.year, self.last_day.year + 1)
            for month in (1, 4, 7, 10)
        ]
        ends = [start - timedelta(days=1) for start in [*starts[1:], date(self.last_day.year + 1, 1, 1)]]
        pairs = zip(starts, ends, strict=True)
        return [Quarter(start, end) for start, end in pairs if end >= self.first_day]

    def years(self) -> range:
        """The calendar years touched."""
        return range(self.first_day.year, self.last_day.year + 1)

    def before_end(self, *, months: int) -> date:
        """The first day of the month that lies `months` before the last one."""
        month = 12 * self.last_day.year + 11 - months
        return date(month // 12, month % 12 + 1, 1)


def seasons(span: Span) -> Iterator[tuple[int, int, int]]:
    """`(day, corporate, savings)`: what a usual balance is on a day, in basis points of its middle.

    Growth over the years, a bulge in the last days of a quarter, and around the Spring Festival
    wages leaving the companies for the savings books. Day 0 is the span's first.
    """
    middle = span.days - 183
    quarter_ends = [(quarter.last_day - span.first_day).days for quarter in span.quarters()]
    festivals = [
        (_SPRING_FESTIVALS.get(year, date(year, 2, 5)) - span.first_day).days for year in span.years()
    ]
    for day in range(span.days):
        growth = 10_000 + GROWTH_PER_YEAR_BP * (day - middle) // 365
        bulge = any(0 <= end - day < 6 for end in quarter_ends)
        dip = any(-10 <= day - festival <= 5 for festival in festivals)
        full = any(-5 <= day - festival <= 20 for festival in festivals)
        yield day, growth + 900 * bulge - 1000 * dip, growth + 400 * bulge + 700 * full


def month_end_rates(span: Span, *, seed: int) -> list[tuple[str, date, int]]:
    """`(currency, day, 10⁻⁸ yuan per unit)` at every month's end, the one before the span included."""
    months = 12 * (span.last_day.year - span.first_day.year) + 13 - span.first_day.month
    ends = [_month_end(span.first_day, step) for step in range(-1, months)]
    rates = []
    for currency, first in _FIRST_RATES_E8.items():
        dice = Dice(seed=seed, purpose=f"rate:{currency}")
        rate = first
        for end in ends:
            rate += rate * dice.between(-120, 120) // 10_000
            rates.append((currency, end, rate // 100 * 100))
    return rates


def first_rates() -> dict[str, int]:
    """Roughly what one unit of each currency is worth, in 10⁻⁸ yuan."""
    return {"CNY": 100_000_000, **_FIRST_RATES_E8}


def _month_end(first_day: date, step: int) -> date:
    month = 12 * first_day.year + first_day.month + step
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)
