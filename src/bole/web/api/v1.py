"""Version 1 of the API: read-only JSON, from the registers and over the same selectors as the pages."""

from ninja import NinjaAPI

from bole.web.api.authentication import TokenBearer
from bole.web.api.endpoints import cycles, policies, results
from bole.web.api.problems import answer_with_problems
from bole.web.api.reading import router_of
from bole.web.common.register import registers


def build() -> NinjaAPI:
    """The API of the registers there are."""
    api = NinjaAPI(
        title="Bole",
        version="1",
        description="Read-only: organisation, cycles, results and explanations, as far as the token's user "
        "may see them. Amounts are decimal strings; errors are problem documents (RFC 9457).",
        urls_namespace="api-v1",
        docs_url=None,
        auth=TokenBearer(),
    )
    answer_with_problems(api)
    for of in registers():
        if of.api:
            api.add_router("", router_of(of, of.api))
    for router in (cycles.router, results.router, policies.router):
        api.add_router("", router)
    return api
