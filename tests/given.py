"""Sections of a policy that it may leave out, where the test knows that it does not."""

from typing import TypeVar

T = TypeVar("T")


def given(section: T | None) -> T:
    """The section, which is there."""
    assert section is not None
    return section
