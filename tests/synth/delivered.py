"""A delivered facts folder, read as plainly as possible: every table a list of rows of text."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]

COLUMNS = {
    "branches": "branch_id name kind parent_id standard_factor",
    "managers": "manager_id name branch_id post hired_on hire_type excluded_reason",
    "qualifications": "manager_id post rank kind valid_from valid_to",
    "customers": "customer_id name kind credit_line",
    "accounts": "account_id customer_id product currency",
    "balances": "account_id date balance",
    "loans": "loan_id customer_id kind security granted_on currency",
    "loan_balances": "loan_id date balance classification",
    "interest": "loan_id due_on due collected collected_on",
    "settlements": "settlement_id customer_id date kind amount_usd",
    "attributions": "subject_type subject_id manager_id role share valid_from valid_to",
    "error_points": "manager_id date item occurrences outcome",
    "risk_findings": "loan_id manager_id date own_cause",
    "grace_periods": "manager_id reason started_on",
    "design_scores": "manager_id period score",
    "tier_history": "manager_id year tier passed",
    "rates": "currency date cny_per_unit",
    "control_totals": "table date product_or_kind currency total",
}

KEYS = {
    "branches": "branch_id",
    "managers": "manager_id",
    "qualifications": "manager_id post rank valid_from",
    "customers": "customer_id",
    "accounts": "account_id",
    "balances": "account_id date",
    "loans": "loan_id",
    "loan_balances": "loan_id date",
    "settlements": "settlement_id",
    "risk_findings": "loan_id manager_id date",
    "grace_periods": "manager_id reason started_on",
    "design_scores": "manager_id period",
    "tier_history": "manager_id year",
    "rates": "currency date",
    "control_totals": "table date product_or_kind currency",
}

DEPOSITS = ("corporate_demand", "corporate_time", "savings_demand", "savings_time")
TIERS = ("S1", "S2", "S3", "S4", "M1", "M2", "M3", "A1", "A2", "A3", "T1", "")

CHOICES = {
    ("branches", "kind"): ["head_office", "branch", "sub_branch", "department"],
    ("managers", "post"): ["market", "credit", "design", "specialist"],
    ("managers", "hire_type"): ["regular", "new_hire", "graduate"],
    ("qualifications", "post"): ["market", "credit", "design"],
    ("qualifications", "rank"): ["assistant", "manager", "senior"],
    ("qualifications", "kind"): ["regular", "temporary", "exception"],
    ("customers", "kind"): ["corporate", "personal"],
    ("accounts", "product"): [
        "corporate_demand",
        "corporate_time",
        "savings_demand",
        "savings_time",
        "negotiated",
    ],
    ("loans", "kind"): ["corporate", "personal"],
    ("loans", "security"): ["secured", "unsecured"],
    ("loan_balances", "classification"): ["normal", "special_mention", "substandard", "doubtful", "loss"],
    ("settlements", "kind"): ["documentary", "trade_remittance", "non_trade_remittance"],
    ("attributions", "subject_type"): ["account", "loan", "customer"],
    ("attributions", "role"): ["owner", "lead", "assist"],
    ("error_points", "outcome"): ["base", "aggravated", "cancel"],
    ("risk_findings", "own_cause"): ["true", "false"],
    ("grace_periods", "reason"): ["npl", "interest"],
    ("tier_history", "tier"): TIERS,
    ("tier_history", "passed"): ["true", "false"],
}

REFERENCES = {
    ("branches", "parent_id"): "branches",
    ("managers", "branch_id"): "branches",
    ("qualifications", "manager_id"): "managers",
    ("accounts", "customer_id"): "customers",
    ("balances", "account_id"): "accounts",
    ("loans", "customer_id"): "customers",
    ("loan_balances", "loan_id"): "loans",
    ("interest", "loan_id"): "loans",
    ("settlements", "customer_id"): "customers",
    ("attributions", "manager_id"): "managers",
    ("error_points", "manager_id"): "managers",
    ("risk_findings", "loan_id"): "loans",
    ("risk_findings", "manager_id"): "managers",
    ("grace_periods", "manager_id"): "managers",
    ("design_scores", "manager_id"): "managers",
    ("tier_history", "manager_id"): "managers",
}


def read(folder: Path) -> dict[str, list[Row]]:
    """Every table of a CSV facts folder."""
    tables = {}
    for name in COLUMNS:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return tables


def header(folder: Path, table: str) -> list[str]:
    """The column names of one CSV table, in their order."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def key_of(table: str, row: Row) -> tuple[str, ...]:
    """The key of a row."""
    return tuple(row[column] for column in KEYS[table].split())


def day(text: str) -> date:
    """A day as written in a table."""
    return date.fromisoformat(text)


def amount(text: str) -> Decimal:
    """An amount as written in a table, which has exactly two decimals."""
    value = Decimal(text)
    assert value.as_tuple().exponent == -2, text
    return value
