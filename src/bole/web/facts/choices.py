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


ARCHIVE_KINDS = {
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
"""What each kind of finding of an upload is called on a page; the facts name their own."""
