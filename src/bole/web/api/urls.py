"""The addresses of `bole.web.api`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.api import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tokens/", views.tokens, name="api_tokens"),
    path("tokens/<int:pk>/revoke/", views.token_revoke, name="api_token_revoke"),
]
