"""The application's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """`bole.web.accounts`."""

    name = "bole.web.accounts"
    label = "accounts"
