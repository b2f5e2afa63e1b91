"""What `bole.web.organisation` puts on record besides its registers, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words
from bole.web.policies.offers import posts_on_file

name_words(
    actions={"organisation_imported": _("导入机构与人员")},
    subjects={"facts": _("数据")},
    fields={
        "units_created": _("新建的机构"),
        "units_changed": _("修改的机构"),
        "managers_created": _("新建的客户经理"),
        "managers_changed": _("修改的客户经理"),
        "transferred": _("调动的客户经理"),
        "older": _("任职晚于数据、未改动的客户经理"),
    },
    looked_up={"post": posts_on_file},
)
