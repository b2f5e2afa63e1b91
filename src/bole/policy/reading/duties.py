"""Chapters on daily work and on who decides what."""

from bole.kernel.text import Text
from bole.policy.reading.page import Page
from bole.policy.schema import Policy
from bole.policy.voting import deadline_text, voting_text


def _daily(page: Page, policy: Policy) -> None:
    duties = policy.duties
    page.records(
        duties.visits,
        (Text("客户", "Customers"), "{name}"),
        (Text("起点（万元）", "From （万元）"), "{from_wan}"),
        (Text("次数", "How often"), Text("{per} {times} 次{contact}", "{times} {contact} {per}")),
    )
    report = Text("由{confirmed_by}签认，归入{filed_in}", "confirmed by: {confirmed_by}; kept in {filed_in}")
    page.point(Text("访客报告", "Visit report"), report, duties.visit_report)
    missed = Text("提议 {proposes}，不自动计分", "proposes {proposes}, scores nothing by itself")
    page.point(Text("未走访", "Missed visit"), missed, duties.missed_visit)
    kept = Text(
        "{from_wan} 万元以上建档，由{kept_by}保管；内容：{contents}；录入：{entered_in}",
        "from {from_wan} 万元, kept by: {kept_by}; contents: {contents}; entered in: {entered_in}",
    )
    page.point(Text("客户档案", "Customer file"), kept, duties.customer_file)
    held = Text("{held_by} / {at_least}：{purposes}", "{held_by} / {at_least}: {purposes}")
    page.point(Text("例会", "Meeting"), held, duties.meeting)
    page.point(Text("信息反馈", "Feedback"), "{topics} → {goes_to}", duties.feedback)
    page.point(Text("工作报告", "Work report"), "{contents} → {goes_to}", duties.work_report)
    team = Text("{for_customers}；{members}（{organised_by}）", "{for_customers}; {members} ({organised_by})")
    page.point(Text("客户经理小组", "Customer team"), team, duties.team)
    for task in duties.management:
        every = Text("{name}（{every}）", "{name} ({every})")
        page.point("{actor}", every if task.every else "{name}", task)


def _governance(page: Page, policy: Policy) -> None:
    governance = policy.governance
    for body in governance.bodies:
        page.section(body.name)
        page.line(page.clause(body))
        page.line()
        if body.members:
            page.bullet(Text("组成", "Members"), page.cell(body, "members"))
        for power in governance.powers:
            if body.id in {power.body, *power.bodies}:
                page.line(f"- {page.say(power.name)}{page.aside(page.clause(power))}")
    page.section(Text("考核程序", "Procedure of an assessment"))
    for step in governance.quarterly_procedure:
        page.point("{actor}", "{name}", step)
    days = Text("{working_days} 个工作日", "{working_days} working days")
    page.point(Text("公示", "Public notice"), days, governance.notice)
    if governance.voting:
        page.point(
            Text("管理小组表决", "Votes of the committee"), voting_text(governance.voting), governance.voting
        )
    if governance.deadlines:
        days = deadline_text(governance.deadlines)
        page.point(Text("各环节时限（工作日）", "Working days for each step"), days, governance.deadlines)
    page.point(Text("年度考核", "Annual assessment"), "{text}", governance.annual_due)
    page.point(Text("备案", "Filing"), "{text}", governance.filing)
    page.section(Text("分行细则", "Branch overlays"))
    page.point(Text("细则", "Branch rules"), "{text}", governance.branch_rules)
    page.line()
    page.records(
        governance.branch_may,
        (Text("部分", "Section"), "`{section}`"),
        (Text("权限", "Right"), "{how}"),
        (Text("内容", "What"), "{name}"),
    )
    page.notes(governance.branch_may)


DUTY_CHAPTERS = (
    (Text("日常管理", "Daily management"), _daily),
    (Text("组织与职权", "Bodies and powers"), _governance),
)
