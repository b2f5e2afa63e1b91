"""What `bole.web.auditing` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words

name_words(
    actions={"audit_exported": _("导出审计记录"), "audit_verified": _("核验审计记录")},
    fields={
        "filters": _("筛选条件"),
        "entries": _("条数"),
        "head": _("末条"),
        "result": _("结果"),
        "reason": _("理由"),
    },
)
