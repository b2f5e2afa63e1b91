"""Every address of the application."""

from django.urls import URLPattern, URLResolver, include, path

from bole.web.api.v1 import build
from bole.web.common.register.urls import register_urls
from bole.web.config.health import health


def addresses() -> list[URLPattern | URLResolver]:
    """All of them, of the registers that are declared now."""
    return [
        path("health/", health, name="health"),
        *register_urls(),
        path("", include("bole.web.common.urls")),
        path("", include("bole.web.accounts.urls")),
        path("facts/", include("bole.web.facts.urls")),
        path("cycles/", include("bole.web.policies.urls")),
        path("cycles/", include("bole.web.results.urls")),
        path("cycles/", include("bole.web.cycles.urls")),
        path("audit/", include("bole.web.auditing.urls")),
        path("api/v1/", build().urls),
    ]


urlpatterns = addresses()
