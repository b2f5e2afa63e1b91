"""The application's place in Django."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """`bole.web.common`."""

    name = "bole.web.common"
    label = "common"
