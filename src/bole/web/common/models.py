"""Notifications: what a person should know, kept as a msgid and its values, to be read in any language."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Notification(models.Model):
    """Something that happened and concerns one person. `url` leads to where they act on it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    msgid = models.CharField(max_length=500)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("通知")
        indexes = [
            models.Index(fields=["user", "-at"], name="notifications_of_a_person"),
            models.Index(
                fields=["user"], condition=models.Q(read_at__isnull=True), name="unread_notifications"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What it says, in the language in force."""
        return str(gettext(self.msgid) % self.params)


class Export(models.Model):
    """A file of a list that was too long to wait for: whose it is, of which register, how it was narrowed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    register = models.CharField(max_length=100)
    query = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("导出文件")

    def __str__(self) -> str:
        return f"{self.register} {self.pk}"

    def get_absolute_url(self) -> str:
        """Where its requester fetches it."""
        return reverse("export", args=[self.pk])
