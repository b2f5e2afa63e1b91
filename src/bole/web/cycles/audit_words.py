"""What `bole.web.cycles` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words
from bole.web.cycles.choices import AdjustmentKind, Choice, Classification, OpinionKind

name_words(
    actions={
        "computation_done": _("计算完成"),
        "computation_failed": _("计算失败"),
    },
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
        "kind": [OpinionKind, AdjustmentKind],
        "choice": [Choice],
        "classification": [Classification],
    },
)
