"""The application's place in Django."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """`bole.web.organisation`."""

    name = "bole.web.organisation"
    label = "organisation"
