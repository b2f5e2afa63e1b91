"""How the web is built: small apps, and nobody below a view who reads a request."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bole.web

WEB = Path(bole.web.__file__).parent
APPS = ("organisation", "accounts", "auditing", "policies", "facts", "computing", "cycles", "results")
MOST_LINES = 3000

AT_THE_EDGE = ("views", "middleware")
"""Modules of these names, and whatever lies in packages of these names, answer requests."""
ALSO_AT_THE_EDGE = {
    "base/submitting.py": "middleware",
    "people/access.py": "guards views, middleware",
    "people/sessions.py": "middleware",
    "common/context.py": "what every page is given",
    "common/attempts.py": "calls an act from a view",
    "common/actions.py": "says who acts in a request",
    "common/procedure_views.py": "views",
    "api/reading.py": "endpoints",
    "facts/uploads.py": "an upload handler of Django's",
    "config/health.py": "a view and its middleware",
    "api/authentication.py": "guards endpoints",
    "api/problems.py": "answers for endpoints",
}


def _modules() -> Iterator[Path]:
    return (path for path in sorted(WEB.rglob("*.py")) if "migrations" not in path.parts)


@pytest.mark.parametrize("app", APPS)
def test_an_app_stays_small(app: str) -> None:
    lines = sum(
        len(path.read_text("utf-8").splitlines())
        for path in (WEB / app).rglob("*.py")
        if "migrations" not in path.parts
    )
    assert lines <= MOST_LINES, f"{app} has {lines} lines: split it, or take something out"


def _names_a_request(path: Path) -> bool:
    return any(
        (isinstance(node, ast.arg) and node.arg in {"request", "_request"})
        or (isinstance(node, ast.Name) and node.id == "request")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def test_nobody_reads_a_request_below_a_view() -> None:
    reading = {
        path.relative_to(WEB).as_posix()
        for path in _modules()
        if _names_a_request(path) and not {path.stem, *path.parent.parts} & set(AT_THE_EDGE)
    }
    endpoints = {name for name in reading if name.startswith("api/endpoints/")}
    assert reading - endpoints - ALSO_AT_THE_EDGE.keys() == set()
    assert set(ALSO_AT_THE_EDGE) <= reading, "no longer at the edge: take it off the list"
