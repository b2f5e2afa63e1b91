"""The secret key: from the environment, or made at first start and kept in the data folder."""

import os
import secrets
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
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii")
