"""Standards: a higher tier is never easier, no gaps, nothing beyond the outer limits (§15, X2-X5)."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.schema import Policy
from bole.policy.schema.standards import AllHold, ScoreBands, beyond_outer_limits, easier


def standard_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on every post's standards."""
    ladders = {post.id: post.ladder for post in policy.posts}
    for standard in policy.standards:
        ladder = ladders[standard.post]
        yield from _rows(standard, ladder)
        if standard.form == "all_hold":
            yield from _cells(standard)
        yield from _steps(standard, ladder, policy)
    for beyond in beyond_outer_limits(policy.criteria, policy.standards):
        message = Text(
            f"{beyond.new} 超出底线 {beyond.old}（{beyond.clause}）",
            f"{beyond.new} is beyond the outer limit {beyond.old} ({beyond.clause})",
        )
        yield Remark("beyond_outer_limit", beyond.key, message)


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


def _steps(standard: AllHold | ScoreBands, ladder: tuple[str, ...], policy: Policy) -> Iterator[Remark]:
    """From tier to tier nothing gets easier; the bands of a score must even rise."""
    key = f"standards.{standard.post}"
    if standard.form == "score_bands":
        for higher, asked, lower, below in _neighbours(ladder, standard.bands):
            if asked <= below:
                message = Text(
                    f"{higher} 的 {asked} 分不高于 {lower} 的 {below} 分",
                    f"{asked} of {higher} is not above {below} of {lower}",
                )
                yield Remark("easier_higher_tier", f"{key}.bands.{higher}", message)
        return
    directions = {criterion.indicator: criterion.holds_when for criterion in policy.criteria}
    for name in standard.criteria:
        column = {tier: row[name] for tier, row in standard.tiers.items() if name in row}
        for higher, asked, lower, below in _neighbours(ladder, column):
            if easier(asked, below, holds_when=directions[name]):
                message = Text(
                    f"{higher} 的 {asked} 比 {lower} 的 {below} 宽松",
                    f"{asked} of {higher} is easier than {below} of {lower}",
                )
                yield Remark("easier_higher_tier", f"{key}.tiers.{higher}.{name}", message)


def _neighbours(
    ladder: Iterable[str], asked: Mapping[str, Decimal]
) -> Iterator[tuple[str, Decimal, str, Decimal]]:
    for higher, lower in pairwise(tier for tier in ladder if tier in asked):
        yield higher, asked[higher], lower, asked[lower]
