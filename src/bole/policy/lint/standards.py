"""Standards: a higher tier is never easier, no gaps, nothing beyond the outer limits (§15, X2-X5)."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise
from operator import le

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark, uncovered
from bole.policy.schema import Policy
from bole.policy.schema.standards import Standard, beyond_outer_limits, easier


def standard_remarks(policy: Policy) -> Iterator[Remark]:
    """Remarks on every post's standards."""
    ladders = {post.id: post.ladder for post in policy.posts}
    directions = {criterion.indicator: criterion.holds_when for criterion in policy.criteria}
    for standard in policy.standards:
        yield from _of_a_post(standard, ladders[standard.post], directions)
    for beyond in beyond_outer_limits(policy.criteria, policy.standards):
        message = Text(
            f"{beyond.new} 超出底线 {beyond.old}（{beyond.clause}）",
            f"{beyond.new} is beyond the outer limit {beyond.old} ({beyond.clause})",
        )
        yield Remark("beyond_outer_limit", beyond.key, message)


def _of_a_post(
    standard: Standard, ladder: tuple[str, ...], directions: Mapping[str, str]
) -> Iterator[Remark]:
    """Each tier of the ladder has all its values, and nothing gets easier; a score's bands even rise."""
    if standard.form == "score_bands":
        key = f"standards.{standard.post}.bands"
        yield from uncovered(key, standard.bands, ladder, extra="outside_ladder")
        yield from _steps(f"{key}.{{}}", ladder, standard.bands, le)
        return
    key = f"standards.{standard.post}.tiers"
    yield from uncovered(key, standard.tiers, ladder, extra="outside_ladder")
    for tier, row in standard.tiers.items():
        yield from uncovered(f"{key}.{tier}", row, standard.criteria)
    for name in standard.criteria:
        column = {tier: row[name] for tier, row in standard.tiers.items() if name in row}
        yield from _steps(f"{key}.{{}}.{name}", ladder, column, partial(easier, holds_when=directions[name]))


def _steps(
    key: str,
    ladder: tuple[str, ...],
    asked: Mapping[str, Decimal],
    wrong: Callable[[Decimal, Decimal], bool],
) -> Iterator[Remark]:
    for higher, lower in pairwise(tier for tier in ladder if tier in asked):
        if wrong(asked[higher], asked[lower]):
            message = Text(
                f"{higher} 的 {asked[higher]} 不严于 {lower} 的 {asked[lower]}",
                f"{asked[higher]} of {higher} is no stricter than {asked[lower]} of {lower}",
            )
            yield Remark("easier_higher_tier", key.format(higher), message)
