"""Deployments with a fault: each command says what is wrong and what to do, and shows no traceback."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bole.web.config.secrets import FILE_NAME, secret_key
from tests.web.config.running import BOLE, Server, environment_of, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
AS_ANYONE = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
"""Root writes into every folder, unless it gives that up."""

UNREACHABLE = "postgres://bole:secret@127.0.0.1:1/bole"


def bole(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return finished([*BOLE, *arguments], data, **settings)


def finished(command: list[str], data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**environment_of(data), "BOLE_LANG": "en", **settings}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOLE_HTTPS", "ture"),
        ("BOLE_PROXIES", "one"),
        ("BOLE_PASSWORD_PROFILE", "strong"),
        ("BOLE_TIME_ZONE", "Mars/Base"),
        ("BOLE_LOG", "LOUD"),
        ("DATABASE_URL", "nonsense"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, command: str, name: str, value: str) -> None:
    ended = bole(tmp_path, command, **{name: value})
    assert ended.returncode == 2
    assert f"{name} cannot be “{value}”" in ended.stderr


@pytest.mark.parametrize("command", [("serve", "--port", "18999"), ("audit", "head"), ("audit", "verify")])
def test_a_database_that_cannot_be_reached_is_named(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = bole(tmp_path, *command, DATABASE_URL=UNREACHABLE)
    assert ended.returncode == 1
    assert "Connection refused" in ended.stderr
    assert "DATABASE_URL" in ended.stderr
    assert "secret" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_doctor_names_it_too(tmp_path: Path) -> None:
    ended = bole(tmp_path, "doctor", DATABASE_URL=UNREACHABLE)
    assert ended.returncode == 1
    assert "✗ Database" in ended.stdout
    assert "Connection refused" in ended.stdout


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        refused = finished([*AS_ANYONE, *BOLE, "serve"], tmp_path, BOLE_SECRET_KEY="x" * 60)
    finally:
        tmp_path.chmod(0o700)
    assert refused.returncode == 2
    assert f"cannot write to the data folder {tmp_path}" in refused.stderr


def test_temporary_files_lie_in_the_data_folder_and_go(tmp_path: Path) -> None:
    left = tmp_path / "data" / "tmp" / "left.upload"
    left.parent.mkdir(parents=True)
    left.touch()
    server = Server(tmp_path / "data").ready()
    try:
        assert not left.exists()
        worker = until(server.worker, what="worker")
        assert f"TMPDIR={left.parent}\0".encode() in (Path("/proc") / str(worker) / "environ").read_bytes()
    finally:
        server.stop()


def test_a_load_balancer_may_ask_by_address_and_a_wrong_host_costs_one_line(tmp_path: Path) -> None:
    behind = {"BOLE_HOSTS": "bole.bank.example", "BOLE_HTTPS": "1", "BOLE_BEHIND_PROXY": "1"}
    server = Server(tmp_path / "data", settings=behind).ready()
    try:
        assert server.get("/health/") == (200, '{"status": "ok"}')
        assert server.get("/login/")[0] == 400
        until(lambda: "BOLE_HOSTS" in server.printed, what="log")
        assert "Traceback" not in server.printed
    finally:
        server.stop()


def test_being_asked_to_stop_twice_does_not_break_the_task(tmp_path: Path, facts: Path) -> None:
    """As when a service manager signals every process of the group, and the server its children."""
    server = Server(tmp_path / "data", facts=facts).ready()
    try:
        number = server.submit()
        server.checking(number)
        worker = server.worker()
        assert worker is not None
        os.kill(worker, signal.SIGTERM)
        time.sleep(0.2)
        server.stop()
        assert server.state(number) == "loaded"
    finally:
        server.stop(signal.SIGKILL)


def test_the_key_is_made_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOLE_SECRET_KEY", raising=False)
    folder = tmp_path / "data"
    key = secret_key(folder)
    assert len(key) > 50
    assert secret_key(folder) == key
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]
    shutil.rmtree(folder)
    assert secret_key(folder) != key
