"""What `bole.web.cycles` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words
from bole.web.cycles.choices import AdjustmentKind, Choice, Classification, OpinionKind, State

name_words(
    actions={
        "cycle_moved": _("推进考核"),
        "computation_requested": _("提请计算"),
        "computation_done": _("计算完成"),
        "computation_failed": _("计算失败"),
        "computation_declined": _("未采用计算"),
        "opinion_given": _("给出意见"),
        "determination_made": _("作出认定"),
        "objection_raised": _("提出异议"),
        "objection_answered": _("答复异议"),
        "notice_ended": _("演示：公示期届满"),
        "vote_given": _("表决"),
    },
    subjects={"cycle": _("考核")},
    fields={
        "results_sha256": _("结果摘要（SHA-256）"),
        "error": _("失败的原因"),
        "number": _("计算次序"),
        "computation": _("计算次序"),
        "agrees": _("同意"),
        "round": _("轮次"),
        "choice": _("表决"),
        "objection": _("异议编号"),
        "upheld": _("异议成立"),
        "loan_id": _("贷款编号"),
        "manager_id": _("客户经理工号"),
        "day": _("日期"),
        "own_cause": _("自身原因"),
        "classification": _("五级分类"),
        "item": _("差错项目"),
        "occurrences": _("次数"),
        "outcome": _("后果"),
    },
    codes={
        "state": [State],
        "kind": [OpinionKind, AdjustmentKind],
        "choice": [Choice],
        "classification": [Classification],
    },
)
