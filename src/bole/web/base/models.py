"""What models of every app have in common."""

from django.db import models


class Versioned(models.Model):
    """A record that tells two people acting at once apart: every act on it takes a version."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
