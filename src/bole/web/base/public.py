"""Marks the few pages that are open to people who are not signed in."""

from collections.abc import Callable
from typing import Any

View = Callable[..., Any]


def public(view: View) -> View:
    """A view for everyone; the matrix of permissions finds the mark `public` on it."""
    view.public = True  # type: ignore[attr-defined]
    return view
