"""The application's place in Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """`bole.web.audit`."""

    name = "bole.web.audit"
    label = "audit"
