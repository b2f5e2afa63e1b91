"""The application's place in Django."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """`bole.web.results`."""

    name = "bole.web.results"
    label = "results"
