"""The addresses of `bole.web.api`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.api import views
from bole.web.api.v1 import build

urlpatterns: list[URLPattern | URLResolver] = [
    path("tokens/", views.tokens, name="api_tokens"),
    path("tokens/<int:pk>/revoke/", views.token_revoke, name="api_token_revoke"),
    path("v1/", build().urls),
]
