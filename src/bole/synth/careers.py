"""What is on file about the managers: qualifications, past annual results, design scores."""

from collections.abc import Iterator
from datetime import date, timedelta

from bole.kernel.period import add_years
from bole.synth.aims import AIMS, BELOW
from bole.synth.dice import Dice
from bole.synth.people import Person
from bole.synth.span import Span

QualificationRow = tuple[str, str, str, str, date, date]
HistoryRow = tuple[str, int, str | None, bool]
ScoreRow = tuple[str, str, int]

_RANKS = ("assistant", "manager", "senior")
_VALID_YEARS = 3
_HISTORY_YEARS = 8
_BEST_DESIGN_LEVEL, _LAST_DESIGN_LEVEL = 3, 6
_FATES = (
    *("held",) * 78,
    *("higher",) * 4,
    *("capped",) * 8,
    *("lapsed",) * 5,
    *("missing",) * 2,
    *("exception",) * 3,
)
"""What becomes of 100 managers' qualifications."""


def qualifications(people: list[Person], *, span: Span, seed: int) -> Iterator[QualificationRow]:
    """Three-year qualifications, mostly of the rank that the performance deserves."""
    fates = Dice(seed=seed, purpose="fates").shuffled(_FATES)
    for person in people:
        dice = Dice(seed=seed, purpose=f"qualification:{person.manager_id}")
        fate = fates[person.manager_no % len(fates)]
        rank = _rank(person, fate=fate)
        if person.post == "specialist" or fate == "missing" or rank is None:
            continue
        if (span.last_day - person.hired_on).days < 365 * 2:
            yield _temporary(person, rank=rank)
        else:
            yield from _regular(person, rank=rank, fate=fate, dice=dice, span=span)


def _rank(person: Person, *, fate: str) -> str | None:
    if person.aim.rank == "trainee":
        return "assistant" if fate in {"higher", "exception"} else None
    place = _RANKS.index(person.aim.rank) + {"higher": 1, "capped": -1}.get(fate, 0)
    lowest = 1 if person.post == "design" else 0
    return _RANKS[min(len(_RANKS) - 1, max(lowest, place))]


def _temporary(person: Person, *, rank: str) -> QualificationRow:
    until = date(person.hired_on.year + 1, 12, 31)
    return (person.manager_id, person.post, rank, "temporary", person.hired_on, until)


def _regular(person: Person, *, rank: str, fate: str, dice: Dice, span: Span) -> Iterator[QualificationRow]:
    kind = "exception" if fate == "exception" else "regular"
    shift = -dice.between(40, 330) if fate == "lapsed" else dice.between(0, 700)
    until = span.last_day + timedelta(days=shift)
    while until > person.hired_on and until.year > span.last_day.year - _HISTORY_YEARS:
        since = max(person.hired_on, add_years(until, -_VALID_YEARS) + timedelta(days=1))
        yield (person.manager_id, person.post, rank, kind, since, until)
        until = since - timedelta(days=1)
        kind = "regular"
        if dice.chance(30):
            rank = _RANKS[max(1 if person.post == "design" else 0, _RANKS.index(rank) - 1)]


def tier_history(people: list[Person], *, span: Span, seed: int) -> Iterator[HistoryRow]:
    """Past annual results, the further back the lower; some seniors have held their tier for years."""
    for person in people:
        if not person.assessed:
            continue
        dice = Dice(seed=seed, purpose=f"history:{person.manager_id}")
        design = person.post == "design"
        lowest, highest = (_LAST_DESIGN_LEVEL, _BEST_DESIGN_LEVEL) if design else (BELOW, 0)
        steady = person.aim.rank == "senior" and dice.chance(28)
        level = min(person.level, lowest)
        last = span.last_day.year - 1
        if not steady and person.aim.rank == "manager" and dice.chance(8):
            steady, level = True, max(highest, 3)
        for year in range(last, max(person.hired_on.year, last - dice.between(6, _HISTORY_YEARS)), -1):
            tier = AIMS[level].tier if steady or not dice.chance(4) else None
            yield (person.manager_id, year, tier, tier is not None and (steady or dice.chance(94)))
            if not steady:
                level = max(highest, min(lowest, level + dice.pick((-1, 0, 0, 1, 1, 1))))


def design_scores(people: list[Person], *, span: Span, seed: int) -> Iterator[ScoreRow]:
    """`(manager, period, score in tenths)` of every quarter and year; a few were never given."""
    quarters = [f"{quarter.last_day.year}Q{quarter.last_day.month // 3}" for quarter in span.quarters()]
    periods = [*quarters, *(str(year) for year in span.years())]
    for person in people:
        if person.post != "design" or not person.assessed:
            continue
        dice = Dice(seed=seed, purpose=f"score:{person.manager_id}")
        for period in periods:
            score = 10 * person.aim.score + dice.between(-35, 60)
            if not dice.chance(4):
                yield (person.manager_id, period, max(0, min(1000, score)))
