"""Checks of what the rows say, each one statement in `sql/checks/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from bole.facts import problems
from bole.facts.problems import Problem
from bole.facts.report import report
from bole.facts.session import statement
from bole.facts.stage import Staged
from bole.facts.vocabulary import Vocabulary
from bole.kernel.finding import Findings


@dataclass(frozen=True, slots=True)
class Rule:
    """One check: the statement, and the problem that each of its rows is.

    `needs` are the columns that it looks at, and `complete` the tables of which it needs every
    row; where they could not be read the check is left out, so that one bad file does not give
    thousands of false findings.
    """

    sql: str
    problem: Problem
    table: str
    needs: Mapping[str, tuple[str, ...]]
    column: str | None = None
    complete: tuple[str, ...] = ()


RULES = (
    Rule(
        "branch_cycle",
        problems.BRANCH_CYCLE,
        "branches",
        {"branches": ("branch_id", "parent_id")},
        column="parent_id",
    ),
    Rule(
        "role_misfit",
        problems.ROLE_MISFIT,
        "attributions",
        {"attributions": ("subject_type", "role")},
        column="role",
    ),
    Rule(
        "attribution_ends_before_start",
        problems.ENDS_BEFORE_START,
        "attributions",
        {"attributions": ("valid_from", "valid_to")},
        column="valid_to",
    ),
    Rule(
        "qualification_ends_before_start",
        problems.ENDS_BEFORE_START,
        "qualifications",
        {"qualifications": ("valid_from", "valid_to")},
        column="valid_to",
    ),
    Rule(
        "share_sum",
        problems.SHARE_SUM,
        "attributions",
        {"attributions": ("subject_type", "subject_id", "role", "share", "valid_from", "valid_to")},
        column="share",
    ),
    Rule(
        "negative_loan_balance",
        problems.NEGATIVE_LOAN,
        "loan_balances",
        {"loan_balances": ("balance",)},
        column="balance",
    ),
    *(
        Rule(
            f"negative_interest_{column}",
            problems.NEGATIVE_INTEREST,
            "interest",
            {"interest": (column,)},
            column=column,
        )
        for column in ("due", "collected")
    ),
    Rule(
        "outcome_not_offered",
        problems.OUTCOME_NOT_OFFERED,
        "error_points",
        {"error_points": ("item", "outcome")},
        column="outcome",
    ),
    Rule(
        "currency_without_rate",
        problems.CURRENCY_WITHOUT_RATE,
        "rates",
        {"rates": ("currency", "date")},
        column="currency",
        complete=("rates",),
    ),
    Rule(
        "cny_rate",
        problems.CNY_RATE,
        "rates",
        {"rates": ("currency", "cny_per_unit")},
        column="cny_per_unit",
    ),
    Rule(
        "negative_deposit_balance",
        problems.NEGATIVE_DEPOSIT,
        "balances",
        {"balances": ("balance",)},
        column="balance",
    ),
    Rule(
        "account_without_attribution",
        problems.UNATTRIBUTED_ACCOUNT,
        "accounts",
        {"accounts": ("account_id",), "attributions": ("subject_type", "subject_id")},
        complete=("attributions",),
    ),
    Rule(
        "manager_without_qualification",
        problems.UNQUALIFIED_MANAGER,
        "managers",
        {"managers": ("manager_id", "post", "excluded_reason"), "qualifications": ("manager_id",)},
        complete=("qualifications",),
    ),
)
"""Every check that needs the staged rows only."""


def check_rules(
    connection: duckdb.DuckDBPyConnection,
    *,
    staged: Staged,
    vocabulary: Vocabulary,
    rates_on: date | None,
    findings: Findings,
) -> None:
    """Run every rule whose columns were read."""
    connection.execute("CREATE TABLE item_outcomes (item VARCHAR, outcome VARCHAR)")
    for item, outcomes in vocabulary.error_items.items():
        connection.execute("INSERT INTO item_outcomes SELECT ?, unnest(?)", [item, sorted(outcomes)])
    connection.execute("CREATE TABLE assessed AS SELECT CAST(? AS DATE) AS rates_on", [rates_on])
    until = {
        "until": f" {rates_on} 或之前的" if rates_on else "",
        "until_en": f" dated on or before {rates_on}" if rates_on else "",
    }
    for rule in RULES:
        complete = staged.complete.issuperset(rule.complete)
        if complete and all(staged.has(table, *columns) for table, columns in rule.needs.items()):
            report(
                connection,
                statement(f"checks/{rule.sql}"),
                problem=rule.problem,
                table=rule.table,
                column=rule.column,
                values=until,
                findings=findings,
            )
