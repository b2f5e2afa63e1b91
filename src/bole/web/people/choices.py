"""The closed sets of the organisation and its people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit of the bank is (contract, `branches`)."""

    HEAD_OFFICE = "head_office", _("总行")
    BRANCH = "branch", _("分行")
    SUB_BRANCH = "sub_branch", _("支行")
    DEPARTMENT = "department", _("部门")


class HireType(models.TextChoices):
    """How a manager came to the bank (§35)."""

    REGULAR = "regular", _("正式")
    NEW_HIRE = "new_hire", _("新入行员工")
    GRADUATE = "graduate", _("新入行毕业生")


class Role(models.TextChoices):
    """What a person may see and do, inside a scope."""

    MANAGER = "manager", _("客户经理")
    UNIT_HEAD = "unit_head", _("单位负责人")
    CORPORATE_OFFICER = "corporate_officer", _("公司业务部经办")
    RISK_OFFICER = "risk_officer", _("风险管理部经办")
    HR_OFFICER = "hr_officer", _("人力资源部经办")
    COMMITTEE_MEMBER = "committee_member", _("管理小组成员")
    COMMITTEE_CHAIR = "committee_chair", _("管理小组组长")
    HQ_OFFICER = "hq_officer", _("总行经办")
    AUDITOR = "auditor", _("审计")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security_administrator", _("安全管理员")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("审计管理员")


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
"""The three administrators: none sees business data, nobody is two of them."""
