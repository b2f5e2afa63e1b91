"""「说明」: what was assessed under which policy, how it came out, and how to read the sheets."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from bole.assess.assessment import Assessment
from bole.assess.shortfall import NEAR
from bole.assess.workbook.book import Line, Value
from bole.assess.workbook.names import Names
from bole.assess.workbook.style import ASSUMED_SIGN
from bole.grade import Judgement
from bole.kernel.clause import sort_key
from bole.kernel.finding import Findings
from bole.kernel.money import rounded_string

WIDTHS = (24, 24, 24, 24, 24, 24)

READING = (
    ("金额单位", "万元（10 000 元）；国际结算各项为万美元。"),
    ("取整", "计算和比较用精确值；单元格中的数与 results.json 相同，四舍五入到 6 位小数，显示时位数更少。"),
    (None, "整数部分超过 9 位的金额，表格软件只保留 15 位有效数字，以 results.json 为准。"),
    ("比率", "单元格中为小数，显示为百分比；“不适用”表示没有可比的数（如无主办贷款）。"),
    ("差距", "差额向上取整到显示的位数，补足所显示的数即达标；每人列出最近的一档。"),
    (None, f"资格允许、各项差距均不超过 {NEAR:.0%} 的更高档，以及业绩已达到、只差资格的档次，也一并列出。"),
    ("接近的含义", f"至多一项未达标，或各项差距均不超过标准的 {NEAR:.0%}；标准为 0 的，按差额本身计。"),
    ("公式", "本工作簿不含公式和链接；以 =、+、-、@ 开头的内容均为文字。"),
)


def lines(assessment: Assessment, findings: Findings, *, names: Names) -> Iterator[Line]:
    """The whole page from top to bottom."""
    policy = assessment.policy
    yield Line((f"客户经理考核结果 {assessment.standing.period}",), "title", height=24)
    yield from _pairs(
        ("考核期", str(assessment.standing.period)),
        ("计量窗口", f"{assessment.standing.year_start} 至 {assessment.standing.last_day}（含首尾）"),
        ("制度", f"{policy.policy.policy.name.zh}（{policy.id}）"),
        ("制度版本", policy.version),
        ("制度摘要 SHA-256", policy.sha256),
        ("数据摘要 SHA-256", assessment.facts_sha256),
    )
    yield from _totals(assessment, findings, names)
    yield from _tiers(assessment, names)
    yield from _outcomes(assessment.judgements, names)
    yield from _heading("怎样阅读")
    yield Line(
        ("假定", f"浅黄底纹、带 {ASSUMED_SIGN} 的单元格依据假定值；条款见该行“假定条款”列。"), tone="assumed"
    )
    yield Line(("接近", "浅绿底纹：「差距」中接近更高一档的行。"), tone="near")
    yield from _pairs(*READING)
    yield from _assumed(assessment)


def _heading(text: str) -> Iterator[Line]:
    yield Line()
    yield Line((text,), "title", height=22)


def _pairs(*pairs: tuple[Value, Value]) -> Iterator[Line]:
    for pair in pairs:
        yield Line(pair)


def _totals(assessment: Assessment, findings: Findings, names: Names) -> Iterator[Line]:
    yield from _heading("总计")
    yield from _pairs(
        ("参加考核人数", len(assessment.judgements)),
        ("不参加考核人数", len(assessment.not_assessed)),
    )
    for indicator in names.published:
        if indicator.unit == "wan":
            total = _sum(assessment.judgements, indicator.id)
            yield Line((f"{indicator.name.zh}合计（万元）", total))
    yield from _pairs(("数据检查：错误", findings.errors), ("数据检查：警告", findings.warnings))


def _sum(judgements: tuple[Judgement, ...], indicator: str) -> float:
    values = (judgement.measures.indicators[indicator] for judgement in judgements)
    total = sum((Fraction(*value) for value in values if value is not None), Fraction())
    return float(rounded_string(total.numerator, total.denominator))


def _tiers(assessment: Assessment, names: Names) -> Iterator[Line]:
    yield from _heading("档次分布（人）")
    yield Line(("档次", "业绩档次", "考核档次（业绩与资格取低）", "待遇档次"), "header")
    counts = [
        Counter(judgement.performance_tier for judgement in assessment.judgements),
        Counter(judgement.qualified_tier for judgement in assessment.judgements),
        Counter(judgement.treatment_tier for judgement in assessment.judgements),
    ]
    for tier in (*(tier.id for tier in names.policy.tiers), None):
        yield Line((names.tier_cell(tier), *(count[tier] for count in counts)))


def _outcomes(judgements: tuple[Judgement, ...], names: Names) -> Iterator[Line]:
    counts = Counter(outcome for judgement in judgements for outcome in judgement.outcomes)
    yield from _heading("考核结论（人）")
    yield Line(("结论", "人数"), "header")
    for outcome in names.outcomes.values():
        yield Line((outcome.name.zh, counts[outcome.id]))
    if judgements and judgements[0].passed is not None:
        yield Line(("年度考核合格", sum(judgement.passed is True for judgement in judgements)))


def _assumed(assessment: Assessment) -> Iterator[Line]:
    touched = Counter(clause for judgement in assessment.judgements for clause in judgement.assumed)
    yield from _heading("假定值（假定）")
    yield Line(("制度原文未写明或缺失的数值仅为示例，由银行核定后替换；逐项见「假定值」。",))
    yield Line(("条款", "涉及人数"), "header")
    for clause in sorted(touched, key=sort_key):
        yield Line((clause, touched[clause]))
    if not touched:
        yield Line(("本期结果没有用到假定值",))
