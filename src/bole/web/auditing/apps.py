"""The application's place in Django."""

from django.apps import AppConfig


class AuditingConfig(AppConfig):
    """`bole.web.auditing`."""

    name = "bole.web.auditing"
    label = "auditing"
