"""「构成」: what the composite volume is made of (X3), and that it adds up."""

from collections.abc import Iterator
from fractions import Fraction

from bole.assess.words import Measured
from bole.assess.workbook.book import Column, Value
from bole.assess.workbook.names import Names, assumed_clauses, header, number
from bole.grade import Judgement
from bole.kernel.exact import Exact
from bole.policy.schema.indicators import Term

AGREES, DISAGREES = "相符", "不符"


def columns(names: Names) -> Iterator[Column[Judgement]]:
    """Per component its amount and what it adds, then the sum beside the indicator."""
    yield from names.identity(lambda one: one.manager)
    composite = names.composite
    if composite is None:
        return
    for term in composite.terms:
        yield from _pair(term, names.items[term.item])
    title, composite_id = header(names.indicators[composite.id]).replace("（", "\n（"), composite.id
    yield Column("sum", "折算合计\n（万元）", 14, "wan", of=lambda one: number(_sum(one).printed()))
    yield Column(
        composite_id, title, 14, "wan", of=lambda one: _printed(one.measures.indicators[composite_id])
    )
    yield Column("agrees", "核对", 8, "code", of=lambda one: _agrees(one, composite_id))
    yield Column("assumed", "假定条款", 14, of=assumed_clauses)


def _pair(term: Term, item: Measured) -> Iterator[Column[Judgement]]:
    factor, key = format((term.per_100 / 100).normalize(), "f"), term.item
    title = header(item).replace("（", "\n（")
    yield Column(
        f"amount.{key}", title, 16, "wan", of=lambda one: _printed(one.measures.components[key].amount)
    )
    yield Column(
        f"credited.{key}",
        f"折算\n(× {factor})",
        14,
        "wan",
        of=lambda one: _printed(one.measures.components[key].credited),
    )


def _printed(value: Exact | None) -> Value:
    return number(None if value is None else value.printed())


def _sum(judgement: Judgement) -> Exact:
    credited = (Fraction(*each.credited) for each in judgement.measures.components.values())
    return Exact(*sum(credited, Fraction()).as_integer_ratio())


def _agrees(judgement: Judgement, indicator: str) -> str:
    volume = judgement.measures.indicators[indicator]
    return AGREES if volume is not None and Fraction(*volume) == Fraction(*_sum(judgement)) else DISAGREES
