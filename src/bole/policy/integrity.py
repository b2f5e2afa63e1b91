"""References inside a policy: every name used is defined, every ladder follows the tiers' order."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.problems import problem
from bole.policy.schema import Policy

Use = tuple[str, str, str]
"""(key path, name used, what it must name)."""


def broken_references(policy: Policy, *, path: Path) -> list[Finding]:
    """Every name that nothing defines, every id defined twice, every ladder out of order."""
    defined = _defined(policy)
    unknown = [
        problem("policy_unknown_name", path=path, key=key, message=_unknown(name, kind, defined[kind]))
        for key, name, kind in _uses(policy)
        if name not in defined[kind]
    ]
    return unknown + list(_duplicates(policy, path)) + list(_ladders_out_of_order(policy, path))


def _unknown(name: str, kind: str, known: Iterable[str]) -> Text:
    listed = ", ".join(sorted(known))
    return Text(f"{name} 未定义;{kind} 有:{listed}", f"{name} is not defined; {kind} has: {listed}")


def _lists(policy: Policy) -> dict[str, list[str]]:
    return {
        "ranks": [rank.id for rank in policy.ranks],
        "tiers": [tier.id for tier in policy.tiers],
        "posts": [post.id for post in policy.posts],
        "items": [item.id for item in policy.items],
        "indicators": [indicator.id for indicator in policy.indicators],
        "criteria": [criterion.indicator for criterion in policy.criteria],
        "standards": [standard.post for standard in policy.standards],
        "error_points": [item.id for item in policy.error_points],
        "graces": [grace.reason for grace in policy.graces],
        "clauses": [entry.id for entry in policy.clauses],
        "certificates": [entry.id for entry in policy.qualification.certificates],
        "requirements": [entry.id for entry in policy.qualification.requirements],
        "conditions": [entry.id for entry in policy.qualification.conditions],
        "bodies": [body.id for body in policy.governance.bodies],
        "veteran.rungs": [rung.id for rung in policy.veteran.rungs],
        "duties.visits": [duty.id for duty in policy.duties.visits],
    }


def _defined(policy: Policy) -> dict[str, set[str]]:
    return {kind: set(names) for kind, names in _lists(policy).items()}


def _duplicates(policy: Policy, path: Path) -> Iterator[Finding]:
    for kind, names in _lists(policy).items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            message = Text(f"{kind} 中 {name} 出现多次", f"{name} is defined more than once in {kind}")
            yield problem("policy_duplicate", path=path, key=f"{kind}.{name}", message=message)


def _ladders_out_of_order(policy: Policy, path: Path) -> Iterator[Finding]:
    order = [tier.id for tier in policy.tiers]
    for post in policy.posts:
        known = [order.index(tier) for tier in post.ladder if tier in order]
        if known != sorted(known):
            message = Text("档次须由高到低排列", "tiers must be listed from the highest down")
            yield problem("policy_ladder_order", path=path, key=f"posts.{post.id}.ladder", message=message)


def _uses(policy: Policy) -> Iterator[Use]:
    yield from _ladder_uses(policy)
    yield from _measure_uses(policy)
    yield from _conduct_uses(policy)
    yield from _people_uses(policy)


def _ladder_uses(policy: Policy) -> Iterator[Use]:
    for tier in policy.tiers:
        yield f"tiers.{tier.id}.rank", tier.rank, "ranks"
    for post in policy.posts:
        named = [*post.ladder, *([post.unqualified_tier] if post.unqualified_tier else [])]
        for name in named:
            yield f"posts.{post.id}.ladder", name, "tiers"
        if post.assessed:
            yield f"posts.{post.id}", post.id, "standards"
    for standard in policy.standards:
        yield f"standards.{standard.post}.post", standard.post, "posts"
        if standard.form == "all_hold":
            for name in standard.criteria:
                yield f"standards.{standard.post}.criteria", name, "criteria"
            for tier_id, row in standard.tiers.items():
                yield f"standards.{standard.post}.tiers", tier_id, "tiers"
                for name in row:
                    yield f"standards.{standard.post}.tiers.{tier_id}", name, "criteria"
        else:
            for tier_id in standard.bands:
                yield f"standards.{standard.post}.bands", tier_id, "tiers"


def _measure_uses(policy: Policy) -> Iterator[Use]:
    for indicator in policy.indicators:
        key = f"indicators.{indicator.id}"
        if indicator.kind == "weighted_sum":
            for term in indicator.terms:
                yield f"{key}.terms", term.item, "items"
        elif indicator.kind == "ratio":
            yield f"{key}.numerator", indicator.numerator, "items"
            yield f"{key}.denominator", indicator.denominator, "items"
        else:
            yield f"{key}.item", indicator.item, "items"
    for criterion in policy.criteria:
        yield f"criteria.{criterion.indicator}", criterion.indicator, "indicators"


def _conduct_uses(policy: Policy) -> Iterator[Use]:
    for grace in policy.graces:
        yield f"graces.{grace.reason}.indicator", grace.indicator, "indicators"
    for post in policy.exit.posts:
        yield "exit.posts", post, "posts"
    for floor in policy.exit.floors:
        yield "exit.floors", floor.indicator, "indicators"
    for rung in policy.veteran.rungs:
        yield f"veteran.rungs.{rung.id}.tier", rung.tier, "tiers"
    yield "veteran.performance_floor.tier", policy.veteran.performance_floor.tier, "tiers"
    yield "duties.missed_visit.proposes", policy.duties.missed_visit.proposes, "error_points"


def _people_uses(policy: Policy) -> Iterator[Use]:
    for condition in policy.qualification.conditions:
        key = f"qualification.conditions.{condition.id}"
        yield f"{key}.post", condition.post, "posts"
        if condition.rank is not None:
            yield f"{key}.rank", condition.rank, "ranks"
        for name in (*condition.certificates, *condition.one_of_certificates):
            yield f"{key}.certificates", name, "certificates"
        for name in condition.requirements:
            yield f"{key}.requirements", name, "requirements"
    for step in policy.qualification.steps:
        yield f"qualification.steps.{step.id}.actor", step.actor, "bodies"
    for power in policy.governance.powers:
        yield f"governance.powers.{power.id}.body", power.body, "bodies"
    for move in policy.governance.quarterly_procedure:
        yield f"governance.quarterly_procedure.{move.id}.actor", move.actor, "bodies"
    for task in policy.duties.management:
        yield f"duties.management.{task.id}.actor", task.actor, "bodies"
    for table in (
        policy.treatment.salary,
        policy.treatment.car_allowance,
        policy.treatment.manager_allowance,
    ):
        for tier_id in table.yuan_a_month:
            yield f"treatment.{table.clause}.yuan_a_month", tier_id, "tiers"
