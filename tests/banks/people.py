"""Branches, managers, and what each manager is meant to show."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.banks.draft import Draft
from tests.reference.constants import LADDERS, TIERS_OF_RANK
from tests.reference.facts import years_later

ONE_DAY = timedelta(days=1)
FACTORS = ("1.10", "0.90", "1.00", "0.95", "1.1", "1")
NAMES = ("王伟", "李娜", "欧阳𠮷", "𠮷野", "㛃静", "O'Brien", "诸葛,亮", '"小"赵', "张 三", "Émile")
EXTRA_GOALS = {"credit": ("S1", "S1", "S2", "S2"), "market": ("S2",)}  # the goals most often missed
REASONS = ("支行副行长", "部门副经理", "专业管理人员,兼职", "supervisor")


@dataclass(frozen=True, slots=True)
class Person:
    """One manager and the tier that the bank is arranged for; `exact` = on the threshold itself."""

    manager_id: str
    post: str
    assessed: bool
    goal: str | None
    exact: bool


def add_branches(draft: Draft) -> list[str]:
    """A tree of three or four levels in which most units inherit their factor."""
    factor = ("", "", *FACTORS)
    pick = draft.rng.choice
    top = draft.add(
        "branches", branch_id="HQ", name="总行", kind="head_office", standard_factor=pick(("", "", "1.10"))
    )
    units = [top["branch_id"]]
    for number in range(draft.rng.randint(1, 3)):
        branch = f"B{number}"
        draft.add(
            "branches",
            branch_id=branch,
            name=f"分行{number}",
            kind="branch",
            parent_id="HQ",
            standard_factor=pick(factor),
        )
        units.append(branch)
        for child in range(draft.rng.randint(0, 2)):
            kind = pick(("sub_branch", "department"))
            draft.add(
                "branches",
                branch_id=f"{branch}-{child}",
                name=f"支行{number}{child}",
                kind=kind,
                parent_id=branch,
                standard_factor=pick(("", "", "", "0.95", "1.00")),
            )
            units.append(f"{branch}-{child}")
            if draft.chance(0.3):
                draft.add(
                    "branches",
                    branch_id=f"{branch}-{child}-D",
                    name="公司业务部",
                    kind="department",
                    parent_id=f"{branch}-{child}",
                )
                units.append(f"{branch}-{child}-D")
    return units


def _hired_on(draft: Draft, *, hire_type: str, goal: str | None) -> date:
    """Often a year or two before the last day, give or take a day; sometimes on 29 February."""
    last_day = draft.window.last_day
    years = 2 if hire_type == "graduate" else 1
    if draft.chance(0.4):
        anniversary = years_later(last_day, -years)
        leap_days = [date(y, 2, 29) for y in range(last_day.year - 3, last_day.year + 1) if y % 4 == 0]
        return draft.rng.choice((anniversary - ONE_DAY, anniversary, anniversary + ONE_DAY, leap_days[-1]))
    return last_day - timedelta(days=draft.rng.randint(0, 800 if goal is None else 4000))


def add_managers(draft: Draft, *, units: list[str]) -> list[Person]:
    """Five to fifteen managers of all posts and hire types."""
    rng = draft.rng
    people = []
    forms = ("M{n:03d}", "M{n:03d}", "{n:03d}", "m{n}", "客{n}", "𠮷{n}", "{n}E1")
    for number in range(rng.randint(5, 15)):
        manager_id = rng.choice(forms).format(n=number)
        post = rng.choices(("market", "credit", "design", "specialist"), (8, 11, 5, 1))[0]
        excluded = draft.chance(0.06)
        goal = rng.choice((None, None, *LADDERS.get(post, ()), *EXTRA_GOALS.get(post, ())))
        hire_type = rng.choice(("regular", "regular", "new_hire", "graduate"))
        if goal is None and draft.chance(0.6):
            hire_type = rng.choice(("new_hire", "graduate"))
        draft.add(
            "managers",
            manager_id=manager_id,
            name=f"{rng.choice(NAMES)}{number}",
            branch_id=rng.choice(units),
            post=post,
            hired_on=_hired_on(draft, hire_type=hire_type, goal=goal).isoformat(),
            hire_type=hire_type,
            excluded_reason=rng.choice(REASONS) if excluded else "",
        )
        people.append(
            Person(manager_id, post, post != "specialist" and not excluded, goal, exact=draft.chance(0.5))
        )
    return people


def _qualification_days(draft: Draft, *, covering: bool) -> tuple[date, date]:
    last_day = draft.window.last_day
    long_ago = last_day - timedelta(days=draft.rng.randint(1, 900))
    if covering:
        return draft.rng.choice((long_ago, long_ago, last_day)), last_day + timedelta(
            days=draft.rng.choice((0, 0, 1, 400))
        )
    if draft.chance(0.5):
        return long_ago - ONE_DAY, last_day - ONE_DAY
    return last_day + ONE_DAY, last_day + timedelta(days=1000)


def add_qualifications(draft: Draft, person: Person) -> None:
    """One that fits the goal, and others: expired, not yet valid, of another rank or post."""
    rng = draft.rng
    ranks = list(TIERS_OF_RANK)
    fitting = next((rank for rank, tiers in TIERS_OF_RANK.items() if person.goal in tiers), "assistant")
    wanted: list[tuple[str, str, bool]] = []
    if draft.chance(0.7):
        wanted.append((person.post, fitting, True))
    for _ in range(rng.choice((0, 0, 1, 2))):
        post = rng.choice((person.post, person.post, "market", "credit", "design"))
        wanted.append((post, rng.choice(ranks), draft.chance(0.35)))
    seen = set()
    for post, rank, covering in wanted:
        first, last = _qualification_days(draft, covering=covering)
        if (post, rank, first) in seen:
            continue
        seen.add((post, rank, first))
        draft.add(
            "qualifications",
            manager_id=person.manager_id,
            post=post,
            rank=rank,
            kind=rng.choice(("regular", "temporary", "exception")),
            valid_from=first.isoformat(),
            valid_to=last.isoformat(),
        )


_SCORES_OF_GOAL = {
    None: ("59.99", "0", "59.9", "12.5"),
    "M3": ("60", "69.99", "60.00", "65"),
    "M2": ("70", "79.99", "70.0", "75"),
    "M1": ("80", "89.99", "80.01", "85"),
    "S4": ("90", "100", "90.00", "91.5"),
}


def add_design_scores(draft: Draft, person: Person) -> None:
    """The score of the period, mostly, and misleading ones of other periods."""
    period, rng = draft.window.period, draft.rng
    year = period[:4]
    others = {year, f"{year}Q1", f"{year}Q2", f"{year}Q3", f"{year}Q4", str(int(year) - 1)} - {period}
    if person.post == "design" and not (person.goal is None and draft.chance(0.4)):
        draft.add(
            "design_scores",
            manager_id=person.manager_id,
            period=period,
            score=rng.choice(_SCORES_OF_GOAL[person.goal]),
        )
    if draft.chance(0.5 if person.post == "design" else 0.05):
        draft.add(
            "design_scores",
            manager_id=person.manager_id,
            period=rng.choice(sorted(others)),
            score=rng.choice(("100", "0", "75.5")),
        )


def add_history(draft: Draft, person: Person) -> None:
    """Years that make, or just miss, a veteran: gaps, years below, rows of this year and later."""
    rng, this_year = draft.rng, draft.window.year_start.year
    if draft.chance(0.3):
        return
    k = rng.randint(1, 4)
    first = this_year - rng.choice((4, 5, 5, 6, 6, 7, 9))
    missed = {first + rng.randint(0, 6)} if draft.chance(0.6) else set()
    for year in range(first, this_year + rng.choice((0, 0, 0, 1, 2))):
        if year in missed and draft.chance(0.5):
            continue
        tier = f"S{rng.randint(1, k)}"
        passed = "true"
        if year in missed:
            tier, passed = rng.choice(((tier, "false"), ("M1", "true"), ("", "false"), ("T1", "true")))
        elif draft.chance(0.06):
            tier = rng.choice(("S4", "M2", "A1"))
        draft.add("tier_history", manager_id=person.manager_id, year=str(year), tier=tier, passed=passed)
