"""A tiny bank without a single finding, and how tests change, write and load it."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from bole.facts import Loaded, Store, Vocabulary, load
from bole.kernel.finding import Finding

Bank = dict[str, str]
"""CSV text of each table."""

VOCABULARY = Vocabulary(
    error_items={"E1.1": frozenset({"base", "aggravated", "cancel"}), "E2.1": frozenset({"base"})},
    tiers=frozenset({"S4", "M1", "M2", "T1"}),
    ranks=frozenset({"assistant", "manager", "senior"}),
    posts={"market": True, "credit": True, "design": True, "specialist": False},
)
RATES_ON = date(2025, 3, 31)

BANK: Bank = {
    "branches": """\
branch_id,name,kind,parent_id,standard_factor
B1,总行,head_office,,
B2,𠮷林分行,branch,B1,1.10
""",
    "managers": """\
manager_id,name,branch_id,post,hired_on,hire_type,excluded_reason
M1,张三,B2,credit,2020-02-29,regular,
M2,李四,B2,market,2024-07-01,graduate,
M3,王五,B1,specialist,2015-01-01,regular,
M4,赵六,B2,market,2015-01-01,regular,支行副行长
""",
    "qualifications": """\
manager_id,post,rank,kind,valid_from,valid_to
M1,credit,manager,regular,2024-01-01,2026-12-31
M2,market,assistant,temporary,2024-07-01,2025-12-31
""",
    "customers": """\
customer_id,name,kind,credit_line
C1,"东方机械, 有限公司",corporate,5000000
C2,钱七,personal,
""",
    "accounts": """\
account_id,customer_id,product,currency
001,C1,corporate_demand,CNY
002,C2,savings_time,USD
""",
    "balances": """\
account_id,date,balance
001,2024-12-01,100.00
001,2025-02-01,250.5
002,2025-01-01,80.25
""",
    "loans": """\
loan_id,customer_id,kind,security,granted_on,currency
L1,C1,corporate,secured,2025-01-10,CNY
""",
    "loan_balances": """\
loan_id,date,balance,classification
L1,2025-01-10,1000,normal
L1,2025-03-01,900,substandard
""",
    "interest": """\
loan_id,due_on,due,collected,collected_on
L1,2025-03-20,12.34,12.34,2025-03-21
L1,2025-03-20,5,0,
""",
    "settlements": """\
settlement_id,customer_id,date,kind,amount_usd
S1,C1,2025-02-02,documentary,1000.00
""",
    "attributions": """\
subject_type,subject_id,manager_id,role,share,valid_from,valid_to
account,001,M1,owner,60,2024-12-01,
account,001,M2,owner,40.00,2024-12-01,
account,002,M2,owner,100,2025-01-01,2025-06-30
loan,L1,M1,lead,100,2025-01-10,
loan,L1,M2,assist,100,2025-01-10,
customer,C1,M1,owner,100,2025-01-01,
""",
    "error_points": """\
manager_id,date,item,occurrences,outcome
M1,2025-02-18,E1.1,2,aggravated
""",
    "risk_findings": """\
loan_id,manager_id,date,own_cause
L1,M1,2025-03-05,TRUE
""",
    "grace_periods": """\
manager_id,reason,started_on
M1,npl,2023-12-31
""",
    "design_scores": """\
manager_id,period,score
M1,2025Q1,91.50
M1,2024,60
""",
    "tier_history": """\
manager_id,year,tier,passed
M1,2024,M2,true
M1,2023,,false
""",
    "rates": """\
currency,date,cny_per_unit
USD,2024-12-31,7.18840000
""",
    "control_totals": """\
table,date,product_or_kind,currency,total
balances,2025-01-31,corporate_demand,CNY,100.00
balances,2025-02-01,savings_time,USD,80.25
loan_balances,2025-03-31,corporate,CNY,900
settlements,2025-02-02,documentary,USD,1000
""",
}


def changed(**tables: str) -> Bank:
    """The bank with some tables replaced."""
    return BANK | tables


def plus(table: str, *rows: str) -> Bank:
    """The bank with rows added at the end of one table."""
    return BANK | {table: BANK[table] + "".join(f"{row}\n" for row in rows)}


def cells(text: str) -> list[list[str]]:
    """The rows of a CSV text, the header first."""
    return list(csv.reader(io.StringIO(text)))


def write(folder: Path, bank: Bank, *, encoding: str = "utf-8", packed: bool = False) -> Path:
    """Write the bank as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, text in bank.items():
        data = text.encode(encoding)
        if packed:
            (folder / f"{table}.csv.gz").write_bytes(gzip.compress(data))
        else:
            (folder / f"{table}.csv").write_bytes(data)
    return folder


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Iterable[Any]]]) -> Path:
    """Write sheets of cells; dates are shown as dates."""
    options = {"default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(path, options) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def load_from(source: Path, *, rates_on: date | None = RATES_ON, threads: int = 2) -> Loaded:
    """Load what lies at `source` with the bank's vocabulary."""
    store = source.parent / f"{source.name}-store"
    return load(source, store, vocabulary=VOCABULARY, rates_on=rates_on, threads=threads)


def load_bank(folder: Path, bank: Bank, *, rates_on: date | None = RATES_ON) -> Loaded:
    """Write the bank below `folder` and load it."""
    return load_from(write(folder / "facts", bank), rates_on=rates_on)


def the(loaded: Loaded, kind: str) -> Finding:
    """The only finding of that kind."""
    (finding,) = [finding for finding in loaded.findings if finding.kind == kind]
    return finding


def kinds(loaded: Loaded) -> list[str]:
    """The kinds of all listed findings."""
    return [finding.kind for finding in loaded.findings]


def stored(loaded: Loaded, table: str) -> list[tuple[Any, ...]]:
    """The rows of one file of the store, dates as text."""
    assert isinstance(loaded.store, Store), list(loaded.findings)
    path = str(loaded.store.path_of(table))
    rows = duckdb.execute("FROM read_parquet(?)", [path]).fetchall()
    return [tuple(str(cell) if isinstance(cell, date) else cell for cell in row) for row in rows]
