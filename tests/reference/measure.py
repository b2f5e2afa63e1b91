"""What each manager achieved: components and measures, in exact fractions of 万元."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.constants import AVERAGE_DEPOSIT_WEIGHTS, NON_PERFORMING, PER_100
from tests.reference.facts import Row, Tables, by_key, covers, day_of, days_between, number_of
from tests.reference.window import Window

ZERO = Fraction(0)
YUAN_PER_WAN = 10000


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one manager; a ratio without a denominator is None."""

    amounts: dict[str, Fraction]
    credited: dict[str, Fraction]
    corporate_customers: int
    npl_ratio: Fraction | None
    own_cause_npl_ratio: Fraction | None
    interest_collection_rate: Fraction | None

    @property
    def composite_volume(self) -> Fraction:
        return sum(self.credited.values(), ZERO)

    @property
    def average_deposit(self) -> Fraction:
        return sum((self.amounts[name] * weight for name, weight in AVERAGE_DEPOSIT_WEIGHTS.items()), ZERO)


def _row_of_each_day(rows: list[Row], *, window: Window) -> dict[date, Row]:
    """The row that holds on each day of the year to date; no entry before the first one."""
    dated = {day_of(row["date"]): row for row in rows}
    before = [day for day in dated if day < window.year_start]
    holding = dated[max(before)] if before else None
    found: dict[date, Row] = {}
    for day in days_between(window.year_start, window.last_day):
        holding = dated.get(day, holding)
        if holding is not None:
            found[day] = holding
    return found


class Bank:
    """The facts of one bank, looked up the slow way."""

    def __init__(self, tables: Tables, *, window: Window) -> None:
        self.window = window
        self.tables = tables
        self.customers = {row["customer_id"]: row for row in self.table("customers")}
        self.accounts = {row["account_id"]: row for row in self.table("accounts")}
        self.loans = {row["loan_id"]: row for row in self.table("loans")}
        self.account_days = {
            account: _row_of_each_day(rows, window=window)
            for account, rows in by_key(self.table("balances"), "account_id").items()
        }
        self.loan_days = {
            loan: _row_of_each_day(rows, window=window)
            for loan, rows in by_key(self.table("loan_balances"), "loan_id").items()
        }

    def table(self, name: str) -> list[Row]:
        return self.tables.get(name, [])

    def attributions(self, manager_id: str, *, subject_type: str) -> list[Row]:
        return [
            row
            for row in self.table("attributions")
            if row["manager_id"] == manager_id and row["subject_type"] == subject_type
        ]

    def cny_per_unit(self, currency: str) -> Fraction:
        """The rate of the last day, or else the latest before it; CNY is 1."""
        if currency == "CNY":
            return Fraction(1)
        known = {
            day_of(row["date"]): number_of(row["cny_per_unit"])
            for row in self.table("rates")
            if row["currency"] == currency and day_of(row["date"]) <= self.window.last_day
        }
        return known[max(known)]

    def average(self, held: dict[date, Row], *, attribution: Row, currency: str) -> Fraction:
        """The daily average that an attribution brings, in 万元: balance-days over calendar days."""
        share = number_of(attribution["share"]) / 100
        balance_days = ZERO
        for day, row in held.items():
            if covers(attribution, day):
                balance_days += number_of(row["balance"]) * share
        return balance_days * self.cny_per_unit(currency) / self.window.days / YUAN_PER_WAN


def _deposits(bank: Bank, manager_id: str, amounts: dict[str, Fraction]) -> None:
    for attribution in bank.attributions(manager_id, subject_type="account"):
        account = bank.accounts[attribution["subject_id"]]
        if account["product"] == "negotiated":
            continue
        held = bank.account_days.get(account["account_id"], {})
        amounts[account["product"]] += bank.average(
            held, attribution=attribution, currency=account["currency"]
        )


def _settlements(bank: Bank, manager_id: str, amounts: dict[str, Fraction]) -> None:
    for attribution in bank.attributions(manager_id, subject_type="customer"):
        for settlement in bank.table("settlements"):
            if settlement["customer_id"] != attribution["subject_id"]:
                continue
            settled_on = day_of(settlement["date"])
            inside = bank.window.period_start <= settled_on <= bank.window.last_day
            if inside and covers(attribution, settled_on):
                share = number_of(attribution["share"]) / 100
                amounts[f"settlement_{settlement['kind']}"] += (
                    number_of(settlement["amount_usd"]) * share / YUAN_PER_WAN
                )


def _new_loans(bank: Bank, manager_id: str, amounts: dict[str, Fraction]) -> None:
    for attribution in bank.attributions(manager_id, subject_type="loan"):
        loan = bank.loans[attribution["subject_id"]]
        if day_of(loan["granted_on"]).year != bank.window.year_start.year:
            continue
        kind = "personal" if loan["kind"] == "personal" else f"corporate_{loan['security']}"
        held = bank.loan_days.get(loan["loan_id"], {})
        amounts[f"{kind}_{attribution['role']}"] += bank.average(
            held, attribution=attribution, currency=loan["currency"]
        )


def _led_loans(bank: Bank, manager_id: str) -> tuple[Fraction, Fraction, Fraction]:
    """Balances of led loans on the last day: all, non-performing, non-performing by own cause."""
    last_day = bank.window.last_day
    own_cause_loans = {
        finding["loan_id"]
        for finding in bank.table("risk_findings")
        if finding["manager_id"] == manager_id
        and finding["own_cause"] == "true"
        and day_of(finding["date"]) <= last_day
    }
    total = non_performing = own_cause = ZERO
    for attribution in bank.attributions(manager_id, subject_type="loan"):
        if attribution["role"] != "lead" or not covers(attribution, last_day):
            continue
        loan = bank.loans[attribution["subject_id"]]
        row = bank.loan_days.get(loan["loan_id"], {}).get(last_day)
        if row is None:
            continue
        share = number_of(attribution["share"]) / 100
        balance = number_of(row["balance"]) * share * bank.cny_per_unit(loan["currency"]) / YUAN_PER_WAN
        total += balance
        if row["classification"] in NON_PERFORMING:
            non_performing += balance
            if loan["loan_id"] in own_cause_loans:
                own_cause += balance
    return total, non_performing, own_cause


def _interest(bank: Bank, manager_id: str) -> tuple[Fraction, Fraction]:
    """Interest on led loans due in the year to date, and what of it was collected, in 万元."""
    window = bank.window
    due = collected = ZERO
    for attribution in bank.attributions(manager_id, subject_type="loan"):
        if attribution["role"] != "lead":
            continue
        loan = bank.loans[attribution["subject_id"]]
        weight = number_of(attribution["share"]) / 100 * bank.cny_per_unit(loan["currency"]) / YUAN_PER_WAN
        for row in bank.table("interest"):
            due_on = day_of(row["due_on"])
            if row["loan_id"] != loan["loan_id"] or not window.year_start <= due_on <= window.last_day:
                continue
            if not covers(attribution, due_on):
                continue
            due += number_of(row["due"]) * weight
            if row["collected_on"] and day_of(row["collected_on"]) <= window.last_day:
                collected += number_of(row["collected"]) * weight
    return due, collected


def _corporate_customers(bank: Bank, manager_id: str) -> int:
    served = {
        subjects[attribution["subject_id"]]["customer_id"]
        for subject_type, subjects in (("account", bank.accounts), ("loan", bank.loans))
        for attribution in bank.attributions(manager_id, subject_type=subject_type)
        if covers(attribution, bank.window.last_day)
    }
    return sum(1 for customer_id in served if bank.customers[customer_id]["kind"] == "corporate")


def measure(bank: Bank, manager_id: str) -> Measures:
    """Step 2 of the order of decisions, for one manager."""
    amounts: dict[str, Fraction] = defaultdict(lambda: ZERO)
    _deposits(bank, manager_id, amounts)
    _settlements(bank, manager_id, amounts)
    _new_loans(bank, manager_id, amounts)
    led, non_performing, own_cause = _led_loans(bank, manager_id)
    due, collected = _interest(bank, manager_id)
    amounts["npl_deduction"] = non_performing
    amounts["interest_deduction"] = due - collected
    every = {name: amounts[name] for name in PER_100}
    return Measures(
        amounts=every,
        credited={name: every[name] * per_100 / 100 for name, per_100 in PER_100.items()},
        corporate_customers=_corporate_customers(bank, manager_id),
        npl_ratio=non_performing / led if led else None,
        own_cause_npl_ratio=own_cause / led if led else None,
        interest_collection_rate=collected / due if due else None,
    )
