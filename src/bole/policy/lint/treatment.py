"""Pay: tables without gaps, a lower tier never paid more, grades that follow the tiers (X1, X7-X9)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark, uncovered
from bole.policy.schema import Policy
from bole.policy.schema.treatment import PayTable
from bole.policy.walk import places


def treatment_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on pay grades, pay tables and the veterans' pay."""
    order = [tier.id for tier in policy.tiers]
    yield from _grades(policy)
    for place in places(policy):
        if isinstance(table := place.value, PayTable):
            paid = order[: order.index(table.from_tier) + 1] if table.from_tier else order
            yield from uncovered(f"{place.key}.yuan_a_month", table.yuan_a_month, paid, gap="pay_gap")
    yield from _veteran_pay(policy, order)


def _grades(policy: Policy) -> Iterator[Remark]:
    """A lower grade number is the higher grade; inside a grade the higher step is."""
    for higher, lower in pairwise(policy.tiers):
        above, below = ((tier.pay_grade, -(tier.pay_step or 0)) for tier in (higher, lower))
        if None not in {above[0], below[0]} and above >= below:
            message = Text(
                f"{lower.id} 的行员等级不低于 {higher.id}",
                f"the pay grade of {lower.id} is not below {higher.id}",
            )
            yield Remark("lower_tier_pays_more", f"tiers.{lower.id}.pay_grade", message)


def _veteran_pay(policy: Policy, order: list[str]) -> Iterator[Remark]:
    """Each grade's pay is what the tables pay at the tier that §44 names."""
    treatment, veteran = policy.treatment, policy.veteran
    if treatment is None or veteran is None or veteran.benefit is None or veteran.pay is None:
        return
    benefit, key, pay = veteran.benefit, "veteran.pay.yuan_a_month", veteran.pay.yuan_a_month
    paid = [table for name in benefit.paid if (table := getattr(treatment, name)) is not None]
    yield from uncovered(key, pay, [rung.id for rung in veteran.rungs], gap="pay_gap")
    for rung in veteran.rungs:
        place = order.index(rung.tier) + benefit.tiers_below
        paid_as = order[min(place, len(order) - 1)]
        due = sum((table.yuan_a_month.get(paid_as, Decimal(0)) for table in paid), Decimal(0))
        if pay.get(rung.id, due) != due:
            message = Text(
                f"{pay[rung.id]} 与 {paid_as} 的工资和补贴 {due} 不符",
                f"{pay[rung.id]} is not the salary and allowance {due} of {paid_as}",
            )
            yield Remark("veteran_pay", f"{key}.{rung.id}", message)
