"""Every use of a name inside a policy, and what it must name."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bole.policy.schema import Policy


class Use(NamedTuple):
    """A name used at a key path; `kind` is the list that must define it."""

    key: str
    name: str
    kind: str


def definitions(policy: Policy) -> dict[str, list[str]]:
    """The names that each list of the policy defines."""
    return {
        "ranks": [rank.id for rank in policy.ranks],
        "tiers": [tier.id for tier in policy.tiers],
        "posts": [post.id for post in policy.posts],
        "items": [item.id for item in policy.items],
        "indicators": [indicator.id for indicator in policy.indicators],
        "criteria": [criterion.indicator for criterion in policy.criteria],
        "standards": [standard.post for standard in policy.standards],
        "dimensions": [dimension.id for dimension in policy.dimensions],
        "error_points": [item.id for item in policy.error_points],
        "graces": [grace.reason for grace in policy.graces],
        "cancellations": [entry.id for entry in policy.cancellations],
        "clauses": [entry.id for entry in policy.clauses],
        "qualification.certificates": [entry.id for entry in policy.qualification.certificates],
        "qualification.requirements": [entry.id for entry in policy.qualification.requirements],
        "qualification.conditions": [entry.id for entry in policy.qualification.conditions],
        "qualification.steps": [entry.id for entry in policy.qualification.steps],
        "governance.bodies": [body.id for body in policy.governance.bodies],
        "governance.powers": [power.id for power in policy.governance.powers],
        "governance.branch_may": [right.id for right in policy.governance.branch_may],
        "veteran.rungs": [rung.id for rung in policy.veteran.rungs],
        "duties.visits": [duty.id for duty in policy.duties.visits],
        "duties.management": [task.id for task in policy.duties.management],
    }


def uses(policy: Policy) -> Iterator[Use]:
    """Every use of a name, in the order of the file format."""
    yield from _of_posts(policy)
    yield from _of_indicators(policy)
    yield from _of_standards(policy)
    yield from _of_dimensions(policy)
    yield from _of_conduct(policy)
    yield from _of_conditions(policy)
    yield from _of_steps(policy)
    yield from _of_treatment(policy)
    yield from _of_duties(policy)
    yield from _of_governance(policy)


def _each(key: str, names: Iterable[str], kind: str) -> Iterator[Use]:
    return (Use(key, name, kind) for name in names)


def _of_posts(policy: Policy) -> Iterator[Use]:
    for tier in policy.tiers:
        yield Use(f"tiers.{tier.id}.rank", tier.rank, "ranks")
    for post in policy.posts:
        yield from _each(f"posts.{post.id}.ladder", post.ladder, "tiers")
        if post.unqualified_tier is not None:
            yield Use(f"posts.{post.id}.unqualified_tier", post.unqualified_tier, "tiers")
        if post.assessed:
            yield Use(f"posts.{post.id}", post.id, "standards")


def _of_indicators(policy: Policy) -> Iterator[Use]:
    for indicator in policy.indicators:
        key = f"indicators.{indicator.id}"
        if indicator.kind == "weighted_sum":
            yield from _each(f"{key}.terms", (term.item for term in indicator.terms), "items")
        elif indicator.kind == "ratio":
            yield Use(f"{key}.numerator", indicator.numerator, "items")
            yield Use(f"{key}.denominator", indicator.denominator, "items")
        else:
            yield Use(f"{key}.item", indicator.item, "items")
    for criterion in policy.criteria:
        yield Use(f"criteria.{criterion.indicator}", criterion.indicator, "indicators")


def _of_standards(policy: Policy) -> Iterator[Use]:
    for standard in policy.standards:
        key = f"standards.{standard.post}"
        yield Use(f"{key}.post", standard.post, "posts")
        if standard.form == "score_bands":
            yield from _each(f"{key}.bands", standard.bands, "tiers")
            continue
        yield from _each(f"{key}.criteria", standard.criteria, "criteria")
        for tier_id, row in standard.tiers.items():
            yield Use(f"{key}.tiers", tier_id, "tiers")
            yield from _each(f"{key}.tiers.{tier_id}", row, "criteria")


def _of_dimensions(policy: Policy) -> Iterator[Use]:
    catalogue = {item.id for item in policy.error_points}
    for dimension in policy.dimensions:
        key = f"dimensions.{dimension.id}"
        yield from _each(f"{key}.posts", dimension.posts, "posts")
        for item in dimension.items:
            for name in item.judged_by:
                yield Use(f"{key}.{item.id}", name, "error_points" if name in catalogue else "indicators")


def _of_conduct(policy: Policy) -> Iterator[Use]:
    for grace in policy.graces:
        yield Use(f"graces.{grace.reason}.indicator", grace.indicator, "indicators")
    yield from _each("exit.posts", policy.exit.posts, "posts")
    yield from _each("exit.floors", (floor.indicator for floor in policy.exit.floors), "indicators")
    for rung in policy.veteran.rungs:
        yield Use(f"veteran.rungs.{rung.id}.tier", rung.tier, "tiers")
    yield Use("veteran.performance_floor.tier", policy.veteran.performance_floor.tier, "tiers")
    yield from _each("veteran.pay.yuan_a_month", policy.veteran.pay.yuan_a_month, "veteran.rungs")


def _of_conditions(policy: Policy) -> Iterator[Use]:
    for condition in policy.qualification.conditions:
        key = f"qualification.conditions.{condition.id}"
        yield Use(f"{key}.post", condition.post, "posts")
        if condition.rank is not None:
            yield Use(f"{key}.rank", condition.rank, "ranks")
        yield from _each(f"{key}.certificates", condition.certificates, "qualification.certificates")
        yield from _each(
            f"{key}.one_of_certificates", condition.one_of_certificates, "qualification.certificates"
        )
        yield from _each(f"{key}.requirements", condition.requirements, "qualification.requirements")


def _of_steps(policy: Policy) -> Iterator[Use]:
    for step in policy.qualification.steps:
        yield Use(f"qualification.steps.{step.id}.actor", step.actor, "governance.bodies")
        yield from _each(f"qualification.steps.{step.id}.ranks", step.ranks, "ranks")
    for special in policy.qualification.special_cases:
        key = f"qualification.special_cases.{special.id}.decided_by"
        yield Use(key, special.decided_by, "governance.bodies")


def _of_treatment(policy: Policy) -> Iterator[Use]:
    treatment = policy.treatment
    tables = {
        "salary": treatment.salary,
        "car_allowance": treatment.car_allowance,
        "manager_allowance": treatment.manager_allowance,
    }
    for name, table in tables.items():
        yield from _each(f"treatment.{name}.yuan_a_month", table.yuan_a_month, "tiers")
        if table.from_tier is not None:
            yield Use(f"treatment.{name}.from_tier", table.from_tier, "tiers")
    for entitlement in treatment.entitlements:
        yield from _each(f"treatment.entitlements.{entitlement.id}.ranks", entitlement.ranks, "ranks")


def _of_duties(policy: Policy) -> Iterator[Use]:
    duties = policy.duties
    yield Use("duties.missed_visit.proposes", duties.missed_visit.proposes, "error_points")
    bodies = {
        "visit_report.confirmed_by": (duties.visit_report.confirmed_by,),
        "customer_file.kept_by": (duties.customer_file.kept_by,),
        "meeting.held_by": duties.meeting.held_by,
        "feedback.goes_to": (duties.feedback.goes_to,),
        "work_report.goes_to": (duties.work_report.goes_to,),
        "team.organised_by": (duties.team.organised_by,),
    }
    for key, names in bodies.items():
        yield from _each(f"duties.{key}", names, "governance.bodies")
    for task in duties.management:
        yield Use(f"duties.management.{task.id}.actor", task.actor, "governance.bodies")


def _of_governance(policy: Policy) -> Iterator[Use]:
    for power in policy.governance.powers:
        yield from _each(
            f"governance.powers.{power.id}.body", (power.body, *power.bodies), "governance.bodies"
        )
    for move in policy.governance.quarterly_procedure:
        yield Use(f"governance.quarterly_procedure.{move.id}.actor", move.actor, "governance.bodies")
