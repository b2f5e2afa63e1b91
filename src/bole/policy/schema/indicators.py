"""What is measured: items taken from the facts, and indicators made of items (§27, X3).

A closed vocabulary. Item kinds: the daily average of a stock, a stock at the end, a flow in a
window, a distinct count. Indicator kinds: a weighted sum of items, a ratio of two items, an
item as it stands.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from bole.kernel.units import MeasureUnit
from bole.policy.schema.base import Cited, Entry, ItemId, Many, Number, Strict
from bole.policy.schema.coded import Coded, every
from bole.policy.schema.marks import Key

LoanRole = Literal["lead", "assist"]

Window = Literal["year_to_date", "in_period", "last_day"]
"""1 January, the period's first day, or the last day alone — each up to the last day, inclusive."""


class Deposits(Strict):
    """Closing balances of accounts of the given products, on the days an attribution covers."""

    of: Literal["deposits"]
    products: Many[Annotated[str, Coded("accounts.product")]]


class Loans(Strict):
    """Closing balances of loans, on the days an attribution in one of the roles covers."""

    of: Literal["loans"]
    roles: Many[LoanRole]
    kinds: Many[Annotated[str, Coded("loans.kind")]] = every("loans.kind")
    securities: Many[Annotated[str, Coded("loans.security")]] = every("loans.security")
    granted: Literal["assessed_year", "any"] = "any"
    classifications: Many[Annotated[str, Coded("loan_balances.classification")]] = every(
        "loan_balances.classification"
    )
    own_cause: bool = False
    """Only loans with an own-cause finding against this manager by the last day (§29)."""


class Settlements(Strict):
    """Settlement amounts in US dollars, by the customer's attribution on the day."""

    of: Literal["settlements"]
    kinds: Many[Annotated[str, Coded("settlements.kind")]]


class Interest(Strict):
    """Interest due in the window, by the loan's attribution on the due date."""

    of: Literal["interest"]
    roles: Many[LoanRole]
    part: Literal["due", "collected", "uncollected"]


class Customers(Strict):
    """Customers with an attribution of an account or loan, in any role and share."""

    of: Literal["customers"]
    kinds: Many[Annotated[str, Coded("customers.kind")]]


class _InWan(Entry):
    """An item that is an amount in 万元."""

    @property
    def unit(self) -> MeasureUnit:
        """What the item is measured in; it follows from what is measured."""
        return "wan"


class AverageOfStock(_InWan):
    """Balance-days ÷ calendar days of the window."""

    kind: Literal["average_of_stock"]
    source: Annotated[Deposits | Loans, Field(discriminator="of")]
    window: Literal["year_to_date", "in_period"] = "year_to_date"


class StockAtEnd(_InWan):
    """The closing balance of the last day."""

    kind: Literal["stock_at_end"]
    source: Loans


class FlowInWindow(Entry):
    """What happened inside the window; in 万元, settlements in 万美元."""

    kind: Literal["flow_in_window"]
    source: Annotated[Settlements | Interest, Field(discriminator="of")]
    window: Literal["year_to_date", "in_period"]

    @property
    def unit(self) -> MeasureUnit:
        """Settlements reach the facts in US dollars."""
        return "wan_usd" if self.source.of == "settlements" else "wan"


class DistinctCount(Entry):
    """How many different customers; each counts once."""

    kind: Literal["distinct_count"]
    source: Customers
    window: Window = "last_day"

    @property
    def unit(self) -> MeasureUnit:
        """Customers are counted."""
        return "count"


Item = Annotated[
    AverageOfStock | StockAtEnd | FlowInWindow | DistinctCount,
    Field(discriminator="kind"),
]


class Term(Cited):
    """One item of a weighted sum: 100 of the item count as `per_100`."""

    item: Annotated[ItemId, Key()]
    per_100: Number


class WeightedSum(Entry):
    """Σ item × per_100 ÷ 100. `components`: its terms are the components shown in results."""

    kind: Literal["weighted_sum"]
    unit: MeasureUnit = "wan"
    terms: Many[Term]
    published: bool = True
    components: bool = False


class Ratio(Entry):
    """One item ÷ another; does not apply where the divisor is zero."""

    kind: Literal["ratio"]
    unit: MeasureUnit = "percent"
    numerator: ItemId
    denominator: ItemId
    published: bool = True


class Same(Entry):
    """One item as it stands."""

    kind: Literal["same"]
    unit: MeasureUnit = "count"
    item: ItemId
    published: bool = True


Indicator = Annotated[WeightedSum | Ratio | Same, Field(discriminator="kind")]


def composite_of(indicators: Iterable[Indicator]) -> WeightedSum | None:
    """The indicator whose terms are the components shown in results, if there is one."""
    sums = (each for each in indicators if isinstance(each, WeightedSum) and each.components)
    return next(sums, None)
