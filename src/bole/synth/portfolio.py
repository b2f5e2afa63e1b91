"""How large each manager's portfolio is: accounts, customers, deposits, loans and settlements."""

from dataclasses import dataclass
from datetime import date

from bole.synth.aims import BELOW
from bole.synth.dice import Dice
from bole.synth.organisation import apportion
from bole.synth.people import Person

_DEPOSIT_CREDIT_PERCENT = 108
"""Roughly what a manager's average deposits add to the composite volume."""
_LOANS_PER_GAP_PERCENT = 230
"""Roughly what must be lent for the loans alone to fill the gap of the composite volume."""
_SETTLEMENT_CREDIT_PERCENT = 220
"""Roughly what settlements add to the composite volume, over all kinds."""
_MOST_LOAN_SLOTS = 40


@dataclass(frozen=True, slots=True)
class Plan:
    """One manager's portfolio: a row for the bulk statements, which read it by these names.

    Offsets number accounts, customers and loan slots through the whole bank; `position` is the
    place among the colleagues of the same branch (`home`), ordered by aim, so that neighbours
    share customers. Amounts in fen, settlements in US cents a quarter.
    """

    manager_no: int
    manager_id: str
    home: int
    position: int
    colleagues: int
    hired_on: date
    account_offset: int
    accounts: int
    corporate_accounts: int
    customer_offset: int
    corporate_customers: int
    personal_customers: int
    slot_offset: int
    loan_slots: int
    personal_loan_percent: int
    retail_weight: int
    deposit_fen: int
    loan_fen: int
    settlement_cents: int
    pays_late: bool

    @property
    def customers(self) -> int:
        """How many customers of either kind."""
        return self.corporate_customers + self.personal_customers


def draw_plans(people: list[Person], *, accounts: int, seed: int) -> list[Plan]:
    """The portfolios of everybody who carries one; together they hold exactly `accounts` accounts."""
    carriers = [person for person in people if person.carries_portfolio]
    dice = [Dice(seed=seed, purpose=f"portfolio:{person.manager_id}") for person in carriers]
    weights = [
        (person.aim.customers + 12) * die.between(80, 120) for person, die in zip(carriers, dice, strict=True)
    ]
    places = _places(carriers)
    plans: list[Plan] = []
    account_offset = customer_offset = slot_offset = 0
    for person, die, count in zip(carriers, dice, apportion(accounts, weights=weights), strict=True):
        position, colleagues = places[person.manager_no]
        plan = _plan(
            person,
            dice=die,
            accounts=count,
            offsets=(account_offset, customer_offset, slot_offset),
            place=(position, colleagues),
        )
        account_offset += plan.accounts
        customer_offset += plan.customers
        slot_offset += plan.loan_slots
        plans.append(plan)
    return plans


def _places(carriers: list[Person]) -> dict[int, tuple[int, int]]:
    """`(position, colleagues)` of every manager among the branch's, ordered by post and aim."""
    homes: dict[int, list[Person]] = {}
    for person in sorted(carriers, key=lambda person: (person.level, person.manager_no)):
        homes.setdefault(person.home, []).append(person)
    return {
        person.manager_no: (position, len(members))
        for members in homes.values()
        for position, person in enumerate(members)
    }


def _plan(
    person: Person, *, dice: Dice, accounts: int, offsets: tuple[int, int, int], place: tuple[int, int]
) -> Plan:
    corporate_customers, corporate_accounts = _corporate(person, dice=dice, accounts=accounts)
    personal_accounts = accounts - corporate_accounts
    personal_customers = -(-personal_accounts * dice.between(60, 85) // 100)
    deposit = person.aim.deposit_fen * person.factor_percent // 100 * _height(dice, person=person) // 100
    composite = person.aim.composite_fen * person.factor_percent // 100 * _height(dice, person=person) // 100
    gap = max(composite // 12, composite - deposit * _DEPOSIT_CREDIT_PERCENT // 100)
    credit = person.post == "credit"
    lent = gap * dice.between(30, 70) // 100 * _LOANS_PER_GAP_PERCENT // 100
    settled = gap * dice.between(60 if credit else 85, 110) // 100 * 100 // _SETTLEMENT_CREDIT_PERCENT
    customers = corporate_customers + personal_customers
    slots = min(_MOST_LOAN_SLOTS, customers, corporate_customers * dice.between(60, 100) // 100 + 2)
    return Plan(
        manager_no=person.manager_no,
        manager_id=person.manager_id,
        home=person.home,
        position=place[0],
        colleagues=place[1],
        hired_on=person.hired_on,
        account_offset=offsets[0],
        accounts=accounts,
        corporate_accounts=corporate_accounts,
        customer_offset=offsets[1],
        corporate_customers=corporate_customers,
        personal_customers=personal_customers,
        slot_offset=offsets[2],
        loan_slots=slots if credit else slots // 4,
        personal_loan_percent=12 if credit else 90,
        retail_weight=dice.between(1, 4) if credit else dice.between(2, 12),
        deposit_fen=deposit,
        loan_fen=lent if credit else lent // 5,
        settlement_cents=settled,
        pays_late=person.level > 0 and dice.chance(9),
    )


def _corporate(person: Person, *, dice: Dice, accounts: int) -> tuple[int, int]:
    """`(customers, accounts)` of companies: at least what the aim asks for, where accounts suffice."""
    asked = person.aim.customers
    customers = asked * dice.between(75, 98) // 100 if dice.chance(8) else asked + dice.between(1, 9)
    customers = max(min(customers, accounts), min(accounts // 9, customers * 3))
    return customers, min(accounts, customers * dice.between(105, 150) // 100)


def _height(dice: Dice, *, person: Person) -> int:
    """Percent of the aim: mostly above, about one in seven just below."""
    if person.level == BELOW:
        return dice.between(40, 120)
    return dice.between(92, 99) if dice.chance(14) else dice.between(108, 132)
