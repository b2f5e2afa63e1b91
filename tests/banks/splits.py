"""Ways in which an account, a loan or a customer is shared out over managers and time."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from tests.banks.draft import FAR_PAST, OPEN_END, WHOLE_BP, Draft

ONE_DAY = timedelta(days=1)

Part = tuple[str, int, date, date]


def parts_of_whole(rng: random.Random, count: int, *, whole_bp: int = WHOLE_BP) -> list[int]:
    """Random odd shares that add up exactly."""
    cuts = sorted(rng.sample(range(1, whole_bp), count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, whole_bp], strict=True)]


def _alone(draft: Draft, managers: list[str]) -> list[Part]:
    return [(managers[0], WHOLE_BP, FAR_PAST, OPEN_END)]


def _exact_split(draft: Draft, managers: list[str]) -> list[Part]:
    shares = parts_of_whole(draft.rng, len(managers))
    return [(name, share, FAR_PAST, OPEN_END) for name, share in zip(managers, shares, strict=True)]


def _partial_split(draft: Draft, managers: list[str]) -> list[Part]:
    whole = draft.rng.randint(len(managers) + 1, WHOLE_BP - 1)
    shares = parts_of_whole(draft.rng, len(managers), whole_bp=whole)
    return [(name, share, FAR_PAST, OPEN_END) for name, share in zip(managers, shares, strict=True)]


def _handed_over(draft: Draft, managers: list[str]) -> list[Part]:
    """From one to the next on a day of the window, or on the days around its edges."""
    window, parts, first = draft.window, [], FAR_PAST
    handovers = sorted(
        draft.day(window.year_start - ONE_DAY, window.last_day + ONE_DAY) for _ in managers[1:]
    )
    for name, day in zip(managers, handovers, strict=False):
        if day > first:
            parts.append((name, WHOLE_BP, first, day - ONE_DAY))
            first = day
    return [*parts, (managers[-1], WHOLE_BP, first, OPEN_END)]


def _twice_the_same(draft: Draft, managers: list[str]) -> list[Part]:
    """One manager with two overlapping rows."""
    window = draft.window
    first, second = parts_of_whole(draft.rng, 2)
    return [
        (managers[0], first, FAR_PAST, draft.day(window.period_start, window.last_day)),
        (managers[0], second, draft.day(window.year_start, window.last_day), OPEN_END),
    ]


def _on_the_edges(draft: Draft, managers: list[str]) -> list[Part]:
    """Short stretches that touch the ends of the window."""
    window = draft.window
    return [
        (managers[0], 5_000, window.year_start, window.year_start),
        (managers[-1], 3_333, window.last_day, draft.rng.choice((window.last_day, OPEN_END))),
        (managers[0], 1_667, window.year_start - ONE_DAY, window.last_day - ONE_DAY),
        (managers[-1], 1, window.last_day + ONE_DAY, OPEN_END),
    ]


WAYS: tuple[Callable[[Draft, list[str]], list[Part]], ...] = (
    _alone,
    _exact_split,
    _partial_split,
    _handed_over,
    _twice_the_same,
    _on_the_edges,
)


def share_out(draft: Draft, subject_type: str, subject_id: str, *, role: str, managers: list[str]) -> None:
    """Share a subject out over some of the managers in one of the ways."""
    if not managers:
        return
    some = draft.rng.sample(managers, min(len(managers), draft.rng.choice((1, 2, 2, 3, 4))))
    for name, share_bp, first, last in draft.rng.choice(WAYS)(draft, some):
        draft.attribute(subject_type, subject_id, name, role=role, share_bp=share_bp, first=first, last=last)
