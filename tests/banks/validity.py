"""Whether a bank is valid by the contract's checks, written down once more and slowly."""

import re
from collections import Counter

from tests.banks.bank import Bank, Row
from tests.banks.conduct import OFFERED
from tests.banks.draft import COLUMNS
from tests.reference.facts import covers, day_of, number_of
from tests.reference.window import window_of

KEYS = {
    "branches": ("branch_id",),
    "managers": ("manager_id",),
    "qualifications": ("manager_id", "post", "rank", "valid_from"),
    "customers": ("customer_id",),
    "accounts": ("account_id",),
    "balances": ("account_id", "date"),
    "loans": ("loan_id",),
    "loan_balances": ("loan_id", "date"),
    "settlements": ("settlement_id",),
    "risk_findings": ("loan_id", "manager_id", "date"),
    "grace_periods": ("manager_id", "reason", "started_on"),
    "design_scores": ("manager_id", "period"),
    "tier_history": ("manager_id", "year"),
    "rates": ("currency", "date"),
}
REFERENCES = {
    "manager_id": "managers",
    "branch_id": "branches",
    "customer_id": "customers",
    "account_id": "accounts",
    "loan_id": "loans",
}
MAY_BE_EMPTY = {
    "parent_id",
    "standard_factor",
    "excluded_reason",
    "credit_line",
    "collected_on",
    "valid_to",
    "tier",
}
AMOUNTS = {"balance", "due", "collected", "amount_usd", "share", "credit_line", "total"}


def _cells(table: str, rows: list[Row]) -> list[str]:
    wrong = []
    for row in rows:
        if tuple(row) != COLUMNS[table]:
            wrong.append(f"{table}: columns {tuple(row)}")
        wrong += [
            f"{table}.{name} is empty"
            for name, cell in row.items()
            if not cell and (name not in MAY_BE_EMPTY or (table == "qualifications" and name == "valid_to"))
        ]
        wrong += [
            f"{table}.{name}: {cell}"
            for name, cell in row.items()
            if name in AMOUNTS and cell and not re.fullmatch(r"-?\d+(\.\d{1,2}0?)?", cell)
        ]
    return wrong


def _shares(bank: Bank) -> list[str]:
    wrong = []
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in bank.tables.get("attributions", []):
        groups.setdefault((row["subject_type"], row["subject_id"], row["role"]), []).append(row)
        if row["valid_to"] and row["valid_to"] < row["valid_from"]:
            wrong.append(f"attribution ends before it starts: {row}")
    for subject, rows in groups.items():
        wrong += [
            f"more than 100 % of {subject} on {start}"
            for start in {day_of(row["valid_from"]) for row in rows}
            if sum(number_of(row["share"]) for row in rows if covers(row, start)) > 100
        ]
    return wrong


def _references(bank: Bank) -> list[str]:
    ids = {
        column: {row[column] for row in bank.tables.get(table, [])} for column, table in REFERENCES.items()
    }
    subject_ids = {kind: ids[f"{kind}_id"] for kind in ("account", "loan", "customer")}
    wrong = [
        f"{table}.{column}: {row[column]}"
        for table, rows in bank.tables.items()
        for row in rows
        for column in REFERENCES
        if column in row and row[column] not in ids[column]
    ]
    wrong += [
        f"attributions.subject_id: {row['subject_id']}"
        for row in bank.tables.get("attributions", [])
        if row["subject_id"] not in subject_ids[row["subject_type"]]
    ]
    return wrong


def problems(bank: Bank) -> list[str]:
    """Everything that makes a bank invalid; an empty list for a valid one."""
    wrong = _shares(bank) + _references(bank)
    last_day = window_of(bank.period, as_of=bank.as_of).last_day
    for table, rows in bank.tables.items():
        wrong += _cells(table, rows)
        if table in KEYS:
            found = Counter(tuple(row[name] for name in KEYS[table]) for row in rows)
            wrong += [f"{table}: {key} stands {count} times" for key, count in found.items() if count > 1]
    wrong += [
        f"{row['item']} does not offer {row['outcome']}"
        for row in bank.tables.get("error_points", [])
        if row["outcome"] not in OFFERED[row["item"]]
    ]
    wrong += [
        f"negative loan balance: {row}"
        for row in bank.tables.get("loan_balances", [])
        if number_of(row["balance"]) < 0
    ]
    wrong += [
        f"qualification ends before it starts: {row}"
        for row in bank.tables.get("qualifications", [])
        if row["valid_to"] < row["valid_from"]
    ]
    rated = {row["currency"] for row in bank.tables.get("rates", []) if day_of(row["date"]) <= last_day}
    used = {row["currency"] for name in ("accounts", "loans") for row in bank.tables.get(name, [])}
    return wrong + [f"no rate for {currency}" for currency in used - rated - {"CNY"}]
