"""Balances over time: random ones, and ones whose balance-days add up to an exact total."""

import random
from datetime import date, timedelta

from tests.banks.draft import Draft

Step = tuple[date, int]


def random_steps(draft: Draft, *, size_fen: int, negatives: bool) -> list[Step]:
    """Change rows or daily rows, from before, inside and after the window."""
    rng, window = draft.rng, draft.window
    before = window.year_start - timedelta(days=400)
    after = window.last_day + timedelta(days=60)
    if draft.chance(0.1):
        start = draft.day(before + timedelta(days=390), window.last_day)
        days = [start + timedelta(days=n) for n in range((after - start).days)]
    else:
        inside = [draft.day(window.year_start, window.last_day) for _ in range(rng.randint(0, 6))]
        outside = [
            rng.choice((before, window.year_start - timedelta(days=1))) for _ in range(rng.randint(0, 1))
        ]
        later = [window.last_day + timedelta(days=1)] if draft.chance(0.4) else []
        days = [*inside, *outside, *later]
    kinds = ("some", "some", "some", "zero", "same", "negative" if negatives else "some")
    steps: list[Step] = []
    balance = rng.randint(1, size_fen)
    for day in sorted(set(days)):
        kind = rng.choice(kinds)
        if kind == "zero":
            balance = 0
        elif kind == "negative":
            balance = -rng.randint(1, size_fen // 10)
        elif kind == "some":
            balance = rng.randint(1, size_fen)
        steps.append((day, balance))
    return steps


def exact_steps(rng: random.Random, *, total_fen_days: int, first: date, days: int) -> list[Step]:
    """Balances from a first day on that hold `days` days and add up to exactly so many fen-days."""
    mean = total_fen_days // days
    starts = sorted({0} | {rng.randrange(days) for _ in range(rng.randint(0, 4))})
    lengths = [end - start for start, end in zip(starts, [*starts[1:], days], strict=True)]
    steps: list[Step] = []
    left = total_fen_days
    for start, length in zip(starts[:-1], lengths[:-1], strict=True):
        balance = rng.randint(mean // 2, mean)
        steps.append((first + timedelta(days=start), balance))
        left -= balance * length
    balance, odd = divmod(left, lengths[-1])
    steps.append((first + timedelta(days=starts[-1]), balance + odd))
    if odd and lengths[-1] > 1:
        steps.append((first + timedelta(days=starts[-1] + 1), balance))
    return steps
