"""Deliveries of facts: what came, from whom, what was found in it, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bole.web.facts.choices import LoadState, Source


class FactsLoad(models.Model):
    """One delivery of the bank's facts.

    Its files lie in the data folder under its number (`facts.folders`). `unit` is the unit over
    which its submitter holds the right to load: only people over that unit see what was found in
    it; people below see that it is there, because cycles need it. Once loaded or rejected a row
    is never changed, and no row is ever deleted: database triggers refuse it.
    """

    number = models.BigAutoField(_("编号"), primary_key=True)
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, related_name="facts_loads", verbose_name=_("机构")
    )
    source_kind = models.CharField(_("来源"), max_length=10, choices=Source.choices)
    source_name = models.CharField(_("名称"), max_length=255)
    size_bytes = models.BigIntegerField(_("大小"), default=0)
    file_sha256 = models.CharField(_("文件摘要"), max_length=64)
    policy_id = models.CharField(_("制度"), max_length=100)
    policy_version = models.CharField(_("制度版本"), max_length=10)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="facts_loads")
    submitted_at = models.DateTimeField(_("提交时间"))

    state = models.CharField(
        _("状态"), max_length=10, choices=LoadState.choices, default=LoadState.QUEUED, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    progress = models.CharField(max_length=100, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(_("未完成的原因"), blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    facts_sha256 = models.CharField(_("数据摘要"), max_length=64, blank=True, db_index=True)
    last_day = models.DateField(_("数据截至"), null=True)
    errors = models.PositiveIntegerField(_("错误"), default=0)
    warnings = models.PositiveIntegerField(_("提示"), default=0)
    row_counts = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)
    totals = models.JSONField(default=list)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    comparison = models.JSONField(null=True)
    organisation = models.CharField(_("机构与人员"), max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("数据装载")
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="facts_percent_of_a_hundred"),
            models.CheckConstraint(
                condition=~Q(state=LoadState.LOADED) | (Q(errors=0) & ~Q(facts_sha256="")),
                name="facts_loaded_without_errors",
            ),
            models.CheckConstraint(
                condition=~Q(state=LoadState.REJECTED) | (Q(errors__gt=0) & Q(facts_sha256="")),
                name="facts_rejected_for_errors",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.source_name}"

    @property
    def tone(self) -> str:
        """The colour that goes with its state."""
        return LoadState(self.state).tone
