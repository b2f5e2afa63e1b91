"""What the record's actions, subjects and contents are called.

What is not listed here is shown by its own word, so that nothing on record disappears.
"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from bole.web.api.choices import Scope
from bole.web.cycles.choices import AdjustmentKind, Choice, Classification, OpinionKind, State
from bole.web.facts.choices import LoadState
from bole.web.people.choices import HireType, Post, Role, UnitKind

ACTIONS: dict[str, str | Promise] = {
    "signed_in": _("登录"),
    "signed_out": _("退出登录"),
    "sign_in_failed": _("登录失败"),
    "sign_in_locked": _("登录锁定"),
    "password_changed": _("修改密码"),
    "password_reset": _("重置密码"),
    "language_set": _("选择语言"),
    "user_created": _("新建用户"),
    "user_activated": _("启用用户"),
    "user_deactivated": _("停用用户"),
    "role_granted": _("授予角色"),
    "role_revoked": _("收回角色"),
    "unit_created": _("新建机构"),
    "unit_renamed": _("机构改名"),
    "unit_moved": _("移动机构"),
    "unit_factor_set": _("修改标准系数"),
    "manager_created": _("新建客户经理"),
    "manager_transferred": _("调动"),
    "manager_excluded": _("不执行序列"),
    "manager_included": _("恢复执行序列"),
    "organisation_imported": _("导入机构与人员"),
    "first_administrator": _("设立首任管理员"),
    "facts_submitted": _("提交数据"),
    "facts_retried": _("重试装载"),
    "facts_loaded": _("数据已装载"),
    "facts_rejected": _("数据已退回"),
    "facts_failed": _("装载未完成"),
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
    "token_created": _("新建接口令牌"),
    "token_revoked": _("撤销接口令牌"),
    "audit_exported": _("导出审计记录"),
    "audit_verified": _("核验审计记录"),
}

SUBJECTS: dict[str, str | Promise] = {
    "session": _("登录"),
    "user": _("用户"),
    "unit": _("机构"),
    "manager": _("客户经理"),
    "facts": _("数据"),
    "facts_load": _("数据装载"),
    "cycle": _("考核"),
    "audit": _("审计记录"),
    "api_token": _("接口令牌"),
}

ADMINISTRATION = frozenset({"session", "user", "audit"})
"""Subjects whose content is not business data, so that an audit administrator may read it."""

FIELDS: dict[str, str | Promise] = {
    "name": _("名称"),
    "kind": _("类型"),
    "parent": _("上级机构"),
    "standard_factor": _("标准系数"),
    "unit": _("机构"),
    "post": _("岗位"),
    "valid_from": _("自"),
    "valid_to": _("至"),
    "ended_on": _("结束于"),
    "role": _("角色"),
    "excluded_reason": _("不执行序列的原因"),
    "hired_on": _("入行日期"),
    "hire_type": _("入行类型"),
    "user": _("用户"),
    "manager": _("客户经理"),
    "display_name": _("姓名"),
    "language": _("语言"),
    "active": _("启用"),
    "state": _("状态"),
    "reason": _("理由"),
    "units_created": _("新建的机构"),
    "units_changed": _("修改的机构"),
    "managers_created": _("新建的客户经理"),
    "managers_changed": _("修改的客户经理"),
    "transferred": _("调动的客户经理"),
    "older": _("任职晚于数据、未改动的客户经理"),
    "filters": _("筛选条件"),
    "entries": _("条数"),
    "head": _("末条"),
    "result": _("结果"),
    "source": _("来源"),
    "file_sha256": _("文件摘要（SHA-256）"),
    "facts_sha256": _("数据摘要（SHA-256）"),
    "results_sha256": _("结果摘要（SHA-256）"),
    "errors": _("错误"),
    "warnings": _("提示"),
    "failure": _("未完成的原因"),
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
    "scopes": _("权限范围"),
    "expires_at": _("失效时间"),
}

_CODES: Mapping[str, tuple[type[TextChoices], ...]] = {
    "role": (Role,),
    "state": (State, LoadState),
    "kind": (UnitKind, OpinionKind, AdjustmentKind),
    "post": (Post,),
    "hire_type": (HireType,),
    "choice": (Choice,),
    "classification": (Classification,),
    "scopes": (Scope,),
}
"""The closed sets that a field's codes come from."""

VALUES: Mapping[str, Mapping[str, str | Promise]] = {
    **{name: {code: word for kind in kinds for code, word in kind.choices} for name, kinds in _CODES.items()},
    "language": {"zh-hans": _("中文"), "en": "English"},
}
"""What the codes in a field are called."""


def action_label(action: str) -> str:
    """What an action is called."""
    return str(ACTIONS.get(action, action))


def subject_label(subject_type: str) -> str:
    """What a kind of subject is called."""
    return str(SUBJECTS.get(subject_type, subject_type))


def field_label(name: str) -> str:
    """What a field of the content is called."""
    return str(FIELDS.get(name, name))


def value_label(name: str, value: str | int) -> str:
    """What a value in a field is called: a word for a code, yes or no for a truth."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    return str(VALUES.get(name, {}).get(str(value), value))


def actor_label(name: str) -> str:
    """Who acted; the system itself in the reader's language."""
    return pgettext("actor", "系统") if name == "system" else name
