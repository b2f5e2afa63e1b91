"""Children that are kept running, and end with their parent."""

import sys
import threading
import time
from pathlib import Path

import pytest

from bole.web.config import supervise as supervising
from bole.web.config.supervise import Child, supervise

COUNT = "import sys, time; open(sys.argv[1], 'a').write('x'); {then}"


def child(path: Path, then: str) -> Child:
    return Child("child", [sys.executable, "-c", COUNT.format(then=then), str(path)], dict)


def run_for(children: list[Child], seconds: float) -> list[tuple[str, int]]:
    ended: list[tuple[str, int]] = []
    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    supervise(children, stop=stop, kept=(), say=lambda name, code: ended.append((name, code)))
    return ended


def test_what_ends_is_started_again_after_longer_and_longer_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "SHORTEST_WAIT_SECONDS", 0.1)
    failing = child(tmp_path / "starts", "sys.exit(3)")
    failing.waiting = 0.1
    ended = run_for([failing], 4)
    assert len(ended) >= 2
    assert set(ended) == {("child", 3)}
    assert failing.waiting > 0.2


def test_what_runs_is_left_alone_and_stopped_at_the_end(tmp_path: Path) -> None:
    steady = child(tmp_path / "starts", "time.sleep(60)")
    begun = time.monotonic()
    assert run_for([steady], 2) == []
    assert (tmp_path / "starts").read_text() == "x"
    assert steady.process is not None
    assert steady.process.poll() is not None
    assert time.monotonic() - begun < 30


def test_what_will_not_stop_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "STOP_SECONDS", 0.5)
    deaf = child(tmp_path / "starts", "import signal; signal.signal(15, signal.SIG_IGN); time.sleep(60)")
    run_for([deaf], 3)
    assert deaf.process is not None
    assert deaf.process.returncode == -9
