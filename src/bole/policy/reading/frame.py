"""The first and last chapters: what the file is, posts and tiers; assumed values, the clause index."""

from bole.kernel.clause import sort_key
from bole.kernel.text import Text
from bole.policy.lint import assumed_values
from bole.policy.load import LoadedPolicy
from bole.policy.reading.page import ASSUMED, CLAUSE, NAME, READING, Page
from bole.policy.schema import Policy


def title(page: Page, loaded: LoadedPolicy) -> None:
    """The heading, what the file is, and the legend of the marks."""
    identity = loaded.policy.policy
    page.title(identity.name)
    page.bullet(Text("制度编号", "Policy id"), page.fill("`{id}` {kind}", identity))
    assumed = f" {page.say(ASSUMED)}" if identity.effective_from_assumed else ""
    since = f"{identity.effective_from.isoformat()}{assumed}{page.aside('§57')}"
    page.bullet(Text("生效日期", "In force from"), since)
    if loaded.parent is not None:
        parent = f"`{loaded.parent.id}` {loaded.parent.version}"
        page.bullet(Text("上级制度", "Parent"), parent)
    for label, value in (
        (Text("取代", "Replaces"), identity.replaces),
        (Text("批准", "Approved by"), identity.approved_by),
    ):
        if value is not None:
            page.bullet(label, page.say(value))
    for document in identity.documents:
        page.bullet(Text("依据文件", "Document"), page.say(document))
    page.bullet(Text("内容摘要", "Content hash"), f"`{loaded.sha256}`")
    page.line()
    legend = Text(
        f"金额单位为万元，另有注明的除外。{ASSUMED.zh}：原文缺失，数值为示例，待银行确定。"
        f"{READING.zh}：原文有歧义，此为本系统的理解，可另行设定。",
        f"Amounts are in 万元 (10,000 yuan) unless stated. {ASSUMED.en}: the document is silent, the value "
        f"is illustrative until the bank sets it. {READING.en}: the document is ambiguous, our reading.",
    )
    page.line(page.say(legend))


def _scope(page: Page, policy: Policy) -> None:
    scope = policy.governance.scope
    page.point(Text("客户经理", "Managers"), "{included}", scope)
    for exclusion in scope.excluded if scope else ():
        page.point(Text("不执行序列", "Outside the sequence"), "{name}", exclusion)
    page.section(Text("岗位", "Posts"))
    for post in policy.posts:
        page.point("{name}", "{duties}", post)
        for field, said in _OF_A_POST.items():
            if getattr(post, field):
                page.line(f"  - {page.fill(said, post)}")


_OF_A_POST = {
    "nature": Text("类型：{nature}", "Nature: {nature}"),
    "responsibilities": Text("职责：{responsibilities}", "Responsibilities: {responsibilities}"),
    "unqualified_tier": Text(
        "无资格时最高：{unqualified_tier}", "Best tier without a qualification: {unqualified_tier}"
    ),
}


def _ladder(page: Page, policy: Policy) -> None:
    ladders = {post.name: post.ladder for post in policy.posts if post.assessed}
    headers = (Text("档次", "Tier"), NAME, Text("级别", "Rank"), Text("行员等级薪档", "Pay grade–step"))
    page.table(
        (*headers, *ladders, CLAUSE),
        [
            (
                tier.id,
                tier.name,
                page.cell(tier, "rank"),
                "" if tier.pay_grade is None else page.fill("{pay_grade}–{pay_step}", tier),
                *("✓" if tier.id in ladder else "" for ladder in ladders.values()),
                page.clause(tier),
            )
            for tier in policy.tiers
        ],
    )
    page.notes(policy.tiers)
    for rank in policy.ranks:
        title = Text("对外称谓：{external_title}", "external title: {external_title}")
        page.point("{name}", title if rank.external_title else "", rank)


def _assumed(page: Page, policy: Policy) -> None:
    rows = [(value.clause, value.name, f"`{value.key}`") for value in assumed_values(policy)]
    page.table((CLAUSE, Text("内容", "Value"), Text("位置", "Where")), rows)


def _index(page: Page, policy: Policy) -> None:
    entries = sorted(policy.clauses, key=lambda entry: sort_key(entry.id))
    page.table(
        (CLAUSE, Text("主题", "Subject"), Text("归属", "Home"), Text("所在", "Where")),
        [(entry.id, entry.subject, page.cell(entry, "home"), entry.where) for entry in entries],
    )


FIRST_CHAPTERS = (
    (Text("范围与岗位", "Scope and posts"), _scope),
    (Text("级别与档次", "Ranks and tiers"), _ladder),
)
LAST_CHAPTERS = (
    (Text("假定的数值", "Assumed values"), _assumed),
    (Text("条款索引", "Clause index"), _index),
)
