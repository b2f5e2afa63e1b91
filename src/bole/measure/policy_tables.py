"""The policy's items as tables that the SQL joins: one row per combination an item takes in."""

from datetime import date
from itertools import product
from math import lcm

from bole.kernel.money import FEN_PER_WAN, ratio_of
from bole.kernel.period import Standing
from bole.policy.schema import Policy
from bole.policy.schema.indicators import (
    AverageOfStock,
    Customers,
    Deposits,
    DistinctCount,
    Interest,
    Item,
    Loans,
    Settlements,
    StockAtEnd,
    WeightedSum,
    composite_of,
)

TABLES = {
    "deposit_items": "item VARCHAR, product VARCHAR, window_start DATE",
    "loan_average_items": (
        "item VARCHAR, role VARCHAR, kind VARCHAR, security VARCHAR, classification VARCHAR, "
        "granted_from DATE, granted_to DATE, window_start DATE"
    ),
    "loan_end_items": (
        "item VARCHAR, role VARCHAR, kind VARCHAR, security VARCHAR, classification VARCHAR, "
        "granted_from DATE, granted_to DATE, own_cause BOOLEAN"
    ),
    "interest_items": "item VARCHAR, role VARCHAR, part VARCHAR, window_start DATE",
    "settlement_items": "item VARCHAR, kind VARCHAR, window_start DATE",
    "customer_items": "item VARCHAR, kind VARCHAR, window_start DATE",
    "item_factors": "item VARCHAR, factor HUGEINT, weight HUGEINT",
}

Rows = dict[str, list[tuple[object, ...]]]

PER = 100
"""A term says what 100 of its item count as."""

_ALWAYS = (date(1, 1, 1), date(9999, 12, 31))


def window_start(window: str, standing: Standing) -> date:
    """The first day of a window of the policy; every window ends on the last day."""
    return {
        "year_to_date": standing.year_start,
        "in_period": standing.period_start,
        "last_day": standing.last_day,
    }[window]


def item_start(item: Item, standing: Standing) -> date:
    """The first day that an item looks at; a stock at the end looks at the last day alone."""
    return standing.last_day if isinstance(item, StockAtEnd) else window_start(item.window, standing)


def common_days(policy: Policy, *, standing: Standing) -> int:
    """The least number of days that every average's window divides: the window's, if all share one."""
    averages = [item for item in policy.items if isinstance(item, AverageOfStock)]
    return lcm(*((standing.last_day - item_start(item, standing)).days + 1 for item in averages))


def component_weights(policy: Policy) -> tuple[dict[str, int], int]:
    """What one unit of each component adds to the composite volume: integers over one base."""
    shown = composite_of(policy.indicators)
    return integer_weights(shown) if shown else ({}, 1)


def integer_weights(indicator: WeightedSum) -> tuple[dict[str, int], int]:
    """Each term's weight as an integer over one common base."""
    ratios = {term.item: ratio_of(term.per_100 / PER) for term in indicator.terms}
    base = lcm(*(denominator for _, denominator in ratios.values()))
    return {item: numerator * base // denominator for item, (numerator, denominator) in ratios.items()}, base


def policy_rows(policy: Policy, *, standing: Standing) -> Rows:
    """The rows of every policy table.

    `item_factors` brings each kind of item to the common denominator of `Engine.denominator`:
    an average is divided by its window's days, a stock at the end and a flow are not, and a
    count is of whole things.
    """
    days = common_days(policy, standing=standing)
    weights, _ = component_weights(policy)
    rows: Rows = {table: [] for table in TABLES}
    for item in policy.items:
        start = item_start(item, standing)
        match item.source:
            case Deposits(products=products):
                rows["deposit_items"] += [(item.id, name, start) for name in products]
            case Loans() as loans:
                table, last = (
                    ("loan_average_items", start)
                    if isinstance(item, AverageOfStock)
                    else ("loan_end_items", loans.own_cause)
                )
                rows[table] += [(*row, last) for row in _loan_rows(item.id, loans, standing)]
            case Interest(roles=roles, part=part):
                rows["interest_items"] += [(item.id, role, part, start) for role in roles]
            case Settlements(kinds=kinds):
                rows["settlement_items"] += [(item.id, kind, start) for kind in kinds]
            case Customers(kinds=kinds):
                rows["customer_items"] += [(item.id, kind, start) for kind in kinds]
        rows["item_factors"].append((item.id, _factor(item, start, standing, days), weights.get(item.id, 0)))
    return rows


def _loan_rows(item: str, loans: Loans, standing: Standing) -> list[tuple[object, ...]]:
    year = standing.period.year
    granted = (date(year, 1, 1), date(year, 12, 31)) if loans.granted == "assessed_year" else _ALWAYS
    combinations = product(loans.roles, loans.kinds, loans.securities, loans.classifications)
    return [(item, *combination, *granted) for combination in combinations]


def _factor(item: Item, start: date, standing: Standing, days: int) -> int:
    match item:
        case AverageOfStock():
            return days // ((standing.last_day - start).days + 1)
        case DistinctCount():
            return days * FEN_PER_WAN
        case _:
            return days
