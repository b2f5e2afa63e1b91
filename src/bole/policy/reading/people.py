"""The chapter on qualification: certificates, conditions, procedure, validity, special cases."""

from bole.kernel.text import Text
from bole.policy.reading.page import Page
from bole.policy.schema import Policy
from bole.policy.schema.qualification import Condition


def _qualification(page: Page, policy: Policy) -> None:
    rules = policy.qualification
    if rules is None:
        return
    page.point(Text("上岗资格", "Qualification"), "{text}", rules)
    validity = Text("{years} 年；到期前 {warn_days} 天提醒", "{years} years; warned {warn_days} days before")
    page.point(Text("有效期", "Validity"), validity, rules.validity)
    page.section(Text("资格条件", "Conditions"))
    page.records(
        rules.conditions,
        (Text("岗位", "Post"), "{post}"),
        (Text("级别", "Rank"), lambda each: page.cell(each, "rank") or Text("各级", "all")),
        (Text("学历和银行工作年限", "Education and years"), lambda each: _experience(page, each)),
        (Text("上岗资格", "Certificates"), "{certificates}"),
        (Text("并至少其一", "And at least one of"), "{one_of_certificates}"),
        (Text("其他条件", "Other"), "{requirements}"),
    )
    page.notes(rules.conditions)
    page.section(Text("认定程序", "Procedure"))
    for step in rules.steps:
        page.point("{actor}", "{name}", step)
    page.section(Text("特别条款", "Special cases"))
    for special in rules.special_cases:
        page.point("{kind}", Text("{name}；失效：{lapses}", "{name}; lapses: {lapses}"), special)


def _experience(page: Page, condition: Condition) -> str:
    asked = Text("{education} 满 {years} 年", "{education} {years} years")
    any_education = Text("不限学历 满 {years} 年", "any education {years} years")
    return page.say(Text(" 或 ", " or ")).join(
        page.fill(asked if entry.education else any_education, entry) for entry in condition.experience
    )


PEOPLE_CHAPTERS = ((Text("资格", "Qualification"), _qualification),)
