"""`bole serve` for real: start, stop, a second start, and being killed at any moment."""

import os
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bole.facts import STORE_TABLES
from tests.web.config.running import STYLE, Server, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path: Path, facts: Path) -> Iterator[Start]:
    """Start servers on one data folder; whatever is left at the end is stopped."""
    started: list[Server] = []

    def begin(*, port: int | None = None) -> Server:
        started.append(Server(tmp_path / "data", facts=facts, port=port))
        return started[-1]

    yield begin
    for server in started:
        server.stop(signal.SIGKILL)


def test_it_serves_checks_itself_and_stops_in_order(start: Start) -> None:
    server = start().ready()
    assert server.get("/health/") == (200, '{"status": "ok"}')
    status, page = server.get("/login/")
    assert status == 200
    style = STYLE.search(page)
    assert style is not None
    assert server.get(style.group(1))[0] == 200
    assert server.get("/facts/")[1].count("password")

    second = start()
    assert second.process.wait(60) == 2
    assert f"process {server.process.pid}" in second.printed
    assert server.answers()

    assert stat.S_IMODE((server.data / "bole.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE((server.data / "secret.key").stat().st_mode) == 0o600
    doctor = server.bole("doctor", "--lang", "en")
    assert doctor.returncode == 0, doctor.stdout
    assert "✗" not in doctor.stdout

    assert server.stop(signal.SIGTERM) == 0
    assert server.printed.splitlines()[-1] == "Stopped."
    assert server.children() == []
    assert not server.answers()
    assert "Start bole serve" not in doctor.stdout


def test_ctrl_c_stops_it_and_it_starts_again(start: Start) -> None:
    first = start().ready()
    assert first.stop(signal.SIGINT) == 0
    again = start(port=first.port).ready()
    assert again.answers()
    assert again.stop() == 0


def test_an_address_in_use_is_told(start: Start, tmp_path: Path) -> None:
    first = start().ready()
    other = Server(tmp_path / "other", port=first.port)
    assert other.process.wait(60) == 2
    assert "--port" in other.printed


def test_behind_an_https_proxy_it_starts_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "BOLE_HTTPS": "1",
        "BOLE_BEHIND_PROXY": "1",
        "BOLE_PROXIES": "1",
        "BOLE_HOSTS": "bole.example",
    }
    server = Server(tmp_path / "data", settings=settings)
    try:
        server.ready()
        status, _page = server.get("/login/", {"Host": "bole.example", "X-Forwarded-Proto": "https"})
        assert status == 200
        assert server.get("/login/")[0] == 400
        assert server.get("/health/")[0] == 200
    finally:
        server.stop()


def test_killed_while_loading_it_resumes_and_nothing_is_lost_or_doubled(start: Start) -> None:
    server = start().ready()
    number = server.submit()
    server.checking(number)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    until(lambda: not server.children(), what="the children to be gone with their parent")
    assert server.state(number) == "checking"

    again = start(port=server.port).ready()
    until(lambda: again.state(number) == "loaded", what="the load to be finished")
    once(again, number, attempts=2)
    assert again.bole("audit", "verify").returncode == 0


def test_a_killed_worker_is_replaced_and_its_load_finished(start: Start) -> None:
    server = start().ready()
    worker = until(server.worker, what="the worker")
    number = server.submit()
    server.checking(number)
    os.kill(worker, signal.SIGKILL)
    until(lambda: server.state(number) == "loaded", what="the load to be finished")
    once(server, number, attempts=2)
    assert server.worker() != worker
    assert "ended unexpectedly" in server.printed
    assert server.answers()


def test_a_killed_web_server_is_replaced(start: Start) -> None:
    server = start().ready()
    worker = until(server.worker, what="the worker")
    for child in server.children():
        if child != worker:
            os.kill(child, signal.SIGKILL)
    until(server.answers, what="the web server to answer again")
    assert server.worker() == worker


def test_stopping_lets_a_load_finish_or_leaves_it_to_be_resumed(start: Start) -> None:
    server = start().ready()
    number = server.submit()
    server.checking(number)
    assert server.stop(signal.SIGTERM) == 0
    again = start(port=server.port).ready()
    until(lambda: again.state(number) == "loaded", what="the load to be finished")
    once(again, number)


def once(server: Server, number: int, *, attempts: int | None = None) -> None:
    """Everything about the delivery is there exactly once."""
    entries = "SELECT count(*) FROM audit_entry WHERE action = 'facts_loaded' AND subject_id = ?"
    assert server.value(entries, str(number)) == 1
    assert server.value("SELECT count(*) FROM common_notification") == 1
    assert server.value("SELECT count(*) FROM facts_factsload") == 1
    assert server.value("SELECT count(*) FROM people_manager") == 80
    if attempts is not None:
        assert server.value("SELECT attempts FROM facts_factsload WHERE number = ?", number) == attempts
    tasks = "SELECT group_concat(status) FROM django_tasks_database_dbtaskresult"
    until(lambda: server.value(tasks) == "SUCCESSFUL", what="the task to be marked done")
    assert {path.name for path in (server.data / "facts" / str(number)).iterdir()} == {"source", "store"}
    assert len(list((server.data / "facts" / str(number) / "store").iterdir())) == len(STORE_TABLES)
