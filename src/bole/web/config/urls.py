"""Every address of the application."""

from django.urls import URLPattern, URLResolver, include, path

from bole.web.common.register.urls import register_urls
from bole.web.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    *register_urls(),
    path("", include("bole.web.common.urls")),
    path("", include("bole.web.accounts.urls")),
    path("facts/", include("bole.web.facts.urls")),
    path("cycles/", include("bole.web.policies.urls")),
    path("cycles/", include("bole.web.results.urls")),
    path("cycles/", include("bole.web.cycles.urls")),
    path("audit/", include("bole.web.auditing.urls")),
    path("api/", include("bole.web.api.urls")),
]
