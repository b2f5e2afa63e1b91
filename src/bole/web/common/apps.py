"""The application's place in Django."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

DECLARED = ("capabilities", "audit_words", "registers", "search")
"""Modules in which each app says what it adds to the whole; read once all models are there."""


class CommonConfig(AppConfig):
    """`bole.web.common`."""

    name = "bole.web.common"
    label = "common"

    def ready(self) -> None:
        """Let every app add its own, and put procedures together from their rows."""
        autodiscover_modules(*DECLARED)
        from bole.web.common.procedure_start import begin_procedures  # noqa: PLC0415 - after the models

        begin_procedures()
