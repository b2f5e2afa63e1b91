"""Working days on the Chinese calendar, with its holidays and make-up days (§31 public notice).

The calendar of a year is published late in the year before; the years known are those of the
`chinesecalendar` package. Outside them a day counts as working from Monday to Friday, and every
answer says whether that was needed, so that the page can warn.
"""

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

KNOWN_YEARS = frozenset(day.year for day in (*holidays, *workdays))
SATURDAY = 5


def is_working_day(day: date) -> tuple[bool, bool]:
    """Whether a day is worked, and whether the calendar of its year is known."""
    if day.year in KNOWN_YEARS:
        return bool(chinese_calendar.is_workday(day)), True
    return day.weekday() < SATURDAY, False


def add_working_days(day: date, count: int) -> tuple[date, bool]:
    """The `count`-th working day after `day`, and whether every day on the way was of a known year.

    The day itself is not counted: a notice put up on a Monday for 5 working days ends the next
    Monday. With a count of 0 it is the day itself.

    Raises:
        ValueError: a negative count.
    """
    if count < 0:
        raise ValueError(f"working days are counted forward: {count}")
    known = day.year in KNOWN_YEARS
    while count:
        day += timedelta(days=1)
        working, certain = is_working_day(day)
        known = known and certain
        count -= working
    return day, known
