"""The application's place in Django."""

from django.apps import AppConfig


class CyclesConfig(AppConfig):
    """`bole.web.cycles`."""

    name = "bole.web.cycles"
    label = "cycles"
