"""The closed sets of deliveries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a delivery came from."""

    UPLOAD = "upload", _("上传")
    FOLDER = "folder", _("服务器文件夹")


class LoadState(models.TextChoices):
    """How far a delivery has come. Loaded and rejected ones never change again."""

    QUEUED = "queued", _("排队中")
    CHECKING = "checking", _("检查中")
    LOADED = "loaded", _("已装载")
    REJECTED = "rejected", _("已退回")
    FAILED = "failed", _("未完成")

    @property
    def tone(self) -> str:
        """The colour that goes with the word."""
        return {"checking": "active", "loaded": "good", "rejected": "bad", "failed": "warn"}.get(
            self.value, "neutral"
        )


UNDER_WAY = (LoadState.QUEUED, LoadState.CHECKING)
"""A background task is to bring these to an end."""

FINAL = (LoadState.LOADED, LoadState.REJECTED)
"""What the facts themselves decided; a failed load may be tried again, these are settled."""


class Severity(models.TextChoices):
    """How bad a finding is."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("提示")

    @property
    def tone(self) -> str:
        """The colour that goes with the word."""
        return "bad" if self is Severity.ERROR else "warn"


class Change(models.TextChoices):
    """What happened to a manager between two deliveries."""

    ADDED = "added", _("新增")
    REMOVED = "removed", _("减少")
    CHANGED = "changed", _("变更")


FINDING_KINDS = {
    "no_source": _("没有可读的数据"),
    "several_sources": _("数据来源不止一个"),
    "two_files": _("一表两个文件"),
    "misspelt_table": _("表名写错"),
    "unknown_table": _("不认识的表"),
    "missing_table": _("缺少必需的表"),
    "unreadable_file": _("文件无法读取"),
    "missing_column": _("缺少列"),
    "unknown_column": _("不认识的列"),
    "repeated_column": _("列重复"),
    "ragged_row": _("单元格数目不对"),
    "unparsable_value": _("写法不对"),
    "unknown_value": _("取值不在允许范围"),
    "missing_value": _("必填项为空"),
    "example_row": _("模板示例未删除"),
    "duplicate_key": _("键重复"),
    "dangling_reference": _("引用的编号不存在"),
    "branch_cycle": _("机构上下级成环"),
    "role_misfit": _("角色与对象不符"),
    "ends_before_start": _("失效早于生效"),
    "share_sum": _("分配比例超过 100%"),
    "negative_loan_balance": _("贷款余额为负"),
    "negative_interest": _("利息为负"),
    "outcome_not_offered": _("差错项目没有该后果"),
    "currency_without_rate": _("币种没有汇率"),
    "cny_rate": _("人民币汇率不是 1"),
    "control_total": _("核对总数不符"),
    "negative_deposit_balance": _("存款余额为负"),
    "account_without_attribution": _("账户未分配"),
    "manager_without_qualification": _("客户经理没有资格"),
    "archive_unreadable": _("压缩包损坏"),
    "archive_empty": _("压缩包为空"),
    "archive_encrypted": _("压缩包加密"),
    "archive_outside": _("压缩包指向包外"),
    "archive_link": _("压缩包含链接"),
    "archive_nested": _("压缩包含多余文件夹"),
    "archive_repeated": _("压缩包内文件重复"),
    "archive_kind": _("压缩包含其他文件"),
    "archive_too_many": _("压缩包文件过多"),
    "archive_too_large": _("压缩包过大"),
    "archive_ratio": _("压缩比异常"),
    "archive_method": _("压缩方式不支持"),
    "workbook_too_large": _("工作簿过大"),
}
"""What each kind of finding is called on a page."""

PRODUCTS = {
    "corporate_demand": _("对公活期"),
    "corporate_time": _("对公定期"),
    "savings_demand": _("储蓄活期"),
    "savings_time": _("储蓄定期"),
    "negotiated": _("协议存款"),
    "corporate": _("对公贷款"),
    "personal": _("个人贷款"),
}
"""What the products of deposits and the kinds of loans are called."""
