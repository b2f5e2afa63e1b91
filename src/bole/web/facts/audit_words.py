"""What `bole.web.facts` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words
from bole.web.facts.choices import LoadState

name_words(
    actions={
        "facts_submitted": _("提交数据"),
        "facts_retried": _("重试装载"),
        "facts_loaded": _("数据已装载"),
        "facts_rejected": _("数据已退回"),
        "facts_failed": _("装载未完成"),
    },
    subjects={"facts_load": _("数据装载")},
    fields={
        "state": _("状态"),
        "source": _("来源"),
        "file_sha256": _("文件摘要（SHA-256）"),
        "facts_sha256": _("数据摘要（SHA-256）"),
        "errors": _("错误"),
        "warnings": _("提示"),
        "failure": _("未完成的原因"),
    },
    codes={"state": [LoadState]},
)
