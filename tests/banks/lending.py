"""Loans, their interest and the findings on them: random ones, and books with exact ratios."""

from datetime import date, timedelta

from tests.banks.deposits import CURRENCIES
from tests.banks.draft import Draft
from tests.banks.people import Person
from tests.banks.series import random_steps
from tests.banks.splits import share_out
from tests.reference.constants import NON_PERFORMING, STANDARDS

ONE_DAY = timedelta(days=1)
PERFORMING = ("normal", "special_mention")


def _granted_on(draft: Draft) -> date:
    year = draft.window.year_start.year
    return draft.rng.choice(
        (
            date(year, 1, 1),
            date(year - 1, 12, 31),
            date(year, 12, 31),
            date(year - 1, 6, 15),
            draft.day(draft.window.year_start, draft.window.last_day),
            draft.day(draft.window.year_start, draft.window.last_day),
        )
    )


def _add_findings(draft: Draft, loan_id: str, *, managers: list[str]) -> None:
    """Findings of own cause, not of own cause, of several managers, and after the last day."""
    window = draft.window
    seen = set()
    for _ in range(draft.rng.randint(0, 3)):
        name = draft.rng.choice(managers)
        day = draft.rng.choice(
            (window.last_day, window.last_day + ONE_DAY, window.year_start - 300 * ONE_DAY)
        )
        if (name, day) in seen:
            continue
        seen.add((name, day))
        draft.add(
            "risk_findings",
            loan_id=loan_id,
            manager_id=name,
            date=day.isoformat(),
            own_cause=draft.rng.choice(("true", "false")),
        )


def _add_interest_rows(draft: Draft, loan_id: str, *, paid: bool) -> None:
    window = draft.window
    for _ in range(draft.rng.randint(0, 4)):
        due_on = draft.rng.choice(
            (
                window.year_start,
                window.year_start - ONE_DAY,
                window.last_day,
                window.last_day + ONE_DAY,
                draft.day(window.year_start, window.last_day),
            )
        )
        due = draft.rng.randint(1, 3_000_000)
        collected, collected_on = due, min(due_on, window.last_day)
        state = "full" if paid else draft.rng.choice(("full", "part", "over", "late", "none", "early", "odd"))
        if state == "part":
            collected = draft.rng.randint(0, due)
        elif state == "over":
            collected = due + draft.rng.randint(1, 100_000)
        elif state == "late":
            collected_on = window.last_day + ONE_DAY
        elif state == "early":
            collected_on = due_on - timedelta(days=40)
        elif state == "none":
            collected = 0
        draft.add(
            "interest",
            loan_id=loan_id,
            due_on=due_on.isoformat(),
            due=draft.money(due),
            collected=draft.money(collected),
            collected_on="" if state in {"none", "odd"} else collected_on.isoformat(),
        )


def add_wild_loans(draft: Draft, *, customers: list[str], managers: list[str]) -> None:
    """Loans of every kind, security, currency and date of grant, led and assisted by several."""
    rng = draft.rng
    for _ in range(rng.randint(2, 10)):
        granted_on = _granted_on(draft)
        bad = draft.chance(0.2)
        loan_id = draft.new_id("L")
        draft.add(
            "loans",
            loan_id=loan_id,
            customer_id=rng.choice(customers),
            kind=rng.choice(("corporate", "corporate", "personal")),
            security=rng.choice(("secured", "unsecured")),
            granted_on=granted_on.isoformat(),
            currency=rng.choice(CURRENCIES),
        )
        steps = [
            step
            for step in random_steps(draft, size_fen=10 ** rng.randint(5, 9), negatives=False)
            if step[0] >= granted_on
        ]
        for day, balance in steps:
            classes = (*PERFORMING, *NON_PERFORMING) if bad else PERFORMING
            draft.add(
                "loan_balances",
                loan_id=loan_id,
                date=day.isoformat(),
                balance=draft.money(balance),
                classification=rng.choice(classes),
            )
        share_out(draft, "loan", loan_id, role="lead", managers=managers)
        if draft.chance(0.5):
            share_out(draft, "loan", loan_id, role="assist", managers=managers)
        if bad or draft.chance(0.1):
            _add_findings(draft, loan_id, managers=managers)
        _add_interest_rows(draft, loan_id, paid=draft.chance(0.8))


def _add_clean_loan(
    draft: Draft, person: Person, *, customer_id: str, balance_fen: int, classification: str
) -> str:
    """A loan led by one manager alone, whose balance on the last day is as asked."""
    window = draft.window
    loan_id = draft.new_id("L")
    old = draft.chance(0.7)
    granted_on = window.year_start - timedelta(days=draft.rng.randint(1, 700)) if old else window.year_start
    draft.add(
        "loans",
        loan_id=loan_id,
        customer_id=customer_id,
        kind=draft.rng.choice(("corporate", "personal")),
        security=draft.rng.choice(("secured", "unsecured")),
        granted_on=granted_on.isoformat(),
        currency="CNY",
    )
    steps = {granted_on: (balance_fen + draft.rng.randint(0, 1000), draft.rng.choice(PERFORMING))}
    turned_on = window.last_day if draft.chance(0.4) else draft.day(window.year_start, window.last_day)
    steps[turned_on] = (balance_fen, classification)
    if draft.chance(0.3):
        steps[window.last_day + ONE_DAY] = (balance_fen * 2, "loss")
    for day, (balance, name) in steps.items():
        draft.add(
            "loan_balances",
            loan_id=loan_id,
            date=day.isoformat(),
            balance=draft.money(balance),
            classification=name,
        )
    draft.attribute("loan", loan_id, person.manager_id, role="lead", share_bp=10_000)
    return loan_id


def add_clean_book(draft: Draft, person: Person, *, customers: list[str], others: list[str]) -> None:
    """Loans and interest whose NPL ratio and collection rate sit exactly on a limit, or just beyond."""
    rng = draft.rng
    per_mille = rng.choice((0, 0, 10, 20, 30, 30, 50, 200))
    limit = STANDARDS[person.goal].npl_ratio_at_most if person.goal and person.post != "design" else None
    if limit is not None and draft.chance(0.7):
        per_mille = int(limit * 1000)
    beyond = 1 if per_mille and draft.chance(0.25) else 0
    unit = rng.randint(100, 1_000_000)
    customer_id = rng.choice(customers)
    good = _add_clean_loan(
        draft,
        person,
        customer_id=customer_id,
        balance_fen=unit * (1000 - per_mille) - beyond,
        classification=rng.choice(PERFORMING),
    )
    if per_mille:
        bad = _add_clean_loan(
            draft,
            person,
            customer_id=customer_id,
            balance_fen=unit * per_mille + beyond,
            classification=rng.choice(NON_PERFORMING),
        )
        if draft.chance(0.4):
            draft.add(
                "risk_findings",
                loan_id=bad,
                manager_id=person.manager_id,
                date=draft.day(draft.window.year_start, draft.window.last_day).isoformat(),
                own_cause="true",
            )
        else:
            _add_findings(draft, bad, managers=[person.manager_id, person.manager_id, *others[:2]])
    if draft.chance(0.8):
        _add_exact_interest(draft, good, person=person)


def _add_exact_interest(draft: Draft, loan_id: str, *, person: Person) -> None:
    """Two payments whose collection rate together is on a limit, a fen below, or above 100 %."""
    window, rng = draft.window, draft.rng
    missing = rng.choice((0, 0, 20, 30, 40, 40, 100))
    if person.goal and person.post == "credit" and draft.chance(0.7):
        missing = int((1 - STANDARDS[person.goal].interest_collection_at_least) * 2000)
    unit = rng.randint(1, 3000)
    short = rng.choice((0, 0, 0, 1)) - rng.choice((0, 0, 0, 0, 0, 500))
    due = (unit * 900, unit * 1100)
    collected = (due[0] + 77, due[1] - 77 - unit * missing - short)
    for one_due, one_collected in zip(due, collected, strict=True):
        due_on = draft.day(window.year_start, window.last_day)
        draft.add(
            "interest",
            loan_id=loan_id,
            due_on=due_on.isoformat(),
            due=draft.money(one_due),
            collected=draft.money(max(one_collected, 0)),
            collected_on=draft.day(due_on, window.last_day).isoformat(),
        )
