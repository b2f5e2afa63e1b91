"""Pay: tables without gaps, a lower tier never paid more, grades that follow the tiers (X1, X7-X9)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.treatment import PayTable


def treatment_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on pay grades, pay tables and the veterans' pay."""
    treatment = policy.treatment
    order = [tier.id for tier in policy.tiers]
    yield from _grades(policy)
    yield from _table("salary", treatment.salary, order)
    yield from _table("car_allowance", treatment.car_allowance, order)
    yield from _table("manager_allowance", treatment.manager_allowance, order)
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


def _table(name: str, table: PayTable, order: list[str]) -> Iterator[Remark]:
    key = f"treatment.{name}.yuan_a_month"
    receiving = order[: order.index(table.from_tier) + 1] if table.from_tier else order
    for tier in receiving:
        if tier not in table.yuan_a_month:
            yield Remark("pay_gap", f"{key}.{tier}", Text(f"{tier} 没有金额", f"{tier} has no amount"))
    for tier in table.yuan_a_month:
        if tier not in receiving:
            message = Text(f"{tier} 低于 {table.from_tier}，不发放", f"{tier} is below {table.from_tier}")
            yield Remark("unused", f"{key}.{tier}", message)
    yield from _falling(key, table.yuan_a_month, order)


def _falling(key: str, amounts: Mapping[str, Decimal], order: list[str]) -> Iterator[Remark]:
    listed = [(name, amounts[name]) for name in order if name in amounts]
    for (higher, more), (lower, less) in pairwise(listed):
        if less > more:
            message = Text(
                f"{lower} 的 {less} 高于 {higher} 的 {more}", f"{less} of {lower} exceeds {more} of {higher}"
            )
            yield Remark("lower_tier_pays_more", f"{key}.{lower}", message)


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
