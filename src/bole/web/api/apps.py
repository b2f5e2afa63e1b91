"""The application's place in Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """`bole.web.api`."""

    name = "bole.web.api"
    label = "api"
