"""Treatment: salary, allowances, bonus, training time, office (§36–§41, X7–X9)."""

from collections.abc import Mapping
from typing import Annotated

from bole.policy.schema.base import Cited, Entry, Many, Number, RankId, Statement, TextField, TierId
from bole.policy.schema.marks import Falling


class PayTable(Cited):
    """Yuan a month for each tier; `from_tier`: only this tier and higher receive it."""

    name: TextField
    from_tier: TierId | None = None
    yuan_a_month: Annotated[Mapping[TierId, Number], Falling()]


class Entitlement(Entry):
    """A right that is not an amount of money per tier."""

    ranks: Many[RankId] = ()
    amount: Number | None = None
    unit: TextField | None = None


class Treatment(Cited):
    """What a tier brings. Salary follows the pay grade of the tier (X1)."""

    text: TextField
    floating: Statement | None = None
    bonus: Statement | None = None
    salary: PayTable | None = None
    car_allowance: PayTable | None = None
    manager_allowance: PayTable | None = None
    entitlements: Many[Entitlement] = ()
