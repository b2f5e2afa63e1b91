"""Where a request comes from, with and without reverse proxies."""

from collections.abc import Callable
from typing import Any

import pytest

from bole.web.config.proxies import Environ, behind_proxies, client_address


def seen(environ: Environ, count: int) -> str:
    """The address that the application sees."""

    def application(environ: Environ, _start: Callable[..., Any]) -> list[bytes]:
        return [environ["REMOTE_ADDR"].encode()]

    answer = behind_proxies(application, count)(environ, lambda *_: None)
    return b"".join(answer).decode()


def test_without_a_proxy_the_header_is_not_believed() -> None:
    assert seen({"REMOTE_ADDR": "10.0.0.9", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, 0) == "10.0.0.9"


def test_behind_one_proxy_its_own_entry_counts_and_what_the_caller_wrote_does_not() -> None:
    forged = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 10.0.0.9"}
    assert seen(forged, 1) == "10.0.0.9"


def test_a_request_that_did_not_pass_the_proxy_keeps_its_address() -> None:
    assert seen({"REMOTE_ADDR": "10.0.0.9"}, 1) == "10.0.0.9"


@pytest.mark.parametrize(
    ("forwarded", "count", "address"),
    [
        ("10.0.0.9", 1, "10.0.0.9"),
        ("10.0.0.9, 192.168.0.1", 2, "10.0.0.9"),
        ("x, 10.0.0.9, 192.168.0.1", 2, "10.0.0.9"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("10.0.0.9", 2, None),
        ("", 1, None),
        ("unknown", 1, None),
        ("<script>", 1, None),
    ],
)
def test_the_entry_of_the_outermost_proxy(forwarded: str, count: int, address: str | None) -> None:
    assert client_address(forwarded, count) == address
