"""Leaves out of a fast run what takes long."""

from tests.speed import FAST, LEFT_OUT

collect_ignore = list(LEFT_OUT) if FAST else []
