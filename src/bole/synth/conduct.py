"""Error points: most managers have hardly any, a few collect many, very few lose everything by one."""

from collections.abc import Iterator
from datetime import date, timedelta

from bole.synth.dice import Dice
from bole.synth.people import Person
from bole.synth.span import Quarter, Span

PointRow = tuple[str, date, str, int, str]

_SLIPS = ("E2.1", "E2.1", "E2.1", "E2.2", "E2.2", "E2.3", "E2.4", "E3.3", "E4.2")
_FAULTS = (
    *(("E1.1", "base"), ("E1.2", "base"), ("E1.3", "base"), ("E1.3", "aggravated"), ("E1.4", "base")),
    *(("E1.7a", "base"), ("E1.7b", "base"), ("E1.8", "base"), ("E3.1", "base"), ("E3.1", "aggravated")),
    *(("E3.2a", "base"), ("E3.2a", "aggravated"), ("E3.2b", "base"), ("E3.4", "base"), ("E3.5", "base")),
    *(("E3.6", "base"), ("E3.7", "base"), ("E3.8", "base"), ("E3.9", "base"), ("E3.10", "base")),
    *(("E4.1", "base"), ("E4.3", "base")),
)
_ENDINGS = ("E1.5", "E1.6", "E1.1", "E3.1")
"""Items of the catalogue for which a qualification is cancelled."""
_HABITS = (*("clean",) * 46, *("usual",) * 28, *("careless",) * 5, "reckless")
"""How 80 managers work."""
_CANCEL_EVERY = 90
_SEVERE = ("E1.1", "E1.4", "E3.2b", "E3.4")


def error_points(people: list[Person], *, span: Span, seed: int) -> Iterator[PointRow]:
    """Entries of every assessed manager in every quarter of the span."""
    shuffle = Dice(seed=seed, purpose="habits")
    habits = shuffle.shuffled(_HABITS)
    ending_place = shuffle.between(1, _CANCEL_EVERY - 1)
    for person in people:
        if not person.assessed:
            continue
        dice = Dice(seed=seed, purpose=f"points:{person.manager_id}")
        habit = habits[person.manager_no % len(habits)]
        for quarter in span.quarters():
            for item, outcome, occurrences in _entries(habit, dice=dice):
                day = _day(dice, quarter=quarter, span=span, person=person)
                if day is not None:
                    yield (person.manager_id, day, item, occurrences, outcome)
        if person.manager_no % _CANCEL_EVERY == ending_place:
            day = span.last_day - timedelta(days=dice.between(5, 300))
            if day >= max(person.hired_on, span.first_day):
                yield (person.manager_id, day, dice.pick(_ENDINGS), 1, "cancel")


def _entries(habit: str, *, dice: Dice) -> Iterator[tuple[str, str, int]]:
    """`(item, outcome, occurrences)` of one quarter."""
    slips = {"clean": (0, 1), "usual": (0, 4), "careless": (1, 5), "reckless": (2, 5)}[habit]
    for _ in range(dice.between(*slips)):
        yield (dice.pick(_SLIPS), "base", 1 if dice.chance(80) else dice.between(2, 4))
    faults = {"clean": 2, "usual": 15, "careless": 70, "reckless": 100}[habit]
    if dice.chance(faults):
        yield (*dice.pick(_FAULTS), 1)
    if habit == "careless" and dice.chance(28):
        yield (dice.pick(_SEVERE), "base", dice.between(2, 3))
    if habit == "reckless" and dice.chance(70):
        yield (dice.pick(_SEVERE), "base", dice.between(2, 3))


def _day(dice: Dice, *, quarter: Quarter, span: Span, person: Person) -> date | None:
    day = quarter.first_day + timedelta(days=dice.between(0, quarter.days - 1))
    return day if day >= max(span.first_day, person.hired_on) else None
