"""The large tables, made by the statements in `sql/` on an embedded DuckDB."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Self

import duckdb
import pyarrow as pa

from bole.synth.dice import stride
from bole.synth.inputs import SPLITS, input_tables
from bole.synth.portfolio import Plan
from bole.synth.problems import ProblemLoan, slot_width
from bole.synth.span import Span

ACCOUNTS_PER_PART = 50_000
"""How many accounts' balances are drawn and written at a time; it bounds the memory needed."""

_STAGES = (
    *("customer", "account", "slot", "loan", "labelled_loan", "loan_balance", "settlement"),
    *("account_share", "loan_share"),
)
_PARAMETER = re.compile(r"\$(\w+)")

ControlTotal = tuple[str, date, str, str, int]
"""Table, day, product or kind, currency, fen (settlements: US cents)."""


class Bulk:
    """A synthetic bank in the making: inputs loaded, stages derived, tables ready to be read."""

    def __init__(
        self, plans: list[Plan], *, loans: list[ProblemLoan], span: Span, seed: int, threads: int | None
    ) -> None:
        self._accounts = sum(plan.accounts for plan in plans)
        self._span = span
        self._connection = duckdb.connect(config={"threads": threads} if threads else {})
        self._changes: dict[tuple[str, str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        customers = sum(plan.customers for plan in plans)
        self._values: dict[str, object] = {
            "accounts": self._accounts,
            "account_stride": stride(self._accounts),
            "customers": customers,
            "customer_stride": stride(customers),
            "days": span.days,
            "first_day": span.first_day,
            "middle": span.days - 183,
            "patterns": len(SPLITS),
        }
        macros = _statement("macros").format(
            seed=seed,
            account_width=max(6, len(str(self._accounts))),
            customer_width=max(5, len(str(customers))),
            slot_width=slot_width(plans),
        )
        self._connection.execute(macros)
        for name, table in input_tables(plans, loans=loans, span=span).items():
            self._connection.from_arrow(table).create(name)
        for stage in _STAGES:
            self._run(stage)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def table(self, name: str) -> Iterator[pa.Table]:
        """A contract table in its order, as one part."""
        yield self._read(name)

    def balances(self) -> Iterator[pa.Table]:
        """The table `balances` in parts; its control totals are known once all parts were taken."""
        for first in range(0, self._accounts, ACCOUNTS_PER_PART):
            self._run("balance", from_no=first, to_no=first + ACCOUNTS_PER_PART)
            self._note_changes("balances", statement="balance_change")
            yield self._read("balances")

    def control_totals(self) -> Iterator[ControlTotal]:
        """Totals on every quarter's last day; for settlements of that day's alone."""
        self._note_changes("loan_balances", statement="loan_change")
        ends = [quarter.last_day for quarter in self._span.quarters()]
        for (table, kind, currency), changes in sorted(self._changes.items()):
            total = 0
            for quarter_no, end in enumerate(ends):
                total += changes[quarter_no]
                yield (table, end, kind, currency, total)
        for kind, day, cents in self._run("settlement_total").fetchall():
            yield ("settlements", day, kind, "USD", cents)

    def _note_changes(self, table: str, *, statement: str) -> None:
        for kind, currency, quarter_no, change in self._run(statement).fetchall():
            self._changes[table, kind, currency][quarter_no] += change

    def _read(self, name: str) -> pa.Table:
        statement = _statement(name)
        return self._connection.sql(statement, params=self._bound(statement)).to_arrow_table()

    def _run(self, name: str, **more: object) -> duckdb.DuckDBPyConnection:
        statement = _statement(name)
        return self._connection.execute(statement, self._bound(statement, **more))

    def _bound(self, statement: str, **more: object) -> dict[str, object]:
        """The values of just those parameters that the statement names."""
        values = self._values | more
        return {name: values[name] for name in set(_PARAMETER.findall(statement))}


def _statement(name: str) -> str:
    return files("bole.synth").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
