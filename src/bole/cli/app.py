"""Where the command `bole` starts: stoppable from the first moment, then the commands."""

import os
import signal
from types import FrameType
from typing import NoReturn

from bole.cli.codes import STOPPED


def main() -> NoReturn:
    """Entry point of the command."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _leave_at_once)
    from bole.cli.commands import start  # noqa: PLC0415 - importing the engines takes a moment

    start()


def _leave_at_once(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Stopped while still importing: nothing has been begun, so there is nothing to tidy or to say."""
    os._exit(STOPPED)
