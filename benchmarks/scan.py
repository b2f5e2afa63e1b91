"""The plain scan: one aggregate over every column that measuring reads, from the same files.

Nothing is joined or grouped. Sums make the engine decode every value: a maximum of numbers or days
alone would be answered from the statistics in the files.
"""

import duckdb

from bole.facts import Store

COLUMNS = {
    "account_balance_days": "account_no valid_from valid_to balance_fen year_balance_days",
    "account_holdings": (
        "account_no manager_no valid_from held_from valid_to share_bp stretches customer_no product currency "
        "balance_days_before balance_days_through"
    ),
    "customers": "customer_no kind",
    "loans": "loan_no customer_no kind security granted_on currency",
    "loan_intervals": "loan_no valid_from valid_to balance_fen classification",
    "loan_attributions": "loan_no manager_no role valid_from valid_to share_bp",
    "interest": "loan_no due_on due_fen collected_fen collected_on",
    "settlements": "settlement_no customer_no settled_on kind usd_cents",
    "customer_attributions": "customer_no manager_no valid_from valid_to share_bp",
    "risk_findings": "loan_no manager_no found_on own_cause",
}
"""The columns that `bole.measure` reads of each file of the store."""

AGGREGATES = {
    "DATE": "sum({column} - DATE '2000-01-01')",
    "VARCHAR": "max({column})",
    "BOOLEAN": "sum(CAST({column} AS INTEGER))",
}


def scan(store: Store, *, threads: int, memory_limit: str) -> None:
    """Read every column once."""
    with duckdb.connect(config={"threads": threads, "memory_limit": memory_limit}) as connection:
        for table, columns in COLUMNS.items():
            files = connection.read_parquet(str(store.path_of(table)))
            types = dict(zip(files.columns, map(str, files.types), strict=True))
            aggregates = ", ".join(
                AGGREGATES.get(types[column], "sum({column})").format(column=column)
                for column in columns.split()
            )
            files.aggregate(aggregates).fetchall()
