"""The record: one row per action, each row's hash made over its content and the row before it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One action by one person. Rows are never changed or deleted: database triggers refuse it.

    `number` counts without gaps from 1. `hash` is SHA-256 over the canonical content, which
    includes `previous_hash`.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("操作人"), max_length=200)
    address = models.CharField(_("来源地址"), max_length=64, blank=True)
    action = models.CharField(_("动作"), max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=128)
    unit_path = models.CharField(max_length=1000, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(_("理由"), blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["action", "number"], name="audit_by_action"),
            models.Index(fields=["subject_type", "subject_id", "number"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class Head(models.Model):
    """The last number and hash: one row, locked while an entry is appended, so the chain has one end."""

    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="audit_has_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
