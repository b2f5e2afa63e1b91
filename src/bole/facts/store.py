"""The store: the checked, normalised facts as Parquet files (see docs/architecture.md)."""

from dataclasses import dataclass
from pathlib import Path

STORE_TABLES = (
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
"""Every file of the store, in the order in which the content hash takes them."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder that holds the facts store."""

    path: Path

    def path_of(self, table: str) -> Path:
        """The Parquet file of one of `STORE_TABLES`."""
        return self.path / f"{table}.parquet"
