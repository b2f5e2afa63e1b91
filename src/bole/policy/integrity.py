"""References inside a policy: every name used is defined, every ladder follows the tiers' order."""

from collections.abc import Iterator
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.problems import problem
from bole.policy.schema import Policy
from bole.policy.schema.marks import InOrder, Ref
from bole.policy.walk import Place, definitions, places, uses


def broken_references(policy: Policy, *, path: Path) -> list[Finding]:
    """Every name that nothing defines, every id defined twice, every ladder out of order."""
    found = [*places(policy)]
    defined = definitions(found)
    wanted = [(use.key, use.name, use.lists) for use in uses(found)]
    wanted += [(f"posts.{post.id}", post.id, ("standards",)) for post in policy.posts if post.assessed]
    problems = [
        *(("policy_unknown_name", *each) for each in _unknown(wanted, defined)),
        *(("policy_duplicate", *each) for each in _duplicates(defined)),
        *(("policy_ladder_order", *each) for each in _out_of_order(found, defined)),
    ]
    return [problem(kind, path=path, key=key, message=message) for kind, key, message in problems]


def _unknown(
    wanted: list[tuple[str, str, tuple[str, ...]]], defined: dict[str, list[str]]
) -> Iterator[tuple[str, Text]]:
    for key, name, lists in wanted:
        known = {each for kind in lists for each in defined.get(kind, ())}
        if name not in known:
            kinds, listed = ", ".join(lists), ", ".join(sorted(known))
            yield (
                key,
                Text(f"{name} 未定义；{kinds} 有：{listed}", f"{name} is not defined; {kinds} has: {listed}"),
            )


def _duplicates(defined: dict[str, list[str]]) -> Iterator[tuple[str, Text]]:
    for kind, names in defined.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = Text(f"{kind} 中 {name} 出现多次", f"{name} is defined more than once in {kind}")
            yield f"{kind}.{name}", message


def _out_of_order(found: list[Place], defined: dict[str, list[str]]) -> Iterator[tuple[str, Text]]:
    for place in found:
        if place.mark(InOrder) and (ref := place.mark(Ref)):
            order = defined.get(ref.lists[0], [])
            known = [order.index(name) for name in place.names if name in order]
            if known != sorted(set(known)):
                message = Text("档次须由高到低排列，不得重复", "tiers go from the highest down, each once")
                yield place.key, message
