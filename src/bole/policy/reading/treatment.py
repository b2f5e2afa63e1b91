"""Chapters on treatment and on veteran managers."""

from bole.kernel.text import Text
from bole.policy.reading.page import Page
from bole.policy.schema import Policy


def _treatment(page: Page, policy: Policy) -> None:
    treatment = policy.treatment
    page.chapter(Text("待遇", "Treatment"))
    page.bullet(Text("工资", "Salary"), page.say(treatment.text), treatment)
    page.bullet(Text("浮动", "Floating"), page.say(treatment.floating.text), treatment.floating)
    page.bullet(Text("奖金", "Bonus"), page.say(treatment.bonus.text), treatment.bonus)
    for entitlement in treatment.entitlements:
        unit = f" {page.say(entitlement.unit)}" if entitlement.unit is not None else ""
        amount = f"{page.say(entitlement.amount)}{unit}" if entitlement.amount is not None else ""
        page.bullet(entitlement.name, amount, entitlement)
    page.section(Text("每月金额（元）", "Amounts a month (yuan)"))
    tables = (treatment.salary, treatment.car_allowance, treatment.manager_allowance)
    for table in tables:
        page.bullet(table.name, page.clause(table))
    page.line()
    page.table(
        (Text("档次", "Tier"), *(table.name for table in tables)),
        [(tier.id, *(table.yuan_a_month.get(tier.id, "") for table in tables)) for tier in policy.tiers],
    )


def _veterans(page: Page, policy: Policy) -> None:
    veteran = policy.veteran
    page.chapter(Text("资深客户经理", "Veteran managers"))
    rule = veteran.earning
    earning = Text(
        f"{rule.window_years} 年中有 {rule.needed_years} 年达到所列档次或以上并考核合格",
        f"{rule.needed_years} passed years at the tier or higher in {rule.window_years} consecutive years",
    )
    page.bullet(Text("取得", "Earned"), page.say(earning), rule)
    benefit = veteran.benefit
    paid = Text(
        f"低 {benefit.tiers_below} 档的{page.words(benefit.paid)}，按取得年限逐年连续享受；奖金按实际岗位",
        f"{page.words(benefit.paid)} {benefit.tiers_below} tier below, year by year for as many years "
        "as held; the bonus follows the actual post",
    )
    page.bullet(Text("待遇", "Benefit"), page.say(paid), benefit)
    for condition in veteran.yearly_conditions:
        page.bullet(Text("每年须具备", "Needed each year"), page.say(condition.name), condition)
    floor = veteran.performance_floor
    lower = Text(
        f"业绩不到 {floor.tier} 的，再降 {floor.tiers_lower} 档",
        f"performance below {floor.tier}: {floor.tiers_lower} further tier lower",
    )
    page.bullet(Text("业绩底线", "Performance floor"), page.say(lower), floor)
    page.bullet(Text("取消", "Lost"), page.say(veteran.lost_at_once.text), veteran.lost_at_once)
    page.bullet(Text("认定", "Decided by"), page.say(veteran.decided_by.text), veteran.decided_by)
    page.bullet(Text("每月金额", "Amounts a month"), page.clause(veteran.pay))
    page.notes([veteran.pay])
    page.line()
    page.table(
        (
            Text("级别", "Grade"),
            Text("名称", "Name"),
            Text("所需档次", "Tier needed"),
            Text("元/月", "Yuan a month"),
        ),
        [
            (rung.id, rung.name, rung.tier, veteran.pay.yuan_a_month.get(rung.id, ""))
            for rung in veteran.rungs
        ],
    )


TREATMENT_CHAPTERS = (_treatment, _veterans)
