"""The shipped policy, and how tests make up what a manager was measured at and what is on file."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import lcm

from bole.grade import Judge, Judgement, ManagerCase, Node
from bole.grade.ladder import Ladder
from bole.kernel.exact import Measures
from bole.kernel.people import (
    ErrorPoint,
    GracePeriod,
    GraceReason,
    HireType,
    Manager,
    Outcome,
    Qualification,
    YearRecord,
)
from bole.kernel.period import Period, Standing
from bole.measure.measures import Evaluator
from bole.policy.load import load_policy
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, WeightedSum

Q3 = Standing.of(Period(2025, 3))
YEAR = Standing.of(Period(2025))

LONG_AGO = date(2000, 1, 1)
FAR_OFF = date(2099, 12, 31)


@cache
def policy() -> Policy:
    return load_policy("commercial-2005").policy


def with_weight(per_100: Decimal) -> Policy:
    """The shipped policy with another weight of corporate demand deposits."""
    changed: list[Indicator] = []
    for indicator in policy().indicators:
        if isinstance(indicator, WeightedSum) and indicator.components:
            first = indicator.terms[0].model_copy(update={"per_100": per_100})
            changed.append(indicator.model_copy(update={"terms": (first, *indicator.terms[1:])}))
        else:
            changed.append(indicator)
    return policy().model_copy(update={"indicators": tuple(changed)})


def ladder(post: str = "credit") -> Ladder:
    return Ladder(policy(), post)


def measured(**items: int | str | Fraction) -> Measures:
    """Measures from amounts of items in 万元 (万美元, or a count); what is left out is zero."""
    amounts = {name: Fraction(amount) for name, amount in items.items()}
    base = lcm(*(amount.denominator for amount in amounts.values()))
    numerators = {name: amount.numerator * (base // amount.denominator) for name, amount in amounts.items()}
    assert set(numerators) <= {item.id for item in policy().items}
    return Evaluator(policy(), base)(numerators)


def plenty(**items: int | str | Fraction) -> Measures:
    """Measures enough for S1 in every respect, but for the items given."""
    return measured(**({"corporate_time": 100_000, "corporate_customers": 50} | items))


def manager(
    post: str = "credit", *, hired_on: date = date(2015, 1, 1), hire_type: HireType = "regular"
) -> Manager:
    return Manager(0, "M1", "王伟", "B1", post, hired_on, hire_type, None)


def qualified(
    rank: str = "senior",
    *,
    post: str = "credit",
    valid_from: date = LONG_AGO,
    valid_to: date = FAR_OFF,
) -> Qualification:
    return Qualification("M1", post, rank, "regular", valid_from, valid_to)


def error(
    item: str, on: date = date(2025, 8, 1), *, occurrences: int = 1, outcome: Outcome = "base"
) -> ErrorPoint:
    return ErrorPoint("M1", on, item, occurrences, outcome)


def grace(reason: GraceReason, started_on: date) -> GracePeriod:
    return GracePeriod("M1", reason, started_on)


def passed(year: int, tier: str | None, *, held: bool = True) -> YearRecord:
    return YearRecord("M1", year, tier, held)


def case(
    measures: Measures | None = None,
    *,
    of: Manager | None = None,
    factor: str = "1",
    qualifications: tuple[Qualification, ...] | None = None,
    error_points: tuple[ErrorPoint, ...] = (),
    grace_periods: tuple[GracePeriod, ...] = (),
    score: str | None = None,
    history: tuple[YearRecord, ...] = (),
) -> ManagerCase:
    """A manager with plenty of everything and a senior qualification, but for what is given."""
    person = of or manager()
    held = (qualified(post=person.post),) if qualifications is None else qualifications
    return ManagerCase(
        manager=person,
        factor=Decimal(factor),
        measures=plenty() if measures is None else measures,
        qualifications=held,
        error_points=error_points,
        grace_periods=grace_periods,
        score=None if score is None else Decimal(score),
        history=history,
    )


def judged(given: ManagerCase, *, standing: Standing = Q3) -> Judgement:
    return Judge(policy(), standing)(given)


def nodes(tree: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield tree
    for step in tree.steps:
        yield from nodes(step)


def the(tree: Node, *path: str) -> Node:
    """The node at a path of ids below a node."""
    for name in path:
        (tree,) = [step for step in tree.steps if step.id == name]
    return tree
