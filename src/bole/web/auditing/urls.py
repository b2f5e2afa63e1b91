"""The addresses of `bole.web.auditing`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.auditing import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", views.verify, name="audit_verify"),
]
