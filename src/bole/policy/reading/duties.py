"""Chapters on daily work and on who decides what."""

from bole.kernel.text import Text
from bole.policy.reading.frame import CLAUSE
from bole.policy.reading.page import COLON, SEMICOLON, Page
from bole.policy.schema import Policy


def _daily(page: Page, policy: Policy) -> None:
    duties = policy.duties
    bodies = {body.id: body.name for body in policy.governance.bodies}
    page.chapter(Text("日常管理", "Daily management"))
    page.table(
        (Text("客户", "Customers"), Text("起点（万元）", "From （万元）"), Text("次数", "How often"), CLAUSE),
        [
            (
                duty.name,
                duty.from_wan,
                page.say(
                    Text(
                        f"{page.word(duty.per)} {duty.times} 次{page.word(duty.contact)}",
                        f"{duty.times} {page.word(duty.contact)} {page.word(duty.per)}",
                    )
                ),
                page.clause(duty),
            )
            for duty in duties.visits
        ],
    )
    report = Text(
        f"由{page.say(bodies[duties.visit_report.confirmed_by])}签认，归入{page.say(duties.visit_report.filed_in)}",
        f"confirmed by: {page.say(bodies[duties.visit_report.confirmed_by])}; "
        f"kept in {page.say(duties.visit_report.filed_in)}",
    )
    page.bullet(Text("访客报告", "Visit report"), page.say(report), duties.visit_report)
    missed = Text(
        f"提议 {duties.missed_visit.proposes}，不自动计分",
        f"proposes {duties.missed_visit.proposes}, scores nothing by itself",
    )
    page.bullet(Text("未走访", "Missed visit"), page.say(missed), duties.missed_visit)
    file = duties.customer_file
    keeper, contents, systems = (
        page.say(bodies[file.kept_by]),
        page.join(file.contents),
        page.join(file.entered_in),
    )
    kept = Text(
        f"{file.from_wan} 万元以上建档，由{keeper}保管；内容：{contents}；录入：{systems}",
        f"from {file.from_wan} 万元, kept by: {keeper}; contents: {contents}; entered in: {systems}",
    )
    page.bullet(Text("客户档案", "Customer file"), page.say(kept), file)
    meeting = duties.meeting
    held = f"{page.join(bodies[body] for body in meeting.held_by)} / {page.words(meeting.at_least)}"
    page.bullet(Text("例会", "Meeting"), f"{held}{page.say(COLON)}{page.say(meeting.purposes)}", meeting)
    for label, goes in (
        (Text("信息反馈", "Feedback"), duties.feedback),
        (Text("工作报告", "Work report"), duties.work_report),
    ):
        content = goes.topics if hasattr(goes, "topics") else goes.contents
        page.bullet(label, f"{page.join(content)} → {page.say(bodies[goes.goes_to])}", goes)
    team = duties.team
    page.bullet(
        Text("客户经理小组", "Customer team"),
        f"{page.say(team.for_customers)}{page.say(SEMICOLON)}{page.say(team.members)}"
        f"{page.aside(page.say(bodies[team.organised_by]))}",
        team,
    )
    for task in duties.management:
        every = page.aside(page.word(task.every)) if task.every else ""
        page.bullet(bodies[task.actor], f"{page.say(task.name)}{every}", task)


def _governance(page: Page, policy: Policy) -> None:
    governance = policy.governance
    page.chapter(Text("组织与职权", "Bodies and powers"))
    names = {body.id: body.name for body in governance.bodies}
    for body in governance.bodies:
        page.section(body.name)
        page.line(page.clause(body))
        page.line()
        if body.members:
            page.bullet(Text("组成", "Members"), page.join(body.members))
        for power in governance.powers:
            if body.id in {power.body, *power.bodies}:
                page.line(f"- {page.say(power.name)}{page.bracket(power)}")
    page.section(Text("考核程序", "Procedure of an assessment"))
    for step in governance.quarterly_procedure:
        page.bullet(names[step.actor], page.say(step.name), step)
    notice = Text(
        f"{governance.notice.working_days} 个工作日", f"{governance.notice.working_days} working days"
    )
    page.bullet(Text("公示", "Public notice"), page.say(notice), governance.notice)
    page.bullet(
        Text("年度考核", "Annual assessment"), page.say(governance.annual_due.text), governance.annual_due
    )
    page.bullet(Text("备案", "Filing"), page.say(governance.filing.text), governance.filing)
    page.section(Text("分行细则", "Branch overlays"))
    page.bullet(Text("细则", "Branch rules"), page.say(governance.branch_rules.text), governance.branch_rules)
    page.line()
    page.table(
        (Text("部分", "Section"), Text("权限", "Right"), Text("内容", "What"), CLAUSE),
        [
            (f"`{right.section}`", page.word(right.how), right.name, page.clause(right))
            for right in governance.branch_may
        ],
    )
    page.notes(governance.branch_may)


DUTY_CHAPTERS = (_daily, _governance)
