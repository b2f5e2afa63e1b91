"""Running two actions at the same time, in the worst order: both past their guards, neither written."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import connection

from bole.web.common import door
from bole.web.common.actions import RefusedError, one_transaction
from bole.web.facts import actions as facts_actions

PATCHED = (door, facts_actions)
"""Where actions begin their transaction."""

WAIT_SECONDS = 3.0
"""How long one waits for the other to get past its guards; the other may have been refused there."""

Act = Callable[[], object]
Check = Callable[[], list[str]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Two acts of which exactly one may win, and what must be true afterwards.

    `one_wins` is false where they may also come one after the other; then the check tells.
    """

    first: Act
    second: Act
    check: Check = field(default=list)
    one_wins: bool = True


def play(scene: Scene) -> dict[str, list[str] | bool]:
    """What became of both acts: `done`, or the name of the refusal or failure; and what is wrong."""
    barrier = threading.Barrier(2)
    waited = threading.local()
    outcomes: list[str] = []

    @contextmanager
    def together() -> Iterator[None]:
        if not getattr(waited, "yes", False):
            waited.yes = True
            with suppress(threading.BrokenBarrierError):
                barrier.wait(WAIT_SECONDS)
        with one_transaction():
            yield

    def run(act: Act) -> None:
        try:
            act()
        except RefusedError as refusal:
            outcomes.append(type(refusal).__name__)
        except BaseException as error:
            outcomes.append(f"failed: {type(error).__name__}: {error}")
            raise
        else:
            outcomes.append("done")
        finally:
            barrier.abort()
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in (scene.first, scene.second)]
    with _patched(together):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return {"outcomes": sorted(outcomes), "wrong": scene.check(), "one_wins": scene.one_wins}


@contextmanager
def _patched(replacement: object) -> Iterator[None]:
    for module in PATCHED:
        module.one_transaction = replacement  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in PATCHED:
            module.one_transaction = one_transaction  # type: ignore[attr-defined]
