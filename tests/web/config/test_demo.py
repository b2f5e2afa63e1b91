"""The demo bank: whole after any number of kills, left alone afterwards, never put upon a real bank."""

import os
import random
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bole.synth import generate
from bole.web.config.demo import MARK
from tests.web.config.running import Server, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a server's children are found in /proc")

DICE = random.Random(20251121)
PEOPLE = "SELECT group_concat(username) FROM people_user"
CLOSED = "SELECT group_concat(period || ' ' || state) FROM cycles_cycle"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts") / "bank"
    generate(folder, managers=40, accounts=600, seed=5, months=21, last_year=2025)
    return folder


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    """Servers that are stopped at the end, whatever happened."""
    started: list[Server] = []
    yield started
    for server in started:
        server.stop(signal.SIGKILL)


def test_killed_while_it_is_made_it_is_whole_at_the_next_start(
    tmp_path: Path, facts: Path, servers: list[Server]
) -> None:
    data = tmp_path / "data"
    for _ in range(3):
        server = Server(data, demo=facts)
        servers.append(server)
        until((data / f"{MARK}.partial").exists, what="the demo to be begun", every=0.01)
        time.sleep(DICE.uniform(0, 4))
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        if (data / MARK).exists():
            break
        assert server.value(PEOPLE) is None

    server = Server(data, demo=facts)
    servers.append(server.ready())
    assert server.value(CLOSED) == "2025Q1 closed,2025Q2 closed"
    assert server.value("SELECT count(*) FROM facts_factsload") == 1
    assert sorted(path.name for path in (data / "facts").rglob("*") if path.is_dir()) == [
        "1",
        "incoming",
        "source",
        "store",
    ]
    assert sorted(path.name for path in (data / "cycles").iterdir()) == ["1", "2"]
    assert server.bole("audit", "verify").returncode == 0
    assert server.bole("rerun", "1").returncode == 0
    assert server.value("SELECT count(*) FROM common_notification WHERE read_at IS NULL") == 0
    people, password = server.value(PEOPLE), re.search(r"password (\S+)", server.printed)
    assert server.stop() == 0

    again = Server(data, demo=facts)
    servers.append(again.ready())
    assert again.value(PEOPLE) == people
    assert password is not None
    assert password[1] in again.printed


def test_it_is_not_put_upon_a_bank_with_people(tmp_path: Path, facts: Path, servers: list[Server]) -> None:
    first = Server(tmp_path / "data")
    servers.append(first.ready())
    people = first.value(PEOPLE)
    assert first.stop() == 0

    second = Server(tmp_path / "data", demo=facts)
    servers.append(second)
    assert second.process.wait(60) == 2
    assert "already has users" in second.printed
    assert second.value(PEOPLE) == people


def test_facts_with_errors_are_told(tmp_path: Path, servers: list[Server]) -> None:
    (tmp_path / "facts").mkdir()
    server = Server(tmp_path / "data", demo=tmp_path / "facts")
    servers.append(server)
    assert server.process.wait(60) == 2
    assert "bole facts check" in server.printed
    assert "Traceback" not in server.printed
