"""The managers: name, unit, post, hiring, and the aim each one's record is drawn towards."""

from dataclasses import dataclass
from datetime import date, timedelta

from bole.synth.aims import AIMS, BELOW, DESIGN_LADDER, VOLUME_LADDER, Aim
from bole.synth.dice import Dice
from bole.synth.names import person_name
from bole.synth.organisation import Organisation
from bole.synth.span import Span

_POSTS = (*("credit",) * 13, *("market",) * 9, *("design",) * 2, "specialist")
"""How often each post occurs among 25 managers."""
_EXCLUDED_REASONS = ("支行行长", "支行副行长", "部门副经理", "专业管理人员")
_EXCLUDED_EVERY = 27


@dataclass(frozen=True, slots=True)
class Person:
    """One manager; `home` is the number of the branch, `level` the place in `AIMS`."""

    manager_no: int
    manager_id: str
    name: str
    branch_id: str
    home: int
    factor_percent: int
    post: str
    hired_on: date
    hire_type: str
    excluded_reason: str | None
    level: int

    @property
    def aim(self) -> Aim:
        """What this manager's record is drawn towards."""
        return AIMS[self.level]

    @property
    def assessed(self) -> bool:
        """Whether the manager is neither excluded nor a specialist."""
        return self.excluded_reason is None and self.post != "specialist"

    @property
    def carries_portfolio(self) -> bool:
        """Whether accounts and loans are kept by this manager."""
        return self.post in {"market", "credit"}


def draw_people(organisation: Organisation, *, span: Span, seed: int) -> list[Person]:
    """The managers of every branch; the first one is always a credit manager with a portfolio."""
    dice = Dice(seed=seed, purpose="people")
    homes = [home for home, size in enumerate(organisation.managers) for _ in range(size)]
    homes = [homes[0], *dice.shuffled(homes[1:])]
    posts, volume_levels = dice.shuffled(_POSTS), dice.shuffled(VOLUME_LADDER)
    posts.insert(0, posts.pop(posts.index("credit")))
    factors = {unit.home: unit.factor_percent or 100 for unit in organisation.units if unit.kind == "branch"}
    workplaces = {home: organisation.workplaces(home) for home in set(homes)}
    width = max(4, len(str(len(homes))))
    people: list[Person] = []
    seen = {"volume": 0, "design": 0}
    for number, home in enumerate(homes):
        post = posts[number % len(posts)]
        ladder = DESIGN_LADDER if post == "design" else volume_levels
        kind = "design" if post == "design" else "volume"
        level = ladder[seen[kind] % len(ladder)]
        seen[kind] += 1
        hired_on, hire_type = _hiring(dice, span=span, level=level, number=number)
        excluded = number % _EXCLUDED_EVERY == _EXCLUDED_EVERY - 1
        people.append(
            Person(
                manager_no=number,
                manager_id=f"M{number + 1:0{width}d}",
                name=person_name(dice),
                branch_id=dice.pick(workplaces[home]).branch_id,
                home=home,
                factor_percent=factors[home],
                post=post,
                hired_on=hired_on,
                hire_type=hire_type,
                excluded_reason=dice.pick(_EXCLUDED_REASONS) if excluded else None,
                level=level,
            )
        )
    return people


def _hiring(dice: Dice, *, span: Span, level: int, number: int) -> tuple[date, str]:
    newcomer = number > 0 and dice.chance(45 if level == BELOW else 7)
    longest, shortest = (700, 60) if newcomer else (9000, 800)
    hired_on = span.last_day - timedelta(days=dice.between(shortest, longest))
    if newcomer:
        return hired_on, dice.pick(("new_hire", "graduate"))
    return hired_on, dice.pick(("regular", "regular", "new_hire", "graduate"))
