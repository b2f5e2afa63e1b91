"""What models of every app have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A record that tells two people acting at once apart: every act on it takes a version."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Withdrawable(models.Model):
    """A record that is never deleted: whoever made it by mistake withdraws it, saying why."""

    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True, editable=False)
    withdrawn_for = models.CharField(_("撤回原因"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
