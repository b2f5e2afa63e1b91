"""Chapters on treatment and on veteran managers."""

from bole.kernel.text import Text
from bole.policy.reading.page import Page
from bole.policy.schema import Policy


def _treatment(page: Page, policy: Policy) -> None:
    treatment = policy.treatment
    if treatment is None:
        return
    page.point(Text("工资", "Salary"), "{text}", treatment)
    page.point(Text("浮动", "Floating"), "{text}", treatment.floating)
    page.point(Text("奖金", "Bonus"), "{text}", treatment.bonus)
    for entitlement in treatment.entitlements:
        page.point("{name}", "{amount}" if entitlement.unit is None else "{amount} {unit}", entitlement)
    page.section(Text("每月金额（元）", "Amounts a month (yuan)"))
    given = (treatment.salary, treatment.car_allowance, treatment.manager_allowance)
    tables = [table for table in given if table is not None]
    for table in tables:
        page.bullet(table.name, page.clause(table))
    page.line()
    page.table(
        (Text("档次", "Tier"), *(table.name for table in tables)),
        [
            (tier.id, *(table.yuan_a_month.get(tier.id) for table in tables))
            for tier in policy.tiers
            if tables
        ],
    )


def _veterans(page: Page, policy: Policy) -> None:
    veteran = policy.veteran
    if veteran is None:
        return
    earning = Text(
        "{window_years} 年中有 {needed_years} 年达到所列档次或以上并考核合格",
        "{needed_years} passed years at the tier or higher in {window_years} consecutive years",
    )
    page.point(Text("取得", "Earned"), earning, veteran.earning)
    paid = Text(
        "低 {tiers_below} 档的{paid}，按取得年限逐年连续享受；奖金按实际岗位",
        "{paid} {tiers_below} tier below, year by year for as many years "
        "as held; the bonus follows the actual post",
    )
    page.point(Text("待遇", "Benefit"), paid, veteran.benefit)
    for condition in veteran.yearly_conditions:
        page.point(Text("每年须具备", "Needed each year"), "{name}", condition)
    lower = Text(
        "业绩不到 {tier} 的，再降 {tiers_lower} 档",
        "performance below {tier}: {tiers_lower} further tier lower",
    )
    page.point(Text("业绩底线", "Performance floor"), lower, veteran.performance_floor)
    page.point(Text("取消", "Lost"), "{text}", veteran.lost_at_once)
    page.point(Text("认定", "Decided by"), "{text}", veteran.decided_by)
    page.point(Text("每月金额", "Amounts a month"), "", veteran.pay)
    page.line()
    amounts = veteran.pay.yuan_a_month if veteran.pay else {}
    headers = Text("级别", "Grade"), Text("名称", "Name"), Text("所需档次", "Tier needed")
    page.table(
        (*headers, Text("元/月", "Yuan a month")),
        [(rung.id, rung.name, rung.tier, amounts.get(rung.id)) for rung in veteran.rungs],
    )


TREATMENT_CHAPTERS = (
    (Text("待遇", "Treatment"), _treatment),
    (Text("资深客户经理", "Veteran managers"), _veterans),
)
