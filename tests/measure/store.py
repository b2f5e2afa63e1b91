"""A facts store made by hand, and what the engine measures on it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow.parquet

from bole.facts import STORE_TABLES, Store
from bole.facts.session import statement
from bole.kernel.exact import Measures
from bole.kernel.people import OPEN_END
from bole.kernel.period import Period, Standing
from bole.measure import measure_all, open_engine, write_contributions
from bole.policy.load import load_policy
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Item

Row = tuple[object, ...]
Interval = tuple[int, date, date, int]
"""Account number, first and last day, and the balance in fen."""

DAY = timedelta(days=1)

Q1 = Standing.of(Period(2025, 1))
Q3 = Standing.of(Period(2025, 3))
YEAR = Standing.of(Period(2025))

COLUMNS = {
    "branches": "branch_id VARCHAR, name VARCHAR, kind VARCHAR, parent_id VARCHAR, standard_factor VARCHAR",
    "managers": (
        "manager_no INTEGER, manager_id VARCHAR, name VARCHAR, branch_id VARCHAR, post VARCHAR, "
        "hired_on DATE, hire_type VARCHAR, excluded_reason VARCHAR"
    ),
    "customers": (
        "customer_no INTEGER, customer_id VARCHAR, name VARCHAR, kind VARCHAR, credit_line_fen BIGINT"
    ),
    "accounts": (
        "account_no INTEGER, account_id VARCHAR, customer_no INTEGER, product VARCHAR, currency VARCHAR"
    ),
    "account_intervals": "account_no INTEGER, valid_from DATE, valid_to DATE, balance_fen BIGINT",
    "account_balance_days": (
        "account_no INTEGER, valid_from DATE, valid_to DATE, balance_fen BIGINT, year_balance_days BIGINT"
    ),
    "account_attributions": (
        "account_no INTEGER, manager_no INTEGER, role VARCHAR, valid_from DATE, valid_to DATE, "
        "share_bp INTEGER"
    ),
    "loans": (
        "loan_no INTEGER, loan_id VARCHAR, customer_no INTEGER, kind VARCHAR, security VARCHAR, "
        "granted_on DATE, currency VARCHAR"
    ),
    "loan_intervals": (
        "loan_no INTEGER, valid_from DATE, valid_to DATE, balance_fen BIGINT, classification VARCHAR"
    ),
    "loan_attributions": (
        "loan_no INTEGER, manager_no INTEGER, role VARCHAR, valid_from DATE, valid_to DATE, share_bp INTEGER"
    ),
    "interest": ("loan_no INTEGER, due_on DATE, due_fen BIGINT, collected_fen BIGINT, collected_on DATE"),
    "settlements": (
        "settlement_no INTEGER, settlement_id VARCHAR, customer_no INTEGER, settled_on DATE, kind VARCHAR, "
        "usd_cents BIGINT"
    ),
    "customer_attributions": (
        "customer_no INTEGER, manager_no INTEGER, role VARCHAR, valid_from DATE, valid_to DATE, "
        "share_bp INTEGER"
    ),
    "risk_findings": "loan_no INTEGER, manager_no INTEGER, found_on DATE, own_cause BOOLEAN",
    "rates": "currency VARCHAR, rate_on DATE, cny_e8 BIGINT",
}
PEOPLE: dict[str, list[Row]] = {
    "managers": [
        (0, "M1", "王伟", "B1", "credit", date(2015, 1, 1), "regular", None),
        (1, "M2", "李娜", "B1", "credit", date(2015, 1, 1), "regular", None),
    ],
    "customers": [
        (0, "C1", "东方机械", "corporate", None),
        (1, "C2", "西方贸易", "corporate", None),
        (2, "C3", "钱七", "personal", None),
    ],
}
"""Who every store has, unless it is given others."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of each manager, the contributions as written, and those before that."""

    measures: dict[int, Measures]
    written: list[dict[str, Any]]
    rows: dict[tuple[str, int, int], tuple[int, int, int, int]]
    """By item, manager and subject: days, balance-days, share-days, weighted."""

    def amount(self, item: str, manager_no: int = 0) -> Fraction:
        """An item of a manager, exactly; in 万元 (万美元, or a count)."""
        return (
            Fraction(*self.measures[manager_no].items[item]) if manager_no in self.measures else Fraction(0)
        )

    def items(self, manager_no: int = 0) -> dict[str, Fraction]:
        """The items of a manager that are not zero."""
        if manager_no not in self.measures:
            return {}
        found = {item: Fraction(*value) for item, value in self.measures[manager_no].items.items()}
        return {item: value for item, value in found.items() if value}


Measure = Callable[..., Measured]


@cache
def policy() -> Policy:
    return load_policy("commercial-2005").policy


def with_items(*items: Item) -> Policy:
    """The shipped policy with some items replaced by others of the same id, or added."""
    changed = {item.id: item for item in policy().items} | {item.id: item for item in items}
    return policy().model_copy(update={"items": tuple(changed.values())})


def item(name: str) -> Item:
    """An item of the shipped policy."""
    return next(entry for entry in policy().items if entry.id == name)


def write_store(folder: Path, **tables: list[Row]) -> Store:
    """Write the given rows; every other table is empty, or has the usual people.

    Accounts hold nothing on the days between and after the given intervals, as a store says it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder)
    histories = _histories(tables.get("account_intervals", []))
    filled = PEOPLE | tables
    filled["account_intervals"] = [row for history in histories for row in history]
    filled["account_balance_days"] = [row for history in histories for row in _run_up(history)]
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE SCHEMA stored; USE stored")
        for table in STORE_TABLES:
            if table == "account_holdings":
                connection.execute(f"CREATE TABLE {table} AS {statement(f'store/{table}')}")
            else:
                connection.execute(f"CREATE TABLE {table} ({COLUMNS.get(table, 'unused INTEGER')})")
            rows = filled.get(table, [])
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [list(row) for row in rows])
            path = str(store.path_of(table)).replace("'", "''")
            connection.execute(f"COPY {table} TO '{path}' (FORMAT parquet)")
    return store


def _histories(intervals: list[Row]) -> list[list[Interval]]:
    """The intervals of each account, without gaps and without an end."""
    accounts: defaultdict[int, list[Interval]] = defaultdict(list)
    for number, first, last, fen in sorted(cast("list[Interval]", intervals)):
        history = accounts[number]
        if history and history[-1][2] + DAY < first:
            history.append((number, history[-1][2] + DAY, first - DAY, 0))
        history.append((number, first, last, fen))
    for number, history in accounts.items():
        if history[-1][2] < OPEN_END:
            history.append((number, history[-1][2] + DAY, OPEN_END, 0))
    return list(accounts.values())


def _run_up(history: list[Interval]) -> list[Row]:
    """Each interval of an account with its balance-days from 1 January to the day before it begins."""
    return [
        (*interval, sum(fen * _days_in_common(first, last, interval[1]) for _, first, last, fen in history))
        for interval in history
    ]


def _days_in_common(first: date, last: date, day: date) -> int:
    """How many days from 1 January to the day before `day` an interval has."""
    return max(0, (min(last, day - DAY) - max(first, date(day.year, 1, 1))).days + 1)


def measured(
    folder: Path, *, standing: Standing = Q1, under: Policy | None = None, **tables: list[Row]
) -> Measured:
    """Measure a store made of the given rows."""
    store = write_store(folder / "store", **tables)
    with open_engine(store, policy=under or policy(), standing=standing, threads=1) as engine:
        rows = engine.connection.execute(
            "SELECT item, manager_no, subject_no, days, balance_days, share_days, weighted FROM contributions"
        ).fetchall()
        file = folder / "contributions.parquet"
        write_contributions(engine, file)
        measures = measure_all(engine)
    written = pyarrow.parquet.read_table(file).to_pylist()
    found = {
        (name, manager_no, subject_no): tuple(numbers) for name, manager_no, subject_no, *numbers in rows
    }
    assert len(found) == len(rows)
    return Measured(measures, written, found)


def account(
    number: int = 0, *, product: str = "corporate_time", currency: str = "CNY", customer: int = 0
) -> Row:
    return number, f"A{number}", customer, product, currency


def loan(
    number: int = 0,
    *,
    kind: str = "corporate",
    security: str = "secured",
    granted_on: date = date(2025, 1, 1),
    currency: str = "CNY",
    customer: int = 0,
) -> Row:
    return number, f"L{number}", customer, kind, security, granted_on, currency


def held(number: int, first: date, last: date, yuan: int) -> Row:
    """A balance of an account from a day to a day."""
    return number, first, last, yuan * 100


def owed(number: int, first: date, last: date, yuan: int, classification: str = "normal") -> Row:
    """A balance of a loan from a day to a day."""
    return number, first, last, yuan * 100, classification


def share(
    subject: int,
    manager_no: int = 0,
    *,
    role: str = "owner",
    first: date = date(2000, 1, 1),
    last: date = OPEN_END,
    bp: int = 10_000,
) -> Row:
    """An attribution of a subject to a manager."""
    return subject, manager_no, role, first, last, bp
