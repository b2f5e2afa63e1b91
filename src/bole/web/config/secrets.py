"""The secret key: from the environment, or made at first start and kept in the data folder."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE_NAME = "secret.key"


def secret_key(data: Path) -> str:
    """The key that signs sessions: `BOLE_SECRET_KEY`, or the one kept in `data`.

    A new one is made once, readable by its owner alone; two first starts at once agree on one.
    """
    given = os.environ.get("BOLE_SECRET_KEY")
    if given:
        return given
    path = data / FILE_NAME
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    """Put a new key in place, whole or not at all."""
    written = path.with_name(f".{FILE_NAME}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(written)
    finally:
        written.unlink(missing_ok=True)
