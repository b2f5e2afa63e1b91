"""Standards: a higher tier is never easier, no gaps, nothing beyond the outer limits (§15, X2-X5)."""

from collections.abc import Iterator
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.laxness import beyond_outer_limits, easier
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.standards import AllHold, ScoreBands


def standard_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on every post's standards."""
    ladders = {post.id: post.ladder for post in policy.posts}
    for standard in policy.standards:
        ladder = ladders[standard.post]
        yield from _rows(standard, ladder)
        if standard.form == "all_hold":
            yield from _cells(standard)
            yield from _steps(standard, ladder, policy)
        else:
            yield from _bands(standard, ladder)
    for limit, change in beyond_outer_limits(policy):
        message = Text(
            f"{change.new} 超出底线 {limit}({change.clause})",
            f"{change.new} is beyond the outer limit {limit} ({change.clause})",
        )
        yield Remark("beyond_outer_limit", ".".join(change.path), message)


def _rows(standard: AllHold | ScoreBands, ladder: tuple[str, ...]) -> Iterator[Remark]:
    rows = standard.tiers if standard.form == "all_hold" else standard.bands
    key = f"standards.{standard.post}"
    for tier in ladder:
        if tier not in rows:
            yield Remark("gap", f"{key}.{tier}", Text(f"{tier} 没有标准", f"{tier} has no standard"))
    for tier in rows:
        if tier not in ladder:
            message = Text(
                f"{standard.post} 的级档中没有 {tier}", f"{tier} is not on the ladder of {standard.post}"
            )
            yield Remark("outside_ladder", f"{key}.{tier}", message)


def _cells(standard: AllHold) -> Iterator[Remark]:
    for tier, row in standard.tiers.items():
        for name in standard.criteria:
            if name not in row:
                message = Text(f"{tier} 缺少 {name}", f"{tier} lacks {name}")
                yield Remark("gap", f"standards.{standard.post}.tiers.{tier}.{name}", message)
        for name in row:
            if name not in standard.criteria:
                message = Text(f"{name} 不在该岗位的 criteria 中", f"{name} is not among the post's criteria")
                yield Remark("unused", f"standards.{standard.post}.tiers.{tier}.{name}", message)


def _steps(standard: AllHold, ladder: tuple[str, ...], policy: Policy) -> Iterator[Remark]:
    directions = {criterion.indicator: criterion.holds_when for criterion in policy.criteria}
    for name in standard.criteria:
        column = [
            (tier, standard.tiers[tier][name])
            for tier in ladder
            if tier in standard.tiers and name in standard.tiers[tier]
        ]
        for (higher, asked), (lower, below) in pairwise(column):
            if easier(asked, below, holds_when=directions[name]):
                message = Text(
                    f"{higher} 的 {asked} 比 {lower} 的 {below} 宽松",
                    f"{asked} of {higher} is easier than {below} of {lower}",
                )
                yield Remark(
                    "easier_higher_tier", f"standards.{standard.post}.tiers.{higher}.{name}", message
                )


def _bands(standard: ScoreBands, ladder: tuple[str, ...]) -> Iterator[Remark]:
    known = [tier for tier in ladder if tier in standard.bands]
    for higher, lower in pairwise(known):
        asked, below = standard.bands[higher], standard.bands[lower]
        if asked <= below:
            message = Text(
                f"{higher} 的 {asked} 分不高于 {lower} 的 {below} 分",
                f"{asked} of {higher} is not above {below} of {lower}",
            )
            yield Remark("easier_higher_tier", f"standards.{standard.post}.bands.{higher}", message)
