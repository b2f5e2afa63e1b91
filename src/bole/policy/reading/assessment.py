"""Chapters on assessment: dimensions, standards, measuring, error points, grace, cancellation, exit."""

from itertools import groupby

from bole.kernel.text import Text
from bole.policy.reading.page import NAME, Page
from bole.policy.schema import Policy
from bole.policy.vocabulary import WORDS

TIER = Text("档次", "Tier")
ITEM = Text("项目", "Item")


def _dimensions(page: Page, policy: Policy) -> None:
    for dimension in policy.dimensions:
        page.section(dimension.name)
        assessed = page.fill(Text("适用岗位：{posts}", "Posts: {posts}"), dimension)
        page.line(f"{assessed}{page.aside(page.clause(dimension))}")
        page.line()
        page.records(
            dimension.items,
            (ITEM, "{name}"),
            (Text("要求", "Expected"), "{expected}"),
            (
                Text("评价依据", "Judged by"),
                lambda item: Text("评分", "score") if item.scored else page.cell(item, "judged_by"),
            ),
            (Text("结果运用", "Decides"), "{decides}"),
            (Text("除外", "Exception"), "{exception}"),
        )


def _standards(page: Page, policy: Policy) -> None:
    page.records(
        policy.criteria,
        (Text("指标", "Criterion"), "{indicator}"),
        (Text("达标", "Holds when"), "{holds_when}"),
        (Text("单位", "Unit"), "{unit}"),
        (Text("区域调整", "Regional adjustment"), "{branch_adjusted}"),
        (Text("底线", "Outer limit"), "{outer_limit}"),
    )
    names = {criterion.indicator: page.cell(criterion, "indicator") for criterion in policy.criteria}
    for standard in policy.standards:
        page.section(page.cell(standard, "post"))
        page.line(page.clause(standard))
        page.line()
        if standard.form == "all_hold":
            rows = [(tier, *map(row.get, standard.criteria)) for tier, row in standard.tiers.items()]
            page.table((TIER, *(names[name] for name in standard.criteria)), rows)
        else:
            page.table((TIER, Text("评分不低于", "Score at least")), standard.bands.items())
        page.notes([standard])


FORMULAS = {"ratio": "{numerator} ÷ {denominator}", "same": "{item}"}


def _measuring(page: Page, policy: Policy) -> None:
    for indicator in policy.indicators:
        page.section(indicator.name)
        page.line(f"{page.cell(indicator, 'kind')}{page.aside(page.clause(indicator))}")
        page.line()
        if indicator.kind == "weighted_sum":
            page.records(indicator.terms, (ITEM, "{item}"), (Text("每 100 折合", "Per 100"), "{per_100}"))
        else:
            page.line(page.fill(FORMULAS[indicator.kind], indicator))
        page.notes([indicator])
    page.section(Text("取自业务数据的项目", "Items taken from the facts"))
    page.records(
        policy.items,
        (ITEM, "{id}"),
        (NAME, "{name}"),
        (Text("类型", "Kind"), "{kind}"),
        (Text("窗口", "Window"), lambda item: page.cell(item, "window") or WORDS["last_day"]),
    )
    page.notes(policy.items)
    page.section(Text("计量口径", "Conventions"))
    if (conventions := policy.conventions) is not None:
        page.notes([conventions, conventions.rate, conventions.day_count, conventions.rounding])


def _points(page: Page, policy: Policy) -> None:
    for group, items in groupby(policy.error_points, key=lambda item: page.cell(item, "group")):
        listed = list(items)
        page.section(group)
        page.records(
            listed,
            (Text("编号", "Id"), "{id}"),
            (Text("内容", "Item"), "{name}"),
            (Text("每次分值", "Points"), "{points}"),
            (Text("可选结果", "Outcomes"), "{outcomes}"),
        )
        page.notes(listed)
    page.section(Text("后果", "Consequences"))
    rules = policy.consequences
    times = Text("按 {factor} 倍计分", "counts {factor} times")
    page.point(Text("加重", "Aggravated"), times, rules.aggravation)
    quarter = Text(
        "满 {points} 分，待遇降 {tiers_down} 档，"
        "每分扣奖金 {bonus_cut_per_point_percent}%，最多 {bonus_cut_cap_percent}%",
        "from {points} points treatment {tiers_down} tier lower and "
        "{bonus_cut_per_point_percent} % of the bonus per point, at most {bonus_cut_cap_percent} %",
    )
    page.point(Text("季度", "Quarter"), quarter, rules.quarter)
    year = Text(
        "满 {points} 分，年度考核不合格并取消资格",
        "from {points} points the annual assessment is failed and the qualification cancelled",
    )
    page.point(Text("年度", "Year"), year, rules.year)


def _floors(page: Page, policy: Policy) -> None:
    grace_rule = Text(
        "{bad_when} {limit_percent} % 起宽限 {years} 年，期间无待遇；期满仍不达标取消资格",
        "{bad_when} {limit_percent} %: {years} year of grace without treatment, "
        "then the qualification is cancelled",
    )
    for grace in policy.graces:
        page.point("{name}", grace_rule, grace)
    page.section(Text("取消资格", "Cancellation"))
    for ground in policy.cancellations:
        page.point("{name}", "{arrives_as}", ground)
    if policy.exit is None:
        return
    page.section(Text("调离营销岗位", "Transfer out of marketing"))
    page.point(Text("适用岗位", "Posts"), "{posts}", policy.exit)
    for floor in policy.exit.floors:
        page.point("{indicator}", Text("低于 {below} 万元", "below {below} 万元"), floor)
    for newcomer in policy.exit.newcomers:
        years = Text("入行 {years} 年内不调离", "not within {years} years of being hired")
        page.point("{hire_type}", years, newcomer)


ASSESSMENT_CHAPTERS = (
    (Text("评价体系", "The system of assessment"), _dimensions),
    (Text("业绩标准", "Standards"), _standards),
    (Text("指标与计量", "Indicators and measuring"), _measuring),
    (Text("差错积分", "Error points"), _points),
    (Text("宽限、取消资格与调离", "Grace, cancellation and exit"), _floors),
)
