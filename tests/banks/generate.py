"""One random bank from a seed."""

import random
from datetime import date, timedelta

from tests.banks.bank import Bank
from tests.banks.conduct import add_error_points, add_grace_periods
from tests.banks.control import add_control_totals
from tests.banks.deposits import (
    add_counted_customers,
    add_counting_accounts,
    add_customer,
    add_rates,
    add_wild_accounts,
    add_wild_settlements,
)
from tests.banks.draft import Draft
from tests.banks.goals import reach_goal
from tests.banks.lending import add_clean_book, add_wild_loans
from tests.banks.people import (
    Person,
    add_branches,
    add_design_scores,
    add_history,
    add_managers,
    add_qualifications,
)
from tests.reference.constants import STANDARDS
from tests.reference.measure import Bank as Measured
from tests.reference.window import window_of

OPTIONAL_TABLES = (
    "qualifications",
    "interest",
    "settlements",
    "error_points",
    "risk_findings",
    "grace_periods",
    "design_scores",
    "tier_history",
)


LEAP_ANNIVERSARIES = (
    ("2024", date(2024, 2, 29)),
    ("2025", date(2025, 2, 27)),
    ("2025", date(2025, 2, 28)),
    ("2025Q1", date(2025, 2, 28)),
    ("2025", date(2025, 3, 1)),
    ("2026", date(2026, 2, 28)),
    ("2028Q1", date(2028, 2, 29)),
)


def _random_period(rng: random.Random) -> str:
    year = rng.choice((2023, 2024, 2024, 2025, 2028))
    return rng.choice((f"{year}", f"{year}", f"{year}Q1", f"{year}Q2", f"{year}Q3", f"{year}Q4"))


def _random_as_of(rng: random.Random, *, period: str) -> date:
    """A day inside the period: an end, 28 or 29 February, or any."""
    whole = window_of(period, as_of=None)
    february_end = date(whole.year_start.year, 3, 1) - timedelta(days=1)
    days = [whole.period_start, whole.last_day]
    if whole.period_start <= february_end <= whole.last_day:
        days += [february_end, february_end]
    inside = (whole.last_day - whole.period_start).days
    days += [whole.period_start + timedelta(days=rng.randint(0, inside)) for _ in range(2)]
    return rng.choice(days)


def _random_standing(rng: random.Random) -> tuple[str, date | None]:
    """A period and, for one bank in three, the day of the standing."""
    if rng.random() < 0.08:
        return rng.choice(LEAP_ANNIVERSARIES)
    period = _random_period(rng)
    return period, _random_as_of(rng, period=period) if rng.random() < 0.25 else None


def _add_business(draft: Draft, people: list[Person]) -> None:
    """Accounts, loans and settlements; exact managers have none but clean ones."""
    everyone = [person.manager_id for person in people]
    wild = [person.manager_id for person in people if not person.exact] or everyone[:1]
    needed = max((STANDARDS[p.goal].corporate_customers for p in people if p.goal), default=5) + 3
    corporate = [add_customer(draft, kind="corporate") for _ in range(needed)]
    personal = [add_customer(draft, kind="personal") for _ in range(draft.rng.randint(0, 4))]
    counting = add_counting_accounts(draft, customers=corporate)
    counting += add_counting_accounts(draft, customers=personal)
    for person in people:
        add_counted_customers(draft, person, accounts=counting)
    add_wild_accounts(draft, customers=corporate + personal, managers=wild)
    add_wild_loans(draft, customers=corporate + personal, managers=wild)
    add_wild_settlements(draft, customers=corporate + personal, managers=wild)
    for person in people:
        if person.exact or draft.chance(0.3):
            add_clean_book(draft, person, customers=corporate, others=everyone)
    measured = Measured(draft.tables, window=draft.window)
    for person in people:
        if person.assessed and person.post != "design":
            customer_id = add_customer(draft, kind="personal")
            reach_goal(draft, person, measured=measured, customer_id=customer_id)


def random_bank(seed: int, *, period: str | None = None, as_of: date | None = None) -> Bank:
    """A valid bank full of edges; the same seed gives the same bank.

    Args:
        seed: chooses everything that the other arguments leave open.
        period: the period to assess, or else a random one.
        as_of: the day of the standing; only together with a period. Without both, one in three
            banks has a random one.
    """
    rng = random.Random(seed)
    if period is None:
        period, as_of = _random_standing(rng)
    draft = Draft(rng, window=window_of(period, as_of=as_of))
    people = add_managers(draft, units=add_branches(draft))
    add_rates(draft)
    if not draft.chance(0.02):
        _add_business(draft, people)
    for person in people:
        add_qualifications(draft, person)
        add_design_scores(draft, person)
        add_history(draft, person)
        add_error_points(draft, person)
        add_grace_periods(draft, person)
    for name in OPTIONAL_TABLES:
        if draft.chance(0.03):
            draft.tables[name] = []
    add_control_totals(draft)
    tables = {name: rows for name, rows in draft.tables.items() if rows or draft.chance(0.5)}
    return Bank(tables, period, as_of)
