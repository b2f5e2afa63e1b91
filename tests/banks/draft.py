"""A bank while it is being made up: its rows so far, and the shares that are still free."""

import random
from datetime import date, timedelta

from tests.banks.bank import Row, Tables
from tests.reference.window import Window

OPEN_END = date(9999, 12, 31)
FAR_PAST = date(1990, 1, 1)
WHOLE_BP = 10_000

COLUMNS: dict[str, tuple[str, ...]] = {
    "branches": ("branch_id", "name", "kind", "parent_id", "standard_factor"),
    "managers": ("manager_id", "name", "branch_id", "post", "hired_on", "hire_type", "excluded_reason"),
    "qualifications": ("manager_id", "post", "rank", "kind", "valid_from", "valid_to"),
    "customers": ("customer_id", "name", "kind", "credit_line"),
    "accounts": ("account_id", "customer_id", "product", "currency"),
    "balances": ("account_id", "date", "balance"),
    "loans": ("loan_id", "customer_id", "kind", "security", "granted_on", "currency"),
    "loan_balances": ("loan_id", "date", "balance", "classification"),
    "interest": ("loan_id", "due_on", "due", "collected", "collected_on"),
    "settlements": ("settlement_id", "customer_id", "date", "kind", "amount_usd"),
    "attributions": (
        "subject_type",
        "subject_id",
        "manager_id",
        "role",
        "share",
        "valid_from",
        "valid_to",
    ),
    "error_points": ("manager_id", "date", "item", "occurrences", "outcome"),
    "risk_findings": ("loan_id", "manager_id", "date", "own_cause"),
    "grace_periods": ("manager_id", "reason", "started_on"),
    "design_scores": ("manager_id", "period", "score"),
    "tier_history": ("manager_id", "year", "tier", "passed"),
    "rates": ("currency", "date", "cny_per_unit"),
    "control_totals": ("table", "date", "product_or_kind", "currency", "total"),
}


class Draft:
    """The rows of a bank in the making, with helpers that keep it valid."""

    def __init__(self, rng: random.Random, *, window: Window) -> None:
        self.rng = rng
        self.window = window
        self.tables: Tables = {name: [] for name in COLUMNS}
        self._shares: dict[tuple[str, str, str], list[tuple[date, date, int]]] = {}
        self._number = 0

    def add(self, table: str, /, **cells: str) -> Row:
        """One row; a column that is not given is empty."""
        row = dict.fromkeys(COLUMNS[table], "")
        assert set(cells) <= set(row), (table, cells)
        row.update(cells)
        self.tables[table].append(row)
        return row

    def new_id(self, prefix: str) -> str:
        """An identifier no other row has; some look like numbers, so that readers must not guess."""
        self._number += 1
        form = self.rng.choice(("{p}{n:04d}", "{p}{n:04d}", "{p}-{n}", "{n:06d}", "{n}E{n}", "客{p}{n}"))
        return form.format(p=prefix, n=self._number)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def day(self, first: date, last: date) -> date:
        """A day between two days, both included; the ends are drawn often."""
        edge = self.rng.random()
        if edge < 0.12 or first >= last:
            return first
        if edge < 0.24:
            return last
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def money(self, fen: int) -> str:
        """An amount in yuan, written in one of the ways the contract allows."""
        text = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
        way = self.rng.random()
        if way < 0.1:
            return text + "0"
        if way < 0.4:
            return text.rstrip("0").rstrip(".")
        return text

    def free_bp(self, subject_type: str, subject_id: str, role: str, *, first: date, last: date) -> int:
        """The share nobody holds on any day of a stretch."""
        taken = self._shares.get((subject_type, subject_id, role), [])
        starts = {first} | {begin for begin, _, _ in taken if first <= begin <= last}
        used = (sum(bp for begin, end, bp in taken if begin <= day <= end) for day in starts)
        return WHOLE_BP - max(used)

    def attribute(
        self,
        subject_type: str,
        subject_id: str,
        manager_id: str,
        *,
        role: str,
        share_bp: int,
        first: date = FAR_PAST,
        last: date = OPEN_END,
    ) -> bool:
        """Attribute a share, unless the days do not have that much left."""
        if last < first or not 0 < share_bp <= self.free_bp(
            subject_type, subject_id, role, first=first, last=last
        ):
            return False
        self._shares.setdefault((subject_type, subject_id, role), []).append((first, last, share_bp))
        self.add(
            "attributions",
            subject_type=subject_type,
            subject_id=subject_id,
            manager_id=manager_id,
            role=role,
            share=self.money(share_bp),
            valid_from=first.isoformat(),
            valid_to="" if last == OPEN_END else last.isoformat(),
        )
        return True
