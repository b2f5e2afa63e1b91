"""Starting child processes, keeping them running, and stopping them."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bole.web.config.lifeline import VARIABLE

POLL_SECONDS = 0.1
SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 30.0
STEADY_SECONDS = 60.0
"""A child that ran so long is no longer thought to fail at its start."""
STOP_SECONDS = 15.0
"""How long a child may take to finish what it is doing; then it is killed."""


@dataclass(slots=True)
class Child:
    """A process to keep running.

    `before` is called before every start and gives what to add to the environment; `waiting` is how
    many seconds pass before the next start when it has failed.
    """

    name: str
    command: Sequence[str]
    before: Callable[[], Mapping[str, str]]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    waiting: float = field(default=SHORTEST_WAIT_SECONDS)


def supervise(
    children: Sequence[Child], *, stop: threading.Event, kept: Sequence[int], say: Callable[[str, int], None]
) -> None:
    """Run the children until `stop` is set; then stop them all.

    Args:
        children: what to run. One that ends is started again, after longer and longer waits.
        stop: set by whoever wants everything to end.
        kept: descriptors that the children share, such as that of a lock.
        say: told the name and exit code of a child that ended by itself.
    """
    lifeline, ours = os.pipe()
    try:
        while not stop.is_set():
            for child in children:
                _tend(child, (lifeline, *kept), say)
            stop.wait(POLL_SECONDS)
    finally:
        _stop(children)
        os.close(ours)
        os.close(lifeline)


def _tend(child: Child, descriptors: tuple[int, ...], say: Callable[[str, int], None]) -> None:
    now = time.monotonic()
    if child.process is None:
        if now >= child.due_at:
            _start(child, descriptors)
        return
    code = child.process.poll()
    if code is None:
        return
    say(child.name, code)
    steady = now - child.started_at >= STEADY_SECONDS
    child.waiting = SHORTEST_WAIT_SECONDS if steady else min(2 * child.waiting, LONGEST_WAIT_SECONDS)
    child.process, child.due_at = None, now + child.waiting


def _start(child: Child, descriptors: tuple[int, ...]) -> None:
    environment = {**os.environ, **child.before(), VARIABLE: str(descriptors[0])}
    # A session of its own: Ctrl-C in the terminal reaches this process alone, which then stops the
    # children in order; a second signal would make the worker give up its task.
    child.process = subprocess.Popen(  # noqa: S603 - our own command
        child.command, env=environment, pass_fds=descriptors, start_new_session=True
    )
    child.started_at = time.monotonic()


def _stop(children: Sequence[Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.send_signal(signal.SIGTERM)
    end = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
