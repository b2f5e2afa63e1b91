"""What is defined and used nowhere."""

from collections.abc import Iterator

from bole.kernel.text import Text
from bole.policy.lint.remark import Remark
from bole.policy.references import definitions, uses
from bole.policy.schema import Policy

WATCHED = (
    "ranks",
    "tiers",
    "items",
    "indicators",
    "qualification.certificates",
    "qualification.requirements",
    "governance.bodies",
)
"""The lists whose entries only have a meaning where they are used."""


def unused_remarks(policy: Policy) -> Iterator[Remark]:
    """Entries that nothing uses."""
    used = {(use.kind, use.name) for use in uses(policy)}
    used |= {("ranks", tier.rank) for tier in policy.tiers}
    defined = definitions(policy)
    for kind in WATCHED:
        for name in defined[kind]:
            if (kind, name) not in used:
                yield _unused(f"{kind}.{name}", name)
    yield from _unused_criteria(policy)


def _unused_criteria(policy: Policy) -> Iterator[Remark]:
    asked = {
        name for standard in policy.standards if standard.form == "all_hold" for name in standard.criteria
    }
    for criterion in policy.criteria:
        if criterion.indicator not in asked:
            yield _unused(f"criteria.{criterion.indicator}", criterion.indicator)


def _unused(key: str, name: str) -> Remark:
    return Remark("unused", key, Text(f"{name} 没有被使用", f"{name} is used nowhere"))
