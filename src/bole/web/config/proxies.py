"""The address a request really comes from, when it passes through reverse proxies of the bank's own.

Each proxy adds the address it was called from to the end of `X-Forwarded-For`. What stands before
the entries of our own proxies was written by the caller and proves nothing.
"""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def behind_proxies(application: Application, count: int) -> Application:
    """The application with `REMOTE_ADDR` as the outermost of `count` proxies saw it; 0: as it is."""
    if count == 0:
        return application

    def wrapped(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        address = client_address(environ.get("HTTP_X_FORWARDED_FOR", ""), count)
        if address is not None:
            environ["REMOTE_ADDR"] = address
        return application(environ, start_response)

    return wrapped


def client_address(forwarded: str, count: int) -> str | None:
    """The `count`-th address from the end; None where there are fewer, or it is not an address."""
    entries = [entry.strip() for entry in forwarded.split(",")]
    if len(entries) < count:
        return None
    try:
        return str(ipaddress.ip_address(entries[-count]))
    except ValueError:
        return None
