"""Chapters on assessment: dimensions, standards, measuring, error points, grace, cancellation, exit."""

from itertools import groupby

from bole.kernel.text import Text
from bole.policy.reading.frame import CLAUSE, NAME
from bole.policy.reading.page import Page
from bole.policy.schema import Policy
from bole.policy.schema.indicators import Indicator, WeightedSum
from bole.policy.schema.standards import AllHold, ScoreBands


def _dimensions(page: Page, policy: Policy) -> None:
    page.chapter(Text("评价体系", "The system of assessment"))
    posts = {post.id: post.name for post in policy.posts}
    names = {indicator.id: indicator.name for indicator in policy.indicators}
    for dimension in policy.dimensions:
        page.section(dimension.name)
        assessed = page.join(posts[post] for post in dimension.posts)
        page.line(f"{page.say(Text('适用岗位：', 'Posts: '))}{assessed}{page.bracket(dimension)}")
        page.line()
        headers = (
            Text("项目", "Item"), Text("要求", "Expected"), Text("评价依据", "Judged by"),
            Text("结果运用", "Decides"), Text("除外", "Exception"), CLAUSE,
        )  # fmt: skip
        page.table(
            headers,
            [
                (
                    item.name,
                    item.expected,
                    page.say(Text("评分", "score"))
                    if item.scored
                    else page.join(names.get(judge, judge) for judge in item.judged_by),
                    page.words(item.decides),
                    item.exception or "",
                    page.clause(item),
                )
                for item in dimension.items
            ],
        )


def _standards(page: Page, policy: Policy) -> None:
    page.chapter(Text("业绩标准", "Standards"))
    names = {indicator.id: indicator.name for indicator in policy.indicators}
    page.table(
        (Text("指标", "Criterion"), Text("达标", "Holds when"), Text("单位", "Unit"),
         Text("区域调整", "Regional adjustment"), Text("底线", "Outer limit"), CLAUSE),
        [
            (
                names[criterion.indicator],
                page.word(criterion.holds_when),
                page.word(criterion.unit),
                criterion.branch_adjusted,
                "" if criterion.outer_limit is None else criterion.outer_limit,
                page.clause(criterion),
            )
            for criterion in policy.criteria
        ],
    )  # fmt: skip
    posts = {post.id: post for post in policy.posts}
    for standard in policy.standards:
        page.section(posts[standard.post].name)
        page.line(page.clause(standard))
        page.line()
        if standard.form == "all_hold":
            _grid(page, standard, names)
        else:
            _bands(page, standard)
        page.notes([standard])


def _grid(page: Page, standard: AllHold, names: dict[str, Text]) -> None:
    page.table(
        (Text("档次", "Tier"), *(names[name] for name in standard.criteria)),
        [(tier, *(row.get(name, "") for name in standard.criteria)) for tier, row in standard.tiers.items()],
    )


def _bands(page: Page, standard: ScoreBands) -> None:
    page.table((Text("档次", "Tier"), Text("评分不低于", "Score at least")), standard.bands.items())


def _measuring(page: Page, policy: Policy) -> None:
    page.chapter(Text("指标与计量", "Indicators and measuring"))
    items = {item.id: item.name for item in policy.items}
    for indicator in policy.indicators:
        page.section(indicator.name)
        page.line(f"{page.word(indicator.kind)}{page.bracket(indicator)}")
        page.line()
        if indicator.kind == "weighted_sum":
            _terms(page, indicator, items)
        else:
            page.line(_formula(page, indicator, items))
        page.notes([indicator])
    page.section(Text("取自业务数据的项目", "Items taken from the facts"))
    page.table(
        (Text("项目", "Item"), NAME, Text("类型", "Kind"), Text("窗口", "Window"), CLAUSE),
        [
            (
                item.id,
                item.name,
                page.word(item.kind),
                page.word(getattr(item, "window", "last_day")),
                page.clause(item),
            )
            for item in policy.items
        ],
    )
    page.notes(policy.items)
    page.section(Text("计量口径", "Conventions"))
    conventions = policy.conventions
    page.notes([conventions, conventions.rate, conventions.day_count, conventions.rounding])


def _terms(page: Page, indicator: WeightedSum, items: dict[str, Text]) -> None:
    page.table(
        (Text("项目", "Item"), Text("每 100 折合", "Per 100"), CLAUSE),
        [(items[term.item], term.per_100, page.clause(term)) for term in indicator.terms],
    )


def _formula(page: Page, indicator: Indicator, items: dict[str, Text]) -> str:
    if indicator.kind == "ratio":
        return f"{page.say(items[indicator.numerator])} ÷ {page.say(items[indicator.denominator])}"
    return page.say(items[indicator.item]) if indicator.kind == "same" else ""


def _points(page: Page, policy: Policy) -> None:
    page.chapter(Text("差错积分", "Error points"))
    names = {dimension.id: dimension.name for dimension in policy.dimensions}
    for group, items in groupby(policy.error_points, key=lambda item: item.group):
        listed = list(items)
        page.section(names[group])
        page.table(
            (
                Text("编号", "Id"),
                Text("内容", "Item"),
                Text("每次分值", "Points"),
                Text("可选结果", "Outcomes"),
                CLAUSE,
            ),
            [
                (item.id, item.name, item.points, page.words(item.outcomes), page.clause(item))
                for item in listed
            ],
        )
        page.notes(listed)
    page.section(Text("后果", "Consequences"))
    rules = policy.consequences
    page.bullet(
        Text("加重", "Aggravated"),
        page.say(Text(f"按 {rules.aggravation.factor} 倍计分", f"counts {rules.aggravation.factor} times")),
        rules.aggravation,
    )
    limit = rules.quarter
    quarter = Text(
        f"满 {limit.points} 分，待遇降 {limit.tiers_down} 档，"
        f"每分扣奖金 {limit.bonus_cut_per_point_percent}%，最多 {limit.bonus_cut_cap_percent}%",
        f"from {limit.points} points treatment {limit.tiers_down} tier lower and "
        f"{limit.bonus_cut_per_point_percent} % of the bonus per point, "
        f"at most {limit.bonus_cut_cap_percent} %",
    )
    page.bullet(Text("季度", "Quarter"), page.say(quarter), limit)
    year = Text(
        f"满 {rules.year.points} 分，年度考核不合格并取消资格",
        f"from {rules.year.points} points the annual assessment is failed and the qualification cancelled",
    )
    page.bullet(Text("年度", "Year"), page.say(year), rules.year)


def _floors(page: Page, policy: Policy) -> None:
    page.chapter(Text("宽限、取消资格与调离", "Grace, cancellation and exit"))
    for grace in policy.graces:
        limit = f"{page.word(grace.bad_when)} {grace.limit_percent} %"
        rule = Text(
            f"{limit} 起宽限 {grace.years} 年，期间无待遇；期满仍不达标取消资格",
            f"{limit}: {grace.years} year of grace without treatment, then the qualification is cancelled",
        )
        page.bullet(grace.name, page.say(rule), grace)
    page.section(Text("取消资格", "Cancellation"))
    for ground in policy.cancellations:
        page.bullet(ground.name, page.word(ground.arrives_as), ground)
    page.section(Text("调离营销岗位", "Transfer out of marketing"))
    names = {indicator.id: indicator.name for indicator in policy.indicators}
    leave = policy.exit
    posts = {post.id: post.name for post in policy.posts}
    page.bullet(Text("适用岗位", "Posts"), page.join(posts[post] for post in leave.posts), leave)
    for floor in leave.floors:
        page.bullet(
            names[floor.indicator], f"{page.word('below')} {page.say(floor.below)} {page.word('wan')}", floor
        )
    for newcomer in leave.newcomers:
        years = Text(f"入行 {newcomer.years} 年内不调离", f"not within {newcomer.years} years of being hired")
        page.bullet(page.word(newcomer.hire_type), page.say(years), newcomer)


ASSESSMENT_CHAPTERS = (_dimensions, _standards, _measuring, _points, _floors)
