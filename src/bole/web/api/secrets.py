"""The secret of a token: how it is made, and how it is found again."""

import hashlib
import secrets

PREFIX = "bole_"
"""Marks a token, so that scanners of code and logs can find one that got there."""

_BYTES = 32
HINT = len(PREFIX) + 6
"""How much of a secret is shown later on, for people to tell their tokens apart."""


def new_secret() -> str:
    """A new secret: 256 random bits."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
