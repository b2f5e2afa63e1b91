"""Deposits and volume added to a manager until the goal is reached, exactly where that is possible."""

from datetime import timedelta
from fractions import Fraction

from tests.banks.deposits import SETTLEMENT_KINDS, add_account
from tests.banks.draft import FAR_PAST, OPEN_END, Draft
from tests.banks.people import Person
from tests.banks.series import exact_steps
from tests.banks.splits import parts_of_whole
from tests.reference.constants import (
    EXIT_AVERAGE_DEPOSIT,
    EXIT_COMPOSITE_VOLUME,
    PER_100,
    STANDARDS,
)
from tests.reference.judge import standard_factor
from tests.reference.measure import Bank as Measured
from tests.reference.measure import measure

FEN_PER_WAN = 1_000_000
CENTS_PER_WAN_USD = 1_000_000
LOAN_COMPONENTS = tuple(name for name in PER_100 if name.endswith(("_lead", "_assist")))


def _goal_fen_days(draft: Draft, person: Person, *, measured: Measured) -> tuple[Fraction, Fraction]:
    """The average deposit and composite volume to reach, in fen-days."""
    rng, per_wan = draft.rng, FEN_PER_WAN * draft.window.days
    manager = next(row for row in draft.tables["managers"] if row["manager_id"] == person.manager_id)
    if person.goal is None:
        deposit, volume = Fraction(EXIT_AVERAGE_DEPOSIT), Fraction(EXIT_COMPOSITE_VOLUME)
        if not person.exact:
            deposit *= Fraction(rng.randint(20, 130), 100)
            volume *= Fraction(rng.randint(60, 130), 100)
    else:
        factor = standard_factor(measured, manager["branch_id"])
        deposit = STANDARDS[person.goal].average_deposit * factor
        volume = STANDARDS[person.goal].composite_volume * factor
        if not person.exact:
            deposit *= Fraction(rng.randint(100, 125), 100)
            volume *= Fraction(rng.randint(100, 125), 100)
    beside = (0, 0, 0, -1, 1) if person.exact else (0,)
    return deposit * per_wan + rng.choice(beside), volume * per_wan + rng.choice(beside)


def _hold_alone(draft: Draft, subject_type: str, subject_id: str, *, manager_id: str, role: str) -> None:
    """One manager holds the whole: at once, in two overlapping parts, or in two stretches."""
    window = draft.window
    way = draft.rng.randrange(3)
    if way == 0:
        parts = [(10_000, FAR_PAST, OPEN_END)]
    elif way == 1:
        parts = [(share, FAR_PAST, OPEN_END) for share in parts_of_whole(draft.rng, 2)]
    else:
        day = draft.day(window.year_start, window.last_day)
        parts = [
            (10_000, window.year_start, day - timedelta(days=1)),
            (10_000, day, draft.rng.choice((window.last_day, OPEN_END))),
        ]
    for share_bp, first, last in parts:
        draft.attribute(
            subject_type, subject_id, manager_id, role=role, share_bp=share_bp, first=first, last=last
        )


def _add_deposit(draft: Draft, person: Person, *, customer_id: str, fen_days: Fraction) -> Fraction:
    """A deposit that adds so much to the average deposit; returns the volume it adds, in fen-days."""
    rng, window = draft.rng, draft.window
    product, weight = "corporate_time", Fraction(1)
    if not person.exact:
        product, weight = rng.choice(
            (
                ("corporate_time", Fraction(1)),
                ("savings_time", Fraction(3)),
                ("savings_demand", Fraction("3.6")),
            )
        )
    total = int(fen_days / weight)
    if total <= 0:
        return Fraction(0)
    steps = exact_steps(rng, total_fen_days=total, first=window.year_start, days=window.days)
    if draft.chance(0.4) and window.days > 1:
        steps.append((window.last_day + timedelta(days=1), 10**12))
    if draft.chance(0.4):
        steps.append((window.year_start - timedelta(days=1), 10**11))
    account_id = add_account(draft, customer_id=customer_id, product=product, currency="CNY", steps=steps)
    _hold_alone(draft, "account", account_id, manager_id=person.manager_id, role="owner")
    return Fraction(total) * PER_100[product] / 100


def _add_settlement(draft: Draft, person: Person, *, customer_id: str, fen_days: Fraction) -> Fraction:
    """A settlement worth at most so much volume; returns what it adds, in fen-days."""
    window = draft.window
    kind = draft.rng.choice(SETTLEMENT_KINDS)
    per_cent = Fraction(PER_100[f"settlement_{kind}"], 100) * FEN_PER_WAN * window.days / CENTS_PER_WAN_USD
    cents = int(fen_days / per_cent)
    if cents <= 0:
        return Fraction(0)
    settled_on = draft.day(window.period_start, window.last_day)
    draft.add(
        "settlements",
        settlement_id=draft.new_id("S"),
        customer_id=customer_id,
        date=settled_on.isoformat(),
        kind=kind,
        amount_usd=draft.money(cents),
    )
    stretch = draft.rng.choice(((settled_on, settled_on), (FAR_PAST, OPEN_END), (settled_on, OPEN_END)))
    first, last = stretch
    draft.attribute(
        "customer", customer_id, person.manager_id, role="owner", share_bp=10_000, first=first, last=last
    )
    return cents * per_cent


def _add_loan(draft: Draft, person: Person, *, customer_id: str, fen_days: Fraction) -> None:
    """A loan granted this year that adds so much volume."""
    window = draft.window
    component = "corporate_unsecured_assist" if person.exact else draft.rng.choice(LOAN_COMPONENTS)
    total = int(fen_days * 100 / PER_100[component])
    if total <= 0:
        return
    words = component.split("_")
    loan_id = draft.new_id("L")
    draft.add(
        "loans",
        loan_id=loan_id,
        customer_id=customer_id,
        kind=words[0],
        security=words[1] if words[0] == "corporate" else draft.rng.choice(("secured", "unsecured")),
        granted_on=window.year_start.isoformat(),
        currency="CNY",
    )
    for day, balance in exact_steps(
        draft.rng, total_fen_days=total, first=window.year_start, days=window.days
    ):
        draft.add(
            "loan_balances",
            loan_id=loan_id,
            date=day.isoformat(),
            balance=draft.money(balance),
            classification="normal",
        )
    _hold_alone(draft, "loan", loan_id, manager_id=person.manager_id, role=words[-1])


def reach_goal(draft: Draft, person: Person, *, measured: Measured, customer_id: str) -> None:
    """Bring one manager from what the random business gives to the goal; a customer of their own."""
    measures = measure(measured, person.manager_id)
    per_wan = FEN_PER_WAN * draft.window.days
    deposit, volume = _goal_fen_days(draft, person, measured=measured)
    volume -= measures.composite_volume * per_wan
    deposit -= measures.average_deposit * per_wan
    volume -= _add_deposit(draft, person, customer_id=customer_id, fen_days=deposit)
    part = Fraction(draft.rng.randint(0, 100), 100)
    volume -= _add_settlement(draft, person, customer_id=customer_id, fen_days=volume * part)
    _add_loan(draft, person, customer_id=customer_id, fen_days=volume)
