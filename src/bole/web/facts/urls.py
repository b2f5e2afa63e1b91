"""The addresses of `bole.web.facts`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.facts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("new/", views.new, name="facts_new"),
    path("template/", views.template, name="facts_template"),
    path("<int:number>/", views.load, name="facts_load"),
    path("<int:number>/progress/", views.progress, name="facts_progress"),
    path("<int:number>/findings/", views.findings, name="facts_findings"),
    path("<int:number>/findings.json", views.findings_json, name="facts_findings_json"),
    path("<int:number>/retry/", views.retry, name="facts_retry"),
]
