"""What `bole.web.organisation` puts on record, in words."""

from django.utils.translation import gettext_lazy as _

from bole.web.audit.words import name_words
from bole.web.people.choices import HireType, UnitKind
from bole.web.policies.offers import posts_on_file

name_words(
    actions={
        "unit_created": _("新建机构"),
        "unit_renamed": _("机构改名"),
        "unit_moved": _("移动机构"),
        "unit_factor_set": _("修改标准系数"),
        "manager_created": _("新建客户经理"),
        "manager_transferred": _("调动"),
        "manager_excluded": _("不执行序列"),
        "manager_included": _("恢复执行序列"),
        "organisation_imported": _("导入机构与人员"),
    },
    subjects={"unit": _("机构"), "manager": _("客户经理"), "facts": _("数据")},
    fields={
        "name": _("名称"),
        "kind": _("类型"),
        "parent": _("上级机构"),
        "standard_factor": _("标准系数"),
        "unit": _("机构"),
        "post": _("岗位"),
        "valid_from": _("自"),
        "valid_to": _("至"),
        "excluded_reason": _("不执行序列的原因"),
        "hired_on": _("入行日期"),
        "hire_type": _("入行类型"),
        "units_created": _("新建的机构"),
        "units_changed": _("修改的机构"),
        "managers_created": _("新建的客户经理"),
        "managers_changed": _("修改的客户经理"),
        "transferred": _("调动的客户经理"),
        "older": _("任职晚于数据、未改动的客户经理"),
    },
    codes={"kind": [UnitKind], "hire_type": [HireType]},
    looked_up={"post": posts_on_file},
)
