"""From a component down to the accounts, loans and settlements behind it, and to their days.

The command line, the pages and the API present these rows by these columns.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb

from bole.facts import Store
from bole.kernel.money import FEN_PER_WAN, RATE_BASE, half_up
from bole.kernel.period import Standing
from bole.kernel.text import Text
from bole.kernel.units import UNITS, Unit
from bole.measure import open_engine
from bole.measure.days import FILES, Stretch, Subject, days_of
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Item

CONTRIBUTIONS = "contributions.parquet"

WITH_DAYS = frozenset(FILES)
"""The types of subject that have days; a settlement has one, and a customer is only counted."""

SUBJECTS = {
    "account": Text("账户", "account"),
    "loan": Text("贷款", "loan"),
    "settlement": Text("结算", "settlement"),
    "customer": Text("客户", "customer"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the attribute of its rows, its name, what its figures are in (None: it has none)."""

    key: str
    name: Text
    unit: Unit | None = None

    @property
    def header(self) -> Text:
        """The name, with the unit of amounts."""
        shown = UNITS[self.unit] if self.unit else None
        if shown is None or not shown.decimals:
            return self.name
        return Text(f"{self.name.zh}（{shown.name.zh}）", f"{self.name.en} ({shown.name.en})")


_DECIMALS: dict[Unit | None, int] = {"wan": 6, "wan_usd": 6, "wan_days": 6, "yuan": 2, "currency": 2}
"""Amounts are shown as exactly as results give them, balances as the facts do."""


def shown(row: object, column: Column) -> str:
    """What a row has in a column, as every output shows it; nothing where it has nothing."""
    match value := getattr(row, column.key, None):
        case None:
            return ""
        case Decimal() if column.unit in _DECIMALS:
            return f"{value:,.{_DECIMALS[column.unit]}f}"
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one account, loan, settlement or customer adds to one item of a manager.

    `amount` and `credited` are printed values that add up to the printed component exactly; `credited` is
    None for an item that is no component. `amount_numerator ÷ amount_denominator` is the exact amount.
    `balance_days_fen` is in fen of `currency` times days, before the share (percent).
    """

    component: str
    subject_type: str
    subject_id: str
    currency: str | None
    days: int
    balance_days_fen: int
    share: Decimal
    amount: Decimal
    credited: Decimal | None
    amount_numerator: int
    amount_denominator: int

    @property
    def in_full(self) -> Decimal:
        """Balance-days, balance or flow before the share, in 万元 of the currency; a customer is one."""
        return (
            Decimal(self.balance_days_fen) if self.subject_type == "customer" else _wan(self.balance_days_fen)
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """The sums of some contributions; balance-days of different currencies are not added up."""

    in_full: Decimal | None
    amount: Decimal
    credited: Decimal | None


_COLUMNS = (
    "component, subject_type, subject_id, currency, days, CAST(balance_days_fen AS HUGEINT), share, "
    "amount, credited, CAST(amount_numerator AS HUGEINT), CAST(amount_denominator AS HUGEINT)"
)


def read_contributions(results: Path, manager_id: str, *, component: str | None = None) -> list[Contribution]:
    """A manager's contributions, of one component if asked for; by component, the largest first.

    Raises:
        FileNotFoundError: `contributions.parquet` is missing or damaged.
    """
    query = (
        f"SELECT {_COLUMNS} FROM read_parquet($path) WHERE manager_id = $manager_id"
        " AND ($component IS NULL OR component = $component)"
        " ORDER BY component, abs(amount_numerator) DESC, subject_id"
    )
    path = str(results / CONTRIBUTIONS)
    given = {"path": path, "manager_id": manager_id, "component": component}
    try:
        with duckdb.connect(":memory:") as connection:
            rows = connection.execute(query, given).fetchall()
    except duckdb.Error as error:
        raise FileNotFoundError(path) from error
    return [Contribution(*row) for row in rows]


def sum_of(contributions: Sequence[Contribution]) -> Sum:
    """What contributions to one component add up to."""
    credited = [each.credited for each in contributions if each.credited is not None]
    foreign = any(each.currency not in {None, "CNY"} for each in contributions)
    return Sum(
        in_full=None if foreign else sum((each.in_full for each in contributions), Decimal(0)),
        amount=sum((each.amount for each in contributions), Decimal(0)),
        credited=sum(credited, Decimal(0)) if credited else None,
    )


_DAYS = Column("days", Text("天数", "days"), "days")
_ENTRIES = Column("days", Text("笔数", "entries"), "records")
_CURRENCY = Column("currency", Text("币种", "currency"))
_SHARE = Column("share", Text("比例", "share"), "per_100")
_FULL: dict[str | None, tuple[Column, Text, Unit | None]] = {
    "average_of_stock": (_DAYS, Text("积数", "balance-days"), "wan_days"),
    "stock_at_end": (_DAYS, Text("期末余额", "closing balance"), None),
    "flow_in_window": (_ENTRIES, Text("发生额", "in full"), None),
    "distinct_count": (_DAYS, Text("户数", "customers"), None),
    None: (Column("days", Text("天数或笔数", "days or entries")), Text("积数或金额", "in full"), None),
}
"""By kind of item, or for one that is not known: days or entries, what comes before the share and in what,
where that is not the item's own unit."""


def contribution_columns(item: Item | None, *, subject_type: str) -> tuple[Column, ...]:
    """The columns of the contributions to an item; without the item, of contributions of such subjects."""
    days, in_full = _full_columns(item, subject_type)
    unit = item.unit if item else in_full.unit
    return (
        Column("subject_id", SUBJECTS[subject_type]),
        _CURRENCY,
        days,
        in_full,
        _SHARE,
        Column("amount", Text("计入量", "amount"), unit),
        Column("credited", Text("折算", "credited"), "wan"),
    )


def _full_columns(item: Item | None, subject_type: str) -> tuple[Column, Column]:
    days, name, unit = _FULL[item.kind if item else None]
    own: Unit = item.unit if item else "wan_usd" if subject_type == "settlement" else "wan"
    return days, Column("in_full", name, unit or own)


@dataclass(frozen=True, slots=True)
class DayRow:
    """Days, both ends included, with one balance (or the interest of a due date) and one share (percent).

    `balance` is in units of `currency`, `rate` converts it; `in_full` is balance × days in 万元 of the
    currency. `exactly` is what the row adds; `added` the same in six decimals, so rounded that the rows add
    up to the printed contribution.
    """

    first_day: date
    last_day: date
    days: int
    balance: Decimal
    currency: str
    rate: Decimal
    share: Decimal
    in_full: Decimal
    exactly: Fraction
    added: Decimal


@dataclass(frozen=True, slots=True)
class ItemDays:
    """The days of an account or loan that count for one item, and their sums."""

    item: str
    rows: tuple[DayRow, ...]
    days: int
    in_full: Decimal
    added: Decimal

    @property
    def currency(self) -> str:
        """The currency of the account or loan."""
        return self.rows[0].currency


def day_columns(item: Item, *, subject_type: str, currency: str) -> tuple[Column, ...]:
    """The columns of the days that count for an item, of a subject in some currency."""
    _, in_full = _full_columns(item, subject_type)
    return (
        Column("first_day", Text("起", "from")),
        Column("last_day", Text("止", "to")),
        _DAYS,
        Column("balance", Text("余额", "balance"), "yuan" if currency == "CNY" else "currency"),
        _CURRENCY,
        Column("rate", Text("汇率", "rate")),
        _SHARE,
        in_full,
        Column("added", Text("计入量", "amount"), item.unit),
    )


def days_behind(
    store: Store,
    *,
    policy: Policy,
    standing: Standing,
    subject: Subject,
    contributions: Sequence[Contribution],
    threads: int = 2,
    memory_limit: str = "1GB",
) -> list[ItemDays]:
    """The days of one account or loan with one manager, item by item, from the facts of the result.

    `store`: the facts that were assessed, with what was determined on top of them. `contributions`: the
    manager's; those of the subject are what its days add up to. An item to which no day adds anything has
    no contribution and adds up to nothing.

    Raises:
        duckdb.Error: the store cannot be read.
    """
    printed = {
        each.component: each
        for each in contributions
        if (each.subject_type, each.subject_id) == (subject.type, subject.subject_id)
    }
    by_item: defaultdict[str, list[Stretch]] = defaultdict(list)
    with open_engine(
        store, policy=policy, standing=standing, threads=threads, memory_limit=memory_limit
    ) as engine:
        for stretch in days_of(engine, subject):
            by_item[stretch.item].append(stretch)
        denominator = engine.denominator
    return [_item_days(item, found, printed.get(item), denominator) for item, found in by_item.items()]


def _item_days(
    item: str, stretches: list[Stretch], contribution: Contribution | None, denominator: int
) -> ItemDays:
    """Each row adds the difference of rounded running sums; the last takes what rounding left."""
    total = contribution.amount if contribution else Decimal(0)
    sums = [Decimal(0)]
    so_far = 0
    for stretch in stretches:
        so_far += stretch.numerator
        sums.append(Decimal(half_up(so_far * 10**6, denominator)).scaleb(-6))
    sums[-1] = total
    rows = tuple(
        DayRow(
            first_day=each.first_day,
            last_day=each.last_day,
            days=each.days,
            balance=Decimal(each.amount_fen) / 100,
            currency=each.currency,
            rate=Decimal(each.cny_e8) / RATE_BASE,
            share=Decimal(each.share_bp) / 100,
            in_full=_wan(each.balance_days_fen),
            exactly=Fraction(each.numerator, denominator),
            added=after - before,
        )
        for each, before, after in zip(stretches, sums, sums[1:], strict=False)
    )
    days = contribution.days if contribution else sum(row.days for row in rows)
    return ItemDays(item, rows, days, sum((row.in_full for row in rows), Decimal(0)), total)


def _wan(fen: int) -> Decimal:
    return Decimal(fen) / FEN_PER_WAN
