"""The application's place in Django."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """`bole.web.facts`."""

    name = "bole.web.facts"
    label = "facts"
