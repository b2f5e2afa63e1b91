"""References inside a policy: every name used is defined, every ladder follows the tiers' order."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.problems import problem
from bole.policy.references import definitions, uses
from bole.policy.schema import Policy


def broken_references(policy: Policy, *, path: Path) -> list[Finding]:
    """Every name that nothing defines, every id defined twice, every ladder out of order."""
    defined = definitions(policy)
    unknown = [
        problem("policy_unknown_name", path=path, key=key, message=_unknown(name, kind, defined[kind]))
        for key, name, kind in uses(policy)
        if name not in defined[kind]
    ]
    return unknown + list(_duplicates(defined, path)) + list(_ladders_out_of_order(policy, path))


def _unknown(name: str, kind: str, known: Iterable[str]) -> Text:
    listed = ", ".join(sorted(known))
    return Text(f"{name} 未定义；{kind} 有：{listed}", f"{name} is not defined; {kind} has: {listed}")


def _duplicates(defined: dict[str, list[str]], path: Path) -> Iterator[Finding]:
    for kind, names in defined.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = Text(f"{kind} 中 {name} 出现多次", f"{name} is defined more than once in {kind}")
            yield problem("policy_duplicate", path=path, key=f"{kind}.{name}", message=message)


def _ladders_out_of_order(policy: Policy, path: Path) -> Iterator[Finding]:
    order = [tier.id for tier in policy.tiers]
    for post in policy.posts:
        known = [order.index(tier) for tier in post.ladder if tier in order]
        if known != sorted(set(known)):
            message = Text("档次须由高到低排列，不得重复", "tiers go from the highest down, each once")
            yield problem("policy_ladder_order", path=path, key=f"posts.{post.id}.ladder", message=message)
