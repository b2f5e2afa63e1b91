"""The store: the checked, normalised facts as Parquet files (see docs/architecture.md)."""

from dataclasses import dataclass
from pathlib import Path

FACT_TABLES = (
    "branches",
    "managers",
    "customers",
    "accounts",
    "account_intervals",
    "account_attributions",
    "loans",
    "loan_intervals",
    "loan_attributions",
    "interest",
    "settlements",
    "customer_attributions",
    "risk_findings",
    "rates",
    "qualifications",
    "error_points",
    "grace_periods",
    "design_scores",
    "tier_history",
)
"""What the facts say, one file each, in the order in which the content hash takes them."""

DERIVED_TABLES = ("account_balance_days", "account_holdings")
"""What measuring would otherwise work out each time; it follows from the facts alone."""

STORE_TABLES = FACT_TABLES + DERIVED_TABLES
"""Every file of the store, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder that holds the facts store."""

    path: Path

    def path_of(self, table: str) -> Path:
        """The Parquet file of one of `STORE_TABLES`."""
        return self.path / f"{table}.parquet"
