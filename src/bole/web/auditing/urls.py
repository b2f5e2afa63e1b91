"""The addresses of `bole.web.auditing`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.auditing import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.entries, name="audit"),
    path("verify/", views.verify, name="audit_verify"),
    path("<int:number>/", views.entry, name="audit_entry"),
]
