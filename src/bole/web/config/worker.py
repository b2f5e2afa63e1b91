"""The background worker: `python -m bole.web.config.worker`; `bole serve` starts one by itself.

It takes tasks from the database one after another. A file in the data folder, touched every few
seconds, shows that it is alive.
"""

import os
import socket
import threading
import time
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.utils.crypto import get_random_string

from bole.web.config.lifeline import hold_lifeline

HEARTBEAT = "worker.heartbeat"
HEARTBEAT_SECONDS = 5
SERVED = "serve-"
"""How the ids of workers begin that `bole serve` started.

When the next server holds the data folder, they are known to be dead, and so is what they were running.
"""
INTERVAL_SECONDS = 0.5


def main() -> None:
    """Work until told to stop; a task under way is finished first."""
    hold_lifeline()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 - after the setup

    class Patient(Worker):
        """Finishes its task however often it is asked to stop; the server kills it if that takes too long.

        When a whole group of processes is asked to stop, it is asked twice: directly, and by the server.
        """

        def shutdown(self, signum: int, frame: FrameType | None) -> None:
            """Stop after the task under way."""
            if self.running:
                super().shutdown(signum, frame)

    threading.Thread(target=_beat, args=(Path(settings.DATA_DIR),), daemon=True).start()
    worker = Patient(
        queue_names=["default"],
        interval=INTERVAL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=os.environ.get("BOLE_WORKER_ID") or new_worker_id("worker-"),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def new_worker_id(prefix: str) -> str:
    """An id that no other worker has, of at most 64 characters."""
    return f"{prefix}{socket.gethostname()[:20]}-{os.getpid()}-{get_random_string(12)}"


def _beat(folder: Path) -> None:
    while True:
        (folder / HEARTBEAT).touch()
        time.sleep(HEARTBEAT_SECONDS)


if __name__ == "__main__":
    main()
