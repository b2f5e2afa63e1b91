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


UNDER_WAY = (LoadState.QUEUED, LoadState.CHECKING)
"""A background task is to bring these to an end."""

FINAL = (LoadState.LOADED, LoadState.REJECTED)
"""What the facts themselves decided; a failed load may be tried again, these are settled."""
