"""A facts case as the contract's tables, everything left out filled in.

Left out of a row: the customer C1, the currency CNY, a secured corporate loan, classification
normal, the manager M1 with the whole share as owner (of an account or customer) or lead (of a
loan), without end. Without a table of attributions everything belongs to M1. Customers that are
named but not listed are corporate ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from bole.policy.cases.case import Case
from bole.policy.cases.people import BRANCH_ID, MANAGER_ID, CasePeople, people_of
from bole.policy.schema import Policy

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = dict[str, str]
Tables = dict[str, list[Row]]

CUSTOMER_ID = "C1"
LONG_AGO = "2000-01-01"

FILLED_IN: Mapping[str, Mapping[str, str]] = {
    "customers": {"name": "客户", "kind": "corporate", "credit_line": ""},
    "managers": {
        "name": "客户经理",
        "branch_id": BRANCH_ID,
        "hired_on": "2015-01-01",
        "hire_type": "regular",
        "excluded_reason": "",
    },
    "accounts": {"customer_id": CUSTOMER_ID, "currency": "CNY"},
    "loans": {"customer_id": CUSTOMER_ID, "kind": "corporate", "security": "secured", "currency": "CNY"},
    "loan_balances": {"classification": "normal"},
    "interest": {"collected": "0", "collected_on": ""},
    "settlements": {"customer_id": CUSTOMER_ID},
    "attributions": {"manager_id": MANAGER_ID, "share": "100", "valid_from": LONG_AGO, "valid_to": ""},
    "risk_findings": {"manager_id": MANAGER_ID, "own_cause": "true"},
}
"""What a row has where the case leaves a column out."""

SUBJECTS = (("account", "accounts"), ("loan", "loans"), ("customer", "customers"))


def tables_of(case: Case, policy: Policy) -> Tables:
    """Every table of the contract that the case needs, each row complete."""
    given = {} if case.facts is None else case.facts
    tables = {name: [{**FILLED_IN.get(name, {}), **row} for row in rows] for name, rows in given.items()}
    people = _people_tables(people_of(case, policy))
    post = people["managers"][0]["post"]
    people["managers"] += [{"post": post, **row} for row in tables.pop("managers", [])]
    tables = people | tables
    tables["customers"] = _customers(tables)
    tables["attributions"] = _attributions(tables)
    return {name: rows for name, rows in sorted(tables.items()) if rows}


def _customers(tables: Tables) -> list[Row]:
    listed = tables.get("customers", [])
    known = {row["customer_id"] for row in listed}
    named = {
        row["customer_id"] for name in ("accounts", "loans", "settlements") for row in tables.get(name, [])
    }
    added = [{"customer_id": each, **FILLED_IN["customers"]} for each in sorted(named - known)]
    return listed + added


def _attributions(tables: Tables) -> list[Row]:
    role = {"loan": "lead"}
    if "attributions" in tables:
        return [{"role": role.get(row["subject_type"], "owner"), **row} for row in tables["attributions"]]
    return [
        {
            "subject_type": subject_type,
            "subject_id": row[f"{subject_type}_id"],
            "role": role.get(subject_type, "owner"),
            **FILLED_IN["attributions"],
        }
        for subject_type, table in SUBJECTS
        for row in tables.get(table, [])
    ]


def _people_tables(people: CasePeople) -> Tables:
    records: dict[str, Iterable[DataclassInstance]] = {
        "branches": [people.branch],
        "managers": [people.manager],
    }
    on_file = {each.name: getattr(people, each.name) for each in fields(people)}
    records |= {name: listed for name, listed in on_file.items() if isinstance(listed, tuple)}
    return {table: [_row(record) for record in listed] for table, listed in records.items()}


def _row(record: "DataclassInstance") -> Row:
    columns = (each.name for each in fields(record) if each.name != "manager_no")
    return {column: _text(getattr(record, column)) for column in columns}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
