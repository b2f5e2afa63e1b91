"""「构成」: what the composite volume is made of (X3), and that it adds up."""

from collections.abc import Iterator
from fractions import Fraction

from bole.assess.assessment import Assessment
from bole.assess.workbook.assumed import AssumedColumns
from bole.assess.workbook.book import Column, Row, Value
from bole.assess.workbook.names import IDENTITY, NOT_APPLICABLE, Names, number
from bole.grade import Judgement
from bole.kernel.money import rounded_string
from bole.policy.schema.indicators import Settlements, Term, WeightedSum

AGREES, DISAGREES = "相符", "不符"


def columns(names: Names) -> tuple[Column, ...]:
    """Per component its amount and what it adds, then the sum beside the indicator."""
    composite = names.composite
    if composite is None:
        return IDENTITY
    in_dollars = {item.id for item in names.policy.items if isinstance(item.source, Settlements)}
    return (
        *IDENTITY,
        *(
            column
            for term in composite.terms
            for column in _pair(term, names.items[term.item], dollars=term.item in in_dollars)
        ),
        Column("sum", "折算合计\n（万元）", 14, "wan"),
        Column(composite.id, f"{composite.name.zh}\n（万元）", 14, "wan"),
        Column("agrees", "核对", 8, "code"),
        Column("assumed", "假定条款", 14),
    )


def _pair(term: Term, name: str, *, dollars: bool) -> tuple[Column, Column]:
    factor = format((term.per_100 / 100).normalize(), "f")
    return (
        Column(f"amount.{term.item}", f"{name}\n（{'万美元' if dollars else '万元'}）", 16, "wan"),
        Column(f"credited.{term.item}", f"折算\n(× {factor})", 14, "wan"),
    )


def rows(assessment: Assessment, *, names: Names) -> Iterator[Row]:
    """In the order of results: by manager id."""
    composite = names.composite
    marks = AssumedColumns(names.policy)
    for judgement in assessment.judgements:
        cells = names.identity(judgement.manager)
        if composite is not None:
            cells += tuple(_cells(judgement, composite))
        yield Row(cells, marks(judgement) if composite is not None else frozenset())


def _cells(judgement: Judgement, composite: WeightedSum) -> Iterator[Value]:
    total = Fraction()
    for term in composite.terms:
        component = judgement.measures.components[term.item]
        total += Fraction(*component.credited)
        yield number(component.amount.printed())
        yield number(component.credited.printed())
    volume = judgement.measures.indicators[composite.id]
    yield number(rounded_string(total.numerator, total.denominator))
    yield NOT_APPLICABLE if volume is None else number(volume.printed())
    yield AGREES if volume is not None and Fraction(*volume) == total else DISAGREES
    yield "、".join(judgement.assumed) or None
