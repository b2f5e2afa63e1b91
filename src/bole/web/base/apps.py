"""The application's place in Django."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """`bole.web.base`."""

    name = "bole.web.base"
    label = "base"
