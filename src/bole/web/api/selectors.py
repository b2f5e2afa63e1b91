"""Reading tokens, and what a token opens."""

from collections.abc import Iterator

from bole.web.api.models import ApiToken
from bole.web.people.access import Access, Held, access_of


def access_through(token: ApiToken) -> Access:
    """What the token's user may do today, cut to the token's unit."""
    whole = access_of(token.user)
    if token.unit is None:
        return whole
    return Access(whole.user, tuple(_cut(whole.held, token.unit.path)))


def _cut(held: tuple[Held, ...], path: str) -> Iterator[Held]:
    for each in held:
        if each.path.startswith(path):
            yield each
        elif path.startswith(each.path):
            yield Held(each.role, path)
