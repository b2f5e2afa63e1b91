"""「台账」: one row per assessed manager (§54)."""

from collections.abc import Iterator
from operator import attrgetter

from bole.assess.assessment import Assessment
from bole.assess.results import published_measure
from bole.assess.words import PASSED, Measured
from bole.assess.workbook.book import Column, Value
from bole.assess.workbook.names import Names, assumed_clauses, header, number
from bole.assess.workbook.style import MEASURE_STYLES
from bole.grade import Judgement


def columns(assessment: Assessment, *, names: Names) -> Iterator[Column[Judgement]]:
    """Annual results have a conclusion and no quarter's points; quarterly ones the other way round."""
    annual = assessment.standing.period.annual
    yield from names.identity(lambda one: one.manager)
    yield from map(_measure, names.published)
    yield Column("performance_tier", "业绩档次", 22, of=lambda one: names.tier_cell(one.performance_tier))
    yield Column(
        "qualified_tier",
        "考核档次\n（业绩与资格取低）",
        22,
        of=lambda one: names.tier_cell(one.qualified_tier),
    )
    yield Column("treatment_tier", "待遇档次", 22, of=lambda one: names.tier_cell(one.treatment_tier))
    yield Column("pay_grade", "行员等级\n–薪档", 9, "code", of=lambda one: names.grade(one.treatment_tier))
    if not annual:
        yield Column("quarter_points", "本季\n差错积分", 9, "count", of=attrgetter("quarter_points"))
    yield Column("year_points", "本年\n差错积分", 9, "count", of=attrgetter("year_points"))
    yield Column(
        "bonus_deduction", "奖金扣减", 9, "percent", of=lambda one: number(one.bonus_deduction.printed())
    )
    yield Column("outcomes", "考核结论", 40, of=lambda one: _outcomes(one, names))
    if annual:
        yield Column("passed", "年度考核", 9, "code", of=lambda one: PASSED[bool(one.passed)].zh)
    yield Column("assumed", "假定条款", 22, of=assumed_clauses)


def _measure(measured: Measured) -> Column[Judgement]:
    def cell(judgement: Judgement) -> Value:
        return number(published_measure(judgement, measured.id, measured.unit))

    return Column(measured.id, header(measured), 14, MEASURE_STYLES[measured.unit], of=cell)


def _outcomes(judgement: Judgement, names: Names) -> str | None:
    return "、".join(names.outcomes[outcome].name.zh for outcome in judgement.outcomes) or None
