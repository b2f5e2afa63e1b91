"""「台账」: one row per assessed manager (§54)."""

from collections.abc import Iterator

from bole.assess.assessment import Assessment
from bole.assess.results import published_measure
from bole.assess.words import PASSED
from bole.assess.workbook.assumed import AssumedColumns
from bole.assess.workbook.book import Column, Row, Value
from bole.assess.workbook.names import IDENTITY, Names, header, number
from bole.assess.workbook.style import MEASURE_STYLES
from bole.grade import Judgement


def columns(assessment: Assessment, *, names: Names) -> tuple[Column, ...]:
    """Annual results have a conclusion and no quarter's points; quarterly ones the other way round."""
    annual = assessment.standing.period.annual
    indicators = (Column(each.id, header(each), 14, MEASURE_STYLES[each.unit]) for each in names.published)
    quarter = () if annual else (Column("quarter_points", "本季\n差错积分", 9, "count"),)
    passed = (Column("passed", "年度考核", 9, "code"),) if annual else ()
    return (
        *IDENTITY,
        *indicators,
        Column("performance_tier", "业绩档次", 22),
        Column("qualified_tier", "考核档次\n（业绩与资格取低）", 22),
        Column("treatment_tier", "待遇档次", 22),
        Column("pay_grade", "行员等级\n–薪档", 9, "code"),
        *quarter,
        Column("year_points", "本年\n差错积分", 9, "count"),
        Column("bonus_deduction", "奖金扣减", 9, "percent"),
        Column("outcomes", "考核结论", 40),
        *passed,
        Column("assumed", "假定条款", 22),
    )


def rows(assessment: Assessment, *, names: Names) -> Iterator[Row]:
    """In the order of results: by manager id."""
    annual = assessment.standing.period.annual
    marks = AssumedColumns(names.policy)
    for judgement in assessment.judgements:
        yield Row(tuple(_cells(judgement, names, annual=annual)), marks(judgement))


def _cells(judgement: Judgement, names: Names, *, annual: bool) -> Iterator[Value]:
    yield from names.identity(judgement.manager)
    for indicator in names.published:
        yield number(published_measure(judgement, indicator.id, indicator.unit))
    yield names.tier_cell(judgement.performance_tier)
    yield names.tier_cell(judgement.qualified_tier)
    yield names.tier_cell(judgement.treatment_tier)
    yield names.grade(judgement.treatment_tier)
    if not annual:
        yield judgement.quarter_points
    yield judgement.year_points
    yield number(judgement.bonus_deduction.printed())
    yield "、".join(names.outcomes[outcome].name.zh for outcome in judgement.outcomes) or None
    if annual:
        yield None if judgement.passed is None else PASSED[judgement.passed].zh
    yield "、".join(judgement.assumed) or None
