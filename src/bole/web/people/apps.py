"""The application's place in Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """`bole.web.people`."""

    name = "bole.web.people"
    label = "people"
