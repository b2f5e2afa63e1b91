"""Control totals that match the bank they are given with."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from tests.banks.draft import Draft
from tests.reference.facts import by_key, day_of, number_of


def _closing_balances(draft: Draft, *, table: str, key: str, day: date) -> dict[str, Fraction]:
    closing = {}
    for subject_id, rows in by_key(draft.tables[table], key).items():
        dated = {day_of(row["date"]): row["balance"] for row in rows if day_of(row["date"]) <= day}
        if dated:
            closing[subject_id] = number_of(dated[max(dated)])
    return closing


def add_control_totals(draft: Draft) -> None:
    """Totals of some products, kinds and currencies on the last day and on a day of the window."""
    window = draft.window
    if draft.chance(0.7):
        return
    for day in sorted({window.last_day, draft.day(window.year_start, window.last_day)}):
        totals: dict[tuple[str, str, str], Fraction] = defaultdict(Fraction)
        for table, key, subjects, kind in (
            ("balances", "account_id", "accounts", "product"),
            ("loan_balances", "loan_id", "loans", "kind"),
        ):
            rows = {row[key]: row for row in draft.tables[subjects]}
            for subject_id, balance in _closing_balances(draft, table=table, key=key, day=day).items():
                totals[table, rows[subject_id][kind], rows[subject_id]["currency"]] += balance
        for row in draft.tables["settlements"]:
            if day_of(row["date"]) == day:
                totals["settlements", row["kind"], "USD"] += number_of(row["amount_usd"])
        for (table, product_or_kind, currency), total in totals.items():
            if draft.chance(0.5):
                draft.add(
                    "control_totals",
                    table=table,
                    date=day.isoformat(),
                    product_or_kind=product_or_kind,
                    currency=currency,
                    total=draft.money(int(total * 100)),
                )
