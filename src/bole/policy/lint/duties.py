"""Visits: every customer has a duty, and larger customers are not visited less often (§48(1), W1)."""

from collections.abc import Iterator
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy


def duty_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on the classes of visits."""
    duties = sorted(policy.duties.visits, key=lambda duty: duty.from_wan, reverse=True)
    for larger, smaller in pairwise(duties):
        key = f"duties.visits.{larger.id}"
        if larger.from_wan == smaller.from_wan:
            message = Text(f"与 {smaller.id} 的起点相同", f"starts at the same amount as {smaller.id}")
            yield Remark("thresholds_out_of_order", f"{key}.from_wan", message)
        elif larger.asks_less(smaller):
            message = Text(f"比 {smaller.id} 走访得少", f"is visited less than {smaller.id}")
            yield Remark("larger_customer_less_often", key, message)
    if duties and duties[-1].from_wan > 0:
        message = Text("小客户没有走访要求", "the smallest customers have no duty")
        yield Remark("gap", "duties.visits", message)
