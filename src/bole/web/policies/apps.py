"""The application's place in Django."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """`bole.web.policies`."""

    name = "bole.web.policies"
    label = "policies"
