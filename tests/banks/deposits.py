"""Customers, accounts, rates and settlements that nothing is tuned on."""

from datetime import timedelta

from tests.banks.draft import Draft
from tests.banks.people import Person
from tests.banks.series import Step, random_steps
from tests.banks.splits import share_out
from tests.reference.constants import STANDARDS

PRODUCTS = ("corporate_demand", "corporate_time", "savings_demand", "savings_time")
CURRENCIES = ("CNY", "CNY", "CNY", "USD", "HKD", "JPY")
SETTLEMENT_KINDS = ("documentary", "trade_remittance", "non_trade_remittance")
ONE_DAY = timedelta(days=1)


def add_rates(draft: Draft) -> None:
    """Rates on or before the last day, and later ones that must not be used."""
    last_day = draft.window.last_day
    for currency in sorted(set(CURRENCIES) - {"CNY"}):
        days = [last_day - timedelta(days=draft.rng.choice((0, 0, 1, 300)))]
        days += [days[0] - timedelta(days=draft.rng.randint(1, 500)) for _ in range(draft.rng.randint(0, 2))]
        days += [last_day + timedelta(days=draft.rng.choice((1, 30)))] if draft.chance(0.7) else []
        for day in sorted(set(days)):
            e8 = draft.rng.randint(1_000_000, 2_000_000_000)
            places = draft.rng.choice((2, 4, 8))
            e8 = max(e8 // 10 ** (8 - places), 1) * 10 ** (8 - places)
            text = f"{e8 // 10**8}.{e8 % 10**8:08d}"[: -(8 - places) or None]
            draft.add("rates", currency=currency, date=day.isoformat(), cny_per_unit=text)


def add_customer(draft: Draft, *, kind: str) -> str:
    """One customer; returns its id."""
    customer_id = draft.new_id("C")
    line = draft.money(draft.rng.randint(0, 10**11)) if draft.chance(0.4) else ""
    name = draft.rng.choice(("东方机械", "𠮷祥贸易", "A, B & Co", "㐂多"))
    draft.add("customers", customer_id=customer_id, name=name, kind=kind, credit_line=line)
    return customer_id


def add_account(draft: Draft, *, customer_id: str, product: str, currency: str, steps: list[Step]) -> str:
    """One account with its balances; returns its id."""
    account_id = draft.new_id("A")
    draft.add("accounts", account_id=account_id, customer_id=customer_id, product=product, currency=currency)
    for day, balance in steps:
        draft.add("balances", account_id=account_id, date=day.isoformat(), balance=draft.money(balance))
    return account_id


def add_wild_accounts(draft: Draft, *, customers: list[str], managers: list[str]) -> None:
    """Accounts of every product and currency, shared out in every way."""
    for _ in range(draft.rng.randint(4, 12)):
        size = 10 ** draft.rng.randint(3, 9)
        account_id = add_account(
            draft,
            customer_id=draft.rng.choice(customers),
            product=draft.rng.choice(PRODUCTS),
            currency=draft.rng.choice(CURRENCIES),
            steps=random_steps(draft, size_fen=size, negatives=draft.chance(0.3)),
        )
        share_out(draft, "account", account_id, role="owner", managers=managers)


def add_wild_settlements(draft: Draft, *, customers: list[str], managers: list[str]) -> None:
    """Settlements on and around the edges of year and period, of customers that change hands."""
    window = draft.window
    for customer_id in draft.rng.sample(customers, min(len(customers), 8)):
        share_out(draft, "customer", customer_id, role="owner", managers=managers)
        for _ in range(draft.rng.randint(0, 3)):
            draft.add(
                "settlements",
                settlement_id=draft.new_id("S"),
                customer_id=customer_id,
                date=draft.day(
                    draft.rng.choice((window.year_start, window.period_start, window.period_start - ONE_DAY)),
                    draft.rng.choice((window.last_day, window.last_day + ONE_DAY)),
                ).isoformat(),
                kind=draft.rng.choice(SETTLEMENT_KINDS),
                amount_usd=draft.money(draft.rng.randint(1, 20_000_000)),
            )


def add_counting_accounts(draft: Draft, *, customers: list[str]) -> list[str]:
    """One account per customer that brings no volume: negotiated, at zero, or without a balance."""
    accounts = []
    for customer_id in customers:
        kind = draft.rng.choice(("negotiated", "zero", "none"))
        first = draft.window.year_start - ONE_DAY
        steps = {"negotiated": [(first, 10**9)], "zero": [(first, 0)], "none": []}[kind]
        accounts.append(
            add_account(
                draft,
                customer_id=customer_id,
                product="negotiated" if kind == "negotiated" else draft.rng.choice(PRODUCTS),
                currency="CNY",
                steps=steps,
            )
        )
    return accounts


def add_counted_customers(draft: Draft, person: Person, *, accounts: list[str]) -> None:
    """As many customers as the goal needs, or a few more, or one less, held on the last day."""
    window, rng = draft.window, draft.rng
    needed = STANDARDS[person.goal].corporate_customers if person.goal else rng.choice((0, 4, 12))
    count = max(0, needed + rng.choice((0, 0, 0, 0, 1, 3, -1)))
    in_random_order = rng.sample(accounts, len(accounts))
    for account_id in in_random_order[:count]:
        first = rng.choice((window.last_day, window.last_day - timedelta(days=rng.randint(1, 500))))
        last = window.last_day + timedelta(days=rng.choice((0, 0, 1, 5000)))
        draft.attribute(
            "account",
            account_id,
            person.manager_id,
            role="owner",
            share_bp=rng.randint(1, 100),
            first=first,
            last=last,
        )
    for account_id in in_random_order[count : count + rng.randint(0, 2)]:
        first, last = rng.choice(
            (
                (window.year_start, window.last_day - ONE_DAY),
                (window.last_day + ONE_DAY, window.last_day + timedelta(days=99)),
            )
        )
        draft.attribute(
            "account", account_id, person.manager_id, role="owner", share_bp=7, first=first, last=last
        )
