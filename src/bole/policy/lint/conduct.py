"""Error points, grace periods, exit, veterans: values that contradict each other."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.standards import easier


def conduct_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on everything that follows from conduct and from failing a floor."""
    yield from _items(policy)
    yield from _graces(policy)
    yield from _exit(policy)
    yield from _veterans(policy)


def _items(policy: Policy) -> Iterator[Remark]:
    for item in policy.error_points:
        key = f"error_points.{item.id}"
        scores = {"base", "aggravated"} & set(item.outcomes)
        if not item.outcomes:
            message = Text("没有任何结果可选", "offers no outcome")
            yield Remark("no_outcome", f"{key}.outcomes", message)
        elif scores and item.points <= 0:
            message = Text("可计分但分值不大于 0", "can score, but has no points")
            yield Remark("points_without_effect", f"{key}.points", message)
        elif not scores and item.points:
            message = Text("只可取消资格，分值不起作用", "can only cancel, so its points never count")
            yield Remark("points_without_effect", f"{key}.points", message)


def _lowest_standards(policy: Policy, indicator: str, post: str | None = None) -> list[Decimal]:
    """What the lowest tier of each post (or of one) asks of an indicator."""
    ladders = {each.id: each.ladder for each in policy.posts}
    rows = [
        standard.tiers.get(ladders[standard.post][-1], {})
        for standard in policy.standards
        if standard.form == "all_hold" and ladders[standard.post] and post in {None, standard.post}
    ]
    return [row[indicator] for row in rows if indicator in row]


def _graces(policy: Policy) -> Iterator[Remark]:
    for grace in policy.graces:
        holds_when = "at_most" if grace.bad_when == "above" else "at_least"
        for asked in _lowest_standards(policy, grace.indicator):
            if easier(asked, grace.limit_percent, holds_when=holds_when):
                message = Text(
                    f"最低档要求 {asked}，宽于宽限线 {grace.limit_percent}",
                    f"the lowest tier asks for {asked}, laxer than the grace limit {grace.limit_percent}",
                )
                yield Remark("floor_above_standard", f"graces.{grace.reason}.limit_percent", message)


def _exit(policy: Policy) -> Iterator[Remark]:
    for floor in policy.exit.floors if policy.exit else ():
        for post in policy.exit.posts if policy.exit else ():
            for asked in _lowest_standards(policy, floor.indicator, post):
                if floor.below > asked:
                    message = Text(
                        f"{post} 最低档只要求 {asked}，低于调离下限 {floor.below}",
                        f"the lowest tier of {post} asks for {asked}, below the exit floor {floor.below}",
                    )
                    yield Remark("floor_above_standard", f"exit.floors.{floor.indicator}", message)


def _veterans(policy: Policy) -> Iterator[Remark]:
    order = [tier.id for tier in policy.tiers]
    for better, worse in pairwise(policy.veteran.rungs if policy.veteran else ()):
        if order.index(better.tier) >= order.index(worse.tier):
            message = Text("各级须由高到低", "grades go from the best down")
            yield Remark("thresholds_out_of_order", f"veteran.rungs.{worse.id}.tier", message)
