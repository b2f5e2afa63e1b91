"""The chapter on qualification: certificates, conditions, procedure, validity, special cases."""

from bole.kernel.text import Text
from bole.policy.reading.frame import CLAUSE
from bole.policy.reading.page import Page
from bole.policy.schema import Policy
from bole.policy.schema.qualification import Condition


def _qualification(page: Page, policy: Policy) -> None:
    rules = policy.qualification
    page.chapter(Text("资格", "Qualification"))
    page.bullet(Text("上岗资格", "Qualification"), page.say(rules.text), rules)
    validity = Text(
        f"{rules.validity.years} 年；到期前 {page.join(rules.validity.warn_days)} 天提醒",
        f"{rules.validity.years} years; warned {page.join(rules.validity.warn_days)} days before",
    )
    page.bullet(Text("有效期", "Validity"), page.say(validity), rules.validity)
    page.section(Text("资格条件", "Conditions"))
    _conditions(page, policy)
    page.section(Text("认定程序", "Procedure"))
    bodies = {body.id: body.name for body in policy.governance.bodies}
    for step in rules.steps:
        page.bullet(bodies[step.actor], page.say(step.name), step)
    page.section(Text("特别条款", "Special cases"))
    for special in rules.special_cases:
        lapses = Text("；失效：", "; lapses: ")
        content = f"{page.say(special.name)}{page.say(lapses)}{page.say(special.lapses)}"
        page.bullet(page.word(special.kind), content, special)


def _conditions(page: Page, policy: Policy) -> None:
    rules = policy.qualification
    posts = {post.id: post.name for post in policy.posts}
    ranks = {rank.id: rank.name for rank in policy.ranks}
    certificates = {entry.id: entry.name for entry in rules.certificates}
    requirements = {entry.id: entry.name for entry in rules.requirements}
    headers = (
        Text("岗位", "Post"), Text("级别", "Rank"), Text("学历和银行工作年限", "Education and years"),
        Text("上岗资格", "Certificates"), Text("并至少其一", "And at least one of"),
        Text("其他条件", "Other"), CLAUSE,
    )  # fmt: skip
    page.table(
        headers,
        [
            (
                posts[condition.post],
                ranks[condition.rank] if condition.rank else Text("各级", "all"),
                _experience(page, condition),
                page.join(certificates[name] for name in condition.certificates),
                page.join(certificates[name] for name in condition.one_of_certificates),
                page.join(requirements[name] for name in condition.requirements),
                page.clause(condition),
            )
            for condition in rules.conditions
        ],
    )
    page.notes(rules.conditions)


def _experience(page: Page, condition: Condition) -> str:
    either = Text(" 或 ", " or ")
    return page.say(either).join(
        " ".join(
            [
                page.word(entry.education)
                if entry.education
                else page.say(Text("不限学历", "any education")),
                page.say(Text(f"满 {entry.years} 年", f"{entry.years} years")),
            ]
        )
        for entry in condition.experience
    )


PEOPLE_CHAPTERS = (_qualification,)
