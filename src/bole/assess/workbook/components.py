"""「构成」: what the composite volume is made of (X3), and that it adds up."""

from collections.abc import Iterator
from fractions import Fraction

from bole.assess.assessment import Assessment
from bole.assess.words import Measured
from bole.assess.workbook.assumed import AssumedColumns
from bole.assess.workbook.book import Column, Row, Value
from bole.assess.workbook.names import IDENTITY, Names, header, number
from bole.grade import Judgement
from bole.kernel.money import rounded_string
from bole.policy.schema.indicators import Term, WeightedSum

AGREES, DISAGREES = "相符", "不符"


def columns(names: Names) -> tuple[Column, ...]:
    """Per component its amount and what it adds, then the sum beside the indicator."""
    composite = names.composite
    if composite is None:
        return IDENTITY
    return (
        *IDENTITY,
        *(column for term in composite.terms for column in _pair(term, names.items[term.item])),
        Column("sum", "折算合计\n（万元）", 14, "wan"),
        Column(composite.id, header(names.indicators[composite.id]).replace("（", "\n（"), 14, "wan"),
        Column("agrees", "核对", 8, "code"),
        Column("assumed", "假定条款", 14),
    )


def _pair(term: Term, item: Measured) -> tuple[Column, Column]:
    factor = format((term.per_100 / 100).normalize(), "f")
    return (
        Column(f"amount.{term.item}", header(item).replace("（", "\n（"), 16, "wan"),
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
    yield number(None if volume is None else volume.printed())
    yield AGREES if volume is not None and Fraction(*volume) == total else DISAGREES
    yield "、".join(judgement.assumed) or None
