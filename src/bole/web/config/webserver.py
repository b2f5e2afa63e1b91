"""The web server process: granian with the WSGI application; started by `bole serve`."""

import os
import sys
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from bole.web.config.lifeline import follow_parent, hold_lifeline

THREADS = 4
"""Requests that one process answers at the same time."""


def load_application() -> Any:
    """The WSGI application, in each process that answers requests."""
    follow_parent()
    from bole.web.config.wsgi import application  # noqa: PLC0415 - not before there is a parent to follow

    return application


def main(host: str, port: int, workers: int) -> None:
    """Answer requests until told to stop; requests under way are finished first."""
    hold_lifeline()
    Granian(
        "bole.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        log_level=LogLevels.warning,
        process_name=None,
    ).serve(target_loader=load_application, wrap_loader=False)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
