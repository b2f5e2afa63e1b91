"""Convert the Czech bank tables of the PKDD'99 discovery challenge into a facts folder.

    python examples/berka/convert.py SOURCE FACTS_DIR [--until 1993-12-31]

The source has no relationship managers, no corporate customers and no interest claims. What the
facts need beyond the source is made by the rules stated in the README beside this file; each
stands in one function or constant here. It is one file on purpose, so that a bank can copy it and
change the rules. Amounts are integer hellers (1 koruna = 100 hellers).
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

SIGNS = {"PRIJEM": 1, "VYDAJ": -1, "VYBER": -1}
"""Sign of a posting by its `type`: a credit, and two words for a debit."""

LOAN_PAYMENT = "UVER"
PAYMENT_DAY = 12
"""Loan payments are posted on this day of the month, whatever the day of the grant."""

FREQUENT_STATEMENTS = {"POPLATEK TYDNE", "POPLATEK PO OBRATU"}
"""Statements issued weekly, or after each transaction; all others are monthly."""

ARREARS = ((12, "loss"), (6, "doubtful"), (3, "substandard"), (1, "special_mention"), (0, "normal"))
"""Classification by the number of instalments missed so far, worst first."""

DAYS_PER_YEAR = 365
HEAD_OFFICE = "HQ"

Row = Sequence[str | int]
Table = tuple[Sequence[str], Iterable[Row]]
Read = TypeVar("Read")


class SourceError(Exception):
    """The source folder cannot be converted; carries the text in Chinese and English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the caller can set; the README explains each default."""

    czk_rate: Decimal
    standard_factor: Decimal
    accounts_per_manager: int
    loan_rate: Decimal
    until: date | None


@dataclass(frozen=True, slots=True)
class Posting:
    """One row of `trans`: the signed amount and the account's balance after it, in hellers."""

    number: int
    account: int
    day: date
    amount: int
    balance: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Account:
    """One row of `account` with its owner from `disp`."""

    number: int
    district: int
    opened: date
    owner: int
    corporate: bool

    @property
    def kind(self) -> str:
        """The customer's kind, as the facts name it."""
        return "corporate" if self.corporate else "personal"


@dataclass(frozen=True, slots=True)
class Loan:
    """One row of `loan`; `amount` is `duration` times `instalment` throughout the source."""

    number: int
    account: int
    granted: date
    amount: int
    duration: int
    instalment: int


@dataclass(frozen=True, slots=True)
class Manager:
    """A manager made up for a block of accounts of one district; `sequence` counts from 1."""

    district: int
    sequence: int
    hired: date
    accounts: tuple[Account, ...]

    @property
    def identifier(self) -> str:
        """`M01-2`: the second manager of district 1."""
        return f"M{self.district:02d}-{self.sequence}"

    @property
    def newcomer(self) -> bool:
        """Every manager but a district's first was hired from outside when the work grew."""
        return self.sequence > 1


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of the source that the facts use, cut off after the last day `until`."""

    districts: Sequence[tuple[int, str, str]]
    accounts: Sequence[Account]
    postings: Mapping[int, Sequence[Posting]]
    loans: Sequence[Loan]
    until: date


# Reading


def day_of(text: str) -> date:
    """`930101` is 1 January 1993; the whole source lies in the 1990s."""
    return date(1900 + int(text[:2]), int(text[2:4]), int(text[4:6]))


def hellers_of(text: str) -> int:
    """`-12.50` koruna is -1250 hellers.

    Raises:
        ValueError: more than two decimals.
    """
    hellers = Decimal(text) * 100
    if hellers != int(hellers):
        raise ValueError(f"{text} has more than two decimals")
    return int(hellers)


def posting_of(
    number: str, account: str, day: str, kind: str, amount: str, balance: str, use: str
) -> Posting:
    """One row of `trans`.

    Raises:
        ValueError: a type that is neither a credit nor a debit, or a damaged value.
    """
    if kind not in SIGNS:
        raise ValueError(f"type {kind!r} is none of {', '.join(SIGNS)}")
    signed = SIGNS[kind] * hellers_of(amount)
    return Posting(int(number), int(account), day_of(day), signed, hellers_of(balance), use)


def loan_of(number: str, account: str, day: str, amount: str, duration: str, payment: str) -> Loan:
    """One row of `loan`."""
    return Loan(
        int(number), int(account), day_of(day), hellers_of(amount), int(duration), hellers_of(payment)
    )


def rows_of(folder: Path, table: str, *, columns: str, read: Callable[..., Read]) -> Iterator[Read]:
    """Every row of `table.asc`, read from the named columns.

    Raises:
        SourceError: the file cannot be read, lacks a column, or has a damaged row.
    """
    path = folder / f"{table}.asc"
    try:
        with path.open(encoding="ascii", newline="") as file:
            reader = csv.reader(file, delimiter=";")
            header = next(reader, [])
            if missing := [name for name in columns.split() if name not in header]:
                raise SourceError(
                    f"{path} 缺少列 {'、'.join(missing)}；请使用分号分隔、带表头的原始文件。",
                    f"{path} has no column {', '.join(missing)}; use the original file, with its header.",
                )
            places = [header.index(name) for name in columns.split()]
            for row in reader:
                try:
                    yield read(*(row[place].strip() for place in places))
                except (ValueError, ArithmeticError, IndexError) as problem:
                    raise SourceError(
                        f"{path} 第 {reader.line_num} 行无法读取（{problem}）；请重新取得该文件。",
                        f"{path} line {reader.line_num} cannot be read ({problem}); get the file again.",
                    ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceError(
            f"无法读取 {path}（{problem}）；SOURCE 应为存放 .asc 文件的文件夹。",
            f"cannot read {path} ({problem}); SOURCE must be the folder with the .asc files.",
        ) from None


def read_postings(folder: Path, *, until: date | None) -> dict[int, list[Posting]]:
    """The postings of each account, up to and including `until`.

    Raises:
        SourceError: see `rows_of`; or no posting is left.
    """
    postings: dict[int, list[Posting]] = defaultdict(list)
    columns = "trans_id account_id date type amount balance k_symbol"
    for posting in rows_of(folder, "trans", columns=columns, read=posting_of):
        if until is None or posting.day <= until:
            postings[posting.account].append(posting)
    if not postings:
        raise SourceError(
            "截止日之前没有任何交易；请检查 --until 与 trans.asc。",
            "no posting on or before the last day; check --until and trans.asc.",
        )
    return postings


def read_accounts(folder: Path, *, wanted: Iterable[int]) -> list[Account]:
    """The wanted accounts in the order of their opening, then of their number.

    An account is taken for a corporate one when a second person may dispose of it, or when its
    statements come more often than monthly.

    Raises:
        SourceError: see `rows_of`; or a wanted account is not in `account` or has no owner.
    """
    owners: dict[int, int] = {}
    shared: set[int] = set()
    for client, account, kind in rows_of(
        folder,
        "disp",
        columns="client_id account_id type",
        read=lambda *row: (int(row[0]), int(row[1]), row[2]),
    ):
        if kind == "OWNER":
            owners[account] = client
        else:
            shared.add(account)

    def account_of(number: str, district: str, frequency: str, opened: str) -> Account:
        key = int(number)
        corporate = key in shared or frequency in FREQUENT_STATEMENTS
        return Account(key, int(district), day_of(opened), owners.get(key, 0), corporate)

    columns = "account_id district_id frequency date"
    accounts = {held.number: held for held in rows_of(folder, "account", columns=columns, read=account_of)}
    chosen = set(wanted)
    if lost := sorted(number for number in chosen if number not in accounts or number not in owners):
        raise SourceError(
            f"{folder} 中有 {len(lost)} 个账户有交易，却不在 account.asc 中或在 disp.asc 中没有 OWNER，"
            f"例如 {lost[0]}；请使用同一来源的全部文件。",
            f"{len(lost)} accounts in {folder} have postings but no row in account.asc or no OWNER in "
            f"disp.asc, for instance {lost[0]}; take all files from one source.",
        )
    return sorted((accounts[number] for number in chosen), key=lambda held: (held.opened, held.number))


def read_source(folder: Path, *, until: date | None) -> Source:
    """Read what the facts need, up to `until` or, without it, to the last posting.

    Loans granted later, or on an account without postings, are left out.

    Raises:
        SourceError: see `rows_of`, `read_postings` and `read_accounts`.
    """
    postings = read_postings(folder, until=until)
    last_day = until or max(posting.day for rows in postings.values() for posting in rows)
    loan_columns = "loan_id account_id date amount duration payments"
    loans = [
        loan
        for loan in rows_of(folder, "loan", columns=loan_columns, read=loan_of)
        if loan.granted <= last_day and loan.account in postings
    ]
    districts = rows_of(
        folder, "district", columns="A1 A2 A3", read=lambda *row: (int(row[0]), row[1], row[2])
    )
    return Source(
        districts=list(districts),
        accounts=read_accounts(folder, wanted=postings),
        postings=postings,
        loans=sorted(loans, key=lambda loan: loan.number),
        until=last_day,
    )


# Rules


def daily_closings(postings: Sequence[Posting]) -> list[tuple[date, int]]:
    """The closing balance of every day with postings, in date order.

    The numbers of a day's postings are not in the order of booking (interest, for one, got its
    numbers later), but the balances tell: the day's last posting is the one whose balance equals
    the opening balance plus everything posted that day. The source rounds balances to 10 hellers,
    so the nearest one is taken; between equals the highest number.
    """
    days: dict[date, list[Posting]] = defaultdict(list)
    for posting in postings:
        days[posting.day].append(posting)
    closings: list[tuple[date, int]] = []
    balance = 0
    for day in sorted(days):
        expected = balance + sum(posting.amount for posting in days[day])
        last = min(days[day], key=lambda posting: (abs(posting.balance - expected), -posting.number))
        balance = last.balance
        closings.append((day, balance))
    return closings


def assign_managers(accounts: Sequence[Account], *, size: int) -> list[Manager]:
    """Fill portfolios of `size` accounts, district by district, in the order of opening.

    A district's first manager was there on the bank's first day; each further one is hired on the
    day the first account of the next portfolio is opened. So more data never moves an account.
    """
    by_district: dict[int, list[Account]] = defaultdict(list)
    for account in accounts:
        by_district[account.district].append(account)
    first_day = accounts[0].opened
    return [
        Manager(
            district,
            start // size + 1,
            first_day if start == 0 else held[start].opened,
            tuple(held[start : start + size]),
        )
        for district, held in sorted(by_district.items())
        for start in range(0, len(held), size)
    ]


def due_days(loan: Loan, *, until: date) -> list[date]:
    """The instalments' due days up to `until`: every 12th after the grant, `duration` times."""
    months = loan.granted.year * 12 + loan.granted.month - 1
    if loan.granted.day >= PAYMENT_DAY:
        months += 1
    days = (date(month // 12, month % 12 + 1, PAYMENT_DAY) for month in range(months, months + loan.duration))
    return [day for day in days if day <= until]


def classify(missed: int, *, balance: int) -> str:
    """Classify by the instalments missed so far; nothing outstanding is normal."""
    return next(name for least, name in ARREARS if missed >= least) if balance else "normal"


def loan_history(loan: Loan, *, paid_on: Sequence[date], until: date) -> list[tuple[date, int, str]]:
    """`(day, balance, classification)` at the grant and wherever either changes.

    Every loan payment posted pays one instalment. The `status` of the source is not used: it says
    how the loan stood years later, which nobody knew on the day.
    """
    due = due_days(loan, until=until)
    history: list[tuple[date, int, str]] = []
    for day in sorted({loan.granted, *due, *paid_on}):
        paid = sum(paid_day <= day for paid_day in paid_on)
        balance = max(0, loan.amount - paid * loan.instalment)
        missed = sum(due_day <= day for due_day in due) - paid
        state = (balance, classify(max(0, missed), balance=balance))
        if not history or history[-1][1:] != state:
            history.append((day, *state))
    return history


def interest_rows(
    loan: Loan, *, paid_on: Sequence[date], until: date, yearly_rate: Decimal
) -> Iterator[tuple[date, int, date | None]]:
    """`(due day, hellers due, collected on)` for every due day.

    Simple interest on the balance since the previous due day (or the grant), actual days over 365,
    rounded half up; collected in full on the day of that month's loan payment.
    """
    payments = {(day.year, day.month): day for day in paid_on}
    history = loan_history(loan, paid_on=paid_on, until=until)
    since = loan.granted
    for day in due_days(loan, until=until):
        balance = next(owed for start, owed, _ in reversed(history) if start < day)
        exact = balance * yearly_rate * (day - since).days / DAYS_PER_YEAR
        yield day, int(exact + Decimal("0.5")), payments.get((day.year, day.month))
        since = day


def qualification_of(manager: Manager, *, credit: bool) -> tuple[str, str, date]:
    """`(rank, kind, valid to)`: three years (§25); a newcomer's is temporary (§26(1))."""
    if manager.newcomer:
        return "assistant", "temporary", date(manager.hired.year + 1, 12, 31)
    valid_to = date(manager.hired.year + 3, manager.hired.month, 1) + timedelta(days=manager.hired.day - 2)
    return "manager" if credit else "assistant", "regular", valid_to


# The facts


def amount_text(hellers: int) -> str:
    """Hellers as a decimal number of koruna."""
    sign, whole = ("-" if hellers < 0 else ""), abs(hellers)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def branch_rows(source: Source, *, factor: Decimal) -> Iterator[Row]:
    """One head office, the regions as branches, the districts as sub-branches."""
    yield HEAD_OFFICE, "Head office", "head_office", "", f"{factor:f}"
    regions = {
        region: f"R{place}"
        for place, region in enumerate(dict.fromkeys(r for _, _, r in source.districts), 1)
    }
    for region, branch_id in regions.items():
        yield branch_id, region, "branch", HEAD_OFFICE, ""
    for number, name, region in source.districts:
        yield f"D{number:02d}", name, "sub_branch", regions[region], ""


def manager_tables(managers: Sequence[Manager], *, lenders: set[int]) -> dict[str, Table]:
    """Managers and qualifications; who leads a loan holds the credit post, the others market."""
    people: list[Row] = []
    qualifications: list[Row] = []
    for manager in managers:
        credit = any(account.number in lenders for account in manager.accounts)
        post, hire_type = "credit" if credit else "market", "new_hire" if manager.newcomer else "regular"
        name, branch_id = f"Manager {manager.identifier[1:]}", f"D{manager.district:02d}"
        people.append((manager.identifier, name, branch_id, post, f"{manager.hired}", hire_type, ""))
        rank, kind, valid_to = qualification_of(manager, credit=credit)
        qualifications.append((manager.identifier, post, rank, kind, f"{manager.hired}", f"{valid_to}"))
    return {
        "managers": (
            ("manager_id", "name", "branch_id", "post", "hired_on", "hire_type", "excluded_reason"),
            people,
        ),
        "qualifications": (("manager_id", "post", "rank", "kind", "valid_from", "valid_to"), qualifications),
    }


def account_tables(source: Source) -> dict[str, Table]:
    """Customers, accounts and the balances of the days with postings."""
    return {
        "customers": (
            ("customer_id", "name", "kind", "credit_line"),
            ((held.owner, f"Client {held.owner}", held.kind, "") for held in source.accounts),
        ),
        "accounts": (
            ("account_id", "customer_id", "product", "currency"),
            (
                (held.number, held.owner, "corporate_demand" if held.corporate else "savings_demand", "CZK")
                for held in source.accounts
            ),
        ),
        "balances": (
            ("account_id", "date", "balance"),
            (
                (held.number, f"{day}", amount_text(balance))
                for held in source.accounts
                for day, balance in daily_closings(source.postings[held.number])
            ),
        ),
    }


def loan_tables(source: Source, *, yearly_rate: Decimal) -> dict[str, Table]:
    """Loans (all unsecured: the source records no collateral), their balances and interest."""
    accounts = {account.number: account for account in source.accounts}
    loans: list[Row] = []
    balances: list[Row] = []
    interest: list[Row] = []
    for loan in source.loans:
        account = accounts[loan.account]
        payments = (posting for posting in source.postings[loan.account] if posting.purpose == LOAN_PAYMENT)
        paid_on = sorted(payment.day for payment in payments if payment.day >= loan.granted)
        loans.append((loan.number, account.owner, account.kind, "unsecured", f"{loan.granted}", "CZK"))
        for day, balance, classification in loan_history(loan, paid_on=paid_on, until=source.until):
            balances.append((loan.number, f"{day}", amount_text(balance), classification))
        for day, due, collected_on in interest_rows(
            loan, paid_on=paid_on, until=source.until, yearly_rate=yearly_rate
        ):
            collected = amount_text(due) if collected_on else "0.00"
            interest.append((loan.number, f"{day}", amount_text(due), collected, f"{collected_on or ''}"))
    return {
        "loans": (("loan_id", "customer_id", "kind", "security", "granted_on", "currency"), loans),
        "loan_balances": (("loan_id", "date", "balance", "classification"), balances),
        "interest": (("loan_id", "due_on", "due", "collected", "collected_on"), interest),
    }


def attribution_rows(source: Source, managers: Sequence[Manager]) -> Iterator[Row]:
    """Every account wholly its manager's from its opening on; a loan is led by the same one."""
    manager_of = {account.number: manager.identifier for manager in managers for account in manager.accounts}
    for account in source.accounts:
        yield "account", account.number, manager_of[account.number], "owner", "100", f"{account.opened}", ""
    for loan in source.loans:
        yield "loan", loan.number, manager_of[loan.account], "lead", "100", f"{loan.granted}", ""


def facts_of(source: Source, *, choices: Choices) -> dict[str, Table]:
    """Every table of the facts folder: its columns and its rows."""
    managers = assign_managers(source.accounts, size=choices.accounts_per_manager)
    first_day = source.accounts[0].opened
    return {
        "branches": (
            ("branch_id", "name", "kind", "parent_id", "standard_factor"),
            branch_rows(source, factor=choices.standard_factor),
        ),
        **manager_tables(managers, lenders={loan.account for loan in source.loans}),
        **account_tables(source),
        **loan_tables(source, yearly_rate=choices.loan_rate / 100),
        "attributions": (
            ("subject_type", "subject_id", "manager_id", "role", "share", "valid_from", "valid_to"),
            attribution_rows(source, managers),
        ),
        "rates": (("currency", "date", "cny_per_unit"), [("CZK", f"{first_day}", f"{choices.czk_rate:f}")]),
    }


def write_table(folder: Path, table: str, content: Table) -> int:
    """Write one table as CSV, under a temporary name until it is whole; returns its row count."""
    columns, rows = content
    unfinished = folder / f".{table}.csv.unfinished"
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        written = 0
        for row in rows:
            writer.writerow(row)
            written += 1
    unfinished.replace(folder / f"{table}.csv")
    return written


# The command


def positive(text: str) -> Decimal:
    """A positive decimal number given on the command line."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number above 0 / 应为大于 0 的数")
    return value


def positive_count(text: str) -> int:
    """A positive whole number given on the command line."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a whole number above 0 / 应为大于 0 的整数")
    return int(text)


def parse_arguments(arguments: Sequence[str] | None) -> tuple[Path, Path, Choices]:
    """`(source folder, facts folder, choices)` from the command line."""
    parser = argparse.ArgumentParser(description="Convert the PKDD'99 Czech bank tables into a facts folder.")
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the folder with the .asc files")
    parser.add_argument("facts", metavar="FACTS_DIR", type=Path, help="the facts folder to write")
    parser.add_argument(
        "--until", type=date.fromisoformat, help="last day to convert (default: the last posting's)"
    )
    parser.add_argument(
        "--czk-rate", type=positive, default=Decimal("0.20"), help="yuan per koruna (default 0.20)"
    )
    parser.add_argument(
        "--standard-factor",
        type=positive,
        default=Decimal("1.00"),
        help="the whole bank's factor (default 1.00)",
    )
    parser.add_argument(
        "--accounts-per-manager", type=positive_count, default=40, help="portfolio size (default 40)"
    )
    parser.add_argument(
        "--loan-rate", type=positive, default=Decimal(12), help="interest, %% a year (default 12)"
    )
    given = parser.parse_args(arguments)
    choices = Choices(
        czk_rate=given.czk_rate,
        standard_factor=given.standard_factor,
        accounts_per_manager=given.accounts_per_manager,
        loan_rate=given.loan_rate,
        until=given.until,
    )
    return given.source, given.facts, choices


def main(arguments: Sequence[str] | None = None) -> int:
    """Convert; exit 0 when written, 1 when the source cannot be converted."""
    source_folder, facts_folder, choices = parse_arguments(arguments)
    try:
        source = read_source(source_folder, until=choices.until)
        facts_folder.mkdir(parents=True, exist_ok=True)
        for table, content in facts_of(source, choices=choices).items():
            print(f"{table}: {write_table(facts_folder, table, content)}")
    except SourceError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
