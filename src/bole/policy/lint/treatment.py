"""Pay: tables without gaps, a lower tier never paid more, grades that follow the tiers (X1, X7-X9)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.treatment import PayTable
from bole.policy.walk import places


def treatment_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on pay grades, pay tables and the veterans' pay."""
    order = [tier.id for tier in policy.tiers]
    yield from _grades(policy)
    for place in places(policy):
        if isinstance(place.value, PayTable):
            yield from _gaps(place.key, place.value, order)
    yield from _veteran_pay(policy, order)


def _grades(policy: Policy) -> Iterator[Remark]:
    """A lower grade number is the higher grade; inside a grade the higher step is."""
    for higher, lower in pairwise(policy.tiers):
        if (higher.pay_grade, -higher.pay_step) >= (lower.pay_grade, -lower.pay_step):
            message = Text(
                f"{lower.id} 的行员等级不低于 {higher.id}",
                f"the pay grade of {lower.id} is not below {higher.id}",
            )
            yield Remark("lower_tier_pays_more", f"tiers.{lower.id}.pay_grade", message)


def _gaps(key: str, table: PayTable, order: list[str]) -> Iterator[Remark]:
    key = f"{key}.yuan_a_month"
    receiving = order[: order.index(table.from_tier) + 1] if table.from_tier else order
    for tier in receiving:
        if tier not in table.yuan_a_month:
            yield Remark("pay_gap", f"{key}.{tier}", Text(f"{tier} 没有金额", f"{tier} has no amount"))
    for tier in table.yuan_a_month:
        if tier not in receiving:
            message = Text(f"{tier} 低于 {table.from_tier}，不发放", f"{tier} is below {table.from_tier}")
            yield Remark("unused", f"{key}.{tier}", message)


def _veteran_pay(policy: Policy, order: list[str]) -> Iterator[Remark]:
    """Each grade's pay is what the tables pay at the tier that §44 names."""
    tables = {"salary": policy.treatment.salary, "manager_allowance": policy.treatment.manager_allowance}
    benefit = policy.veteran.benefit
    for rung in policy.veteran.rungs:
        key = f"veteran.pay.yuan_a_month.{rung.id}"
        place = order.index(rung.tier) + benefit.tiers_below
        paid_as = order[min(place, len(order) - 1)]
        due = sum((tables[name].yuan_a_month.get(paid_as, Decimal(0)) for name in benefit.paid), Decimal(0))
        given = policy.veteran.pay.yuan_a_month.get(rung.id)
        if given is None:
            yield Remark("pay_gap", key, Text(f"{rung.id} 没有金额", f"{rung.id} has no amount"))
        elif given != due:
            message = Text(
                f"{given} 与 {paid_as} 的工资和补贴 {due} 不符",
                f"{given} is not the salary and allowance {due} of {paid_as}",
            )
            yield Remark("veteran_pay", key, message)
