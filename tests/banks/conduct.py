"""Error points that add up to the limits, cancellations, and grace periods about to end."""

from datetime import date, timedelta

from tests.banks.draft import Draft
from tests.banks.people import Person
from tests.reference.constants import POINTS
from tests.reference.facts import years_later

ONE_DAY = timedelta(days=1)

_ALL = ("base", "aggravated", "cancel")
_PLAIN, _WORSE, _FATAL = ("base",), ("base", "aggravated"), ("base", "cancel")
OFFERED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(POINTS, _PLAIN),
    "E1.1": _ALL,
    "E1.2": _WORSE,
    "E1.3": _WORSE,
    "E1.4": _WORSE,
    "E1.5": ("cancel",),
    "E1.6": ("cancel",),
    "E3.1": _ALL,
    "E3.2a": _WORSE,
    "E3.2b": _WORSE,
    "E3.4": _WORSE,
    **dict.fromkeys(("E3.6", "E3.7", "E3.8", "E3.9", "E3.10"), _FATAL),
}
_CANCELLING = tuple(item for item, outcomes in OFFERED.items() if "cancel" in outcomes)


def _add(draft: Draft, person: Person, *, day: date, item: str, outcome: str, occurrences: int = 1) -> None:
    draft.add(
        "error_points",
        manager_id=person.manager_id,
        date=day.isoformat(),
        item=item,
        occurrences=str(occurrences),
        outcome=outcome,
    )


def _add_exact_points(draft: Draft, person: Person, *, total: int, first: date, last: date) -> None:
    """Errors between two days whose points add up exactly."""
    rng = draft.rng
    while total > 0:
        outcome = rng.choice(_WORSE)
        times = 2 if outcome == "aggravated" else 1
        items = [
            item
            for item, points in POINTS.items()
            if 0 < points * times <= total and outcome in OFFERED[item]
        ]
        if not items:
            continue
        item = rng.choice(items)
        points = POINTS[item] * times
        occurrences = rng.randint(1, min(3, total // points))
        day = draft.day(first, last)
        _add(draft, person, day=day, item=item, outcome=outcome, occurrences=occurrences)
        total -= points * occurrences


def _add_cancel(draft: Draft, person: Person) -> None:
    """A cancellation beside the first day of a qualification, on an edge of a window, or outside it."""
    window = draft.window
    own = [row for row in draft.tables["qualifications"] if row["manager_id"] == person.manager_id]
    days = [
        window.period_start,
        window.last_day,
        window.period_start - ONE_DAY,
        window.last_day + ONE_DAY,
        draft.day(window.year_start, window.last_day),
        window.year_start - timedelta(days=draft.rng.randint(1, 500)),
    ]
    for row in own:
        first = date.fromisoformat(row["valid_from"])
        days += [first - ONE_DAY, first, first + ONE_DAY]
    item = draft.rng.choice(_CANCELLING)
    _add(
        draft,
        person,
        day=draft.rng.choice(days),
        item=item,
        outcome="cancel",
        occurrences=draft.rng.randint(1, 2),
    )


def add_error_points(draft: Draft, person: Person) -> None:
    """Nothing, a little, or a sum at or beside 30 or 100; and noise outside the windows."""
    window, rng = draft.window, draft.rng
    if draft.chance(0.5):
        total = rng.choice((5, 12, 29, 30, 30, 31, 60, 99, 100, 100, 101, 120))
        if window.annual:
            total = rng.choice((5, 29, 30, 70, 99, 100, 101))
        _add_exact_points(draft, person, total=total, first=window.period_start, last=window.last_day)
    if window.period_start > window.year_start and draft.chance(0.3):
        before = window.period_start - ONE_DAY
        _add_exact_points(draft, person, total=rng.choice((1, 30, 75)), first=window.year_start, last=before)
    if draft.chance(0.2):
        day = rng.choice((window.year_start - ONE_DAY, window.last_day + ONE_DAY))
        _add_exact_points(draft, person, total=rng.choice((10, 40, 110)), first=day, last=day)
    if draft.chance(0.13):
        _add_cancel(draft, person)


def add_grace_periods(draft: Draft, person: Person) -> None:
    """Periods that began a year before the last day give or take a day, older, newer, and to come."""
    last_day = draft.window.last_day
    year_ago = years_later(last_day, -1)
    for reason in ("npl", "interest"):
        if draft.chance(0.55):
            continue
        days = [
            year_ago,
            year_ago - ONE_DAY,
            year_ago + ONE_DAY,
            last_day,
            last_day - timedelta(days=draft.rng.randint(1, 300)),
            last_day - timedelta(days=draft.rng.randint(300, 900)),
            last_day + ONE_DAY,
        ]
        for day in draft.rng.sample(days, draft.rng.choice((1, 1, 2))):
            known = {
                (row["manager_id"], row["reason"], row["started_on"]) for row in draft.tables["grace_periods"]
            }
            if (person.manager_id, reason, day.isoformat()) not in known:
                draft.add(
                    "grace_periods", manager_id=person.manager_id, reason=reason, started_on=day.isoformat()
                )
