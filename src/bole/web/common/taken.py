"""The history of a record that goes through a procedure."""

from django.conf import settings
from django.db import models


class Taken(models.Model):
    """One move from state to state, forward or back; never changed. The record's `steps` are these."""

    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
