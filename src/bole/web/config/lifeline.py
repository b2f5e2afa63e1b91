"""Child processes that never outlive the process that started them, even if that is killed.

The parent keeps the writing end of a pipe open and the children its reading end. When the parent
ends, in whatever way, the kernel closes the pipe, and the children leave at once.
"""

import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess

VARIABLE = "BOLE_LIFELINE"
"""Names the descriptor of the pipe's reading end in a child's environment."""


def hold_lifeline() -> None:
    """Leave as soon as the process that gave this one its lifeline ends; no effect without one."""
    descriptor = os.environ.get(VARIABLE)
    if descriptor:
        threading.Thread(target=_leave_after, args=(int(descriptor),), daemon=True).start()


def follow_parent() -> None:
    """Leave as soon as the process that forked or spawned this one by `multiprocessing` ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _leave_after(descriptor: int) -> None:
    while os.read(descriptor, 1):
        pass
    os._exit(1)
