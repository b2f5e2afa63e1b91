"""Starting, watching and killing a real server in a data folder of its own."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

PATIENCE_SECONDS = 90
Value = TypeVar("Value")

SUBMIT = """
import sys, django
django.setup()
from datetime import date
from bole.policy.load import load_policy
from bole.web.audit.chain import Actor
from bole.web.facts.actions import submit_folder
from bole.web.people.models import Grant, Unit, User
place = {"name": "总行", "kind": "head_office", "path": "/HQ/"}
unit, _ = Unit.objects.get_or_create(code="HQ", defaults=place)
user, made = User.objects.get_or_create(username="hq", defaults={"display_name": "hq"})
if made:
    Grant.objects.create(user=user, role="hq_officer", unit=unit, valid_from=date(2020, 1, 1))
print(submit_folder(Actor(user), sys.argv[1], policy=load_policy("commercial-2005")).number)
"""


def until(found: Callable[[], Value | None], *, what: str, every: float = 0.05) -> Value:
    """What `found` gives as soon as it gives anything."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        value = found()
        if value:
            return value
        time.sleep(every)
    raise AssertionError(f"waited in vain: {what}")


def environment_of(data: Path, facts: Path | None = None) -> dict[str, str]:
    """The environment of a process that uses a data folder of its own, on SQLite."""
    hidden = ("BOLE_", "DJANGO_", "DATABASE_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    ours = {"BOLE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bole.web.config.settings"}
    return {**kept, **ours, "BOLE_FACTS_FOLDERS": str(facts or "")}


class Server:
    """A `bole serve` and what it printed."""

    def __init__(
        self,
        data: Path,
        *,
        facts: Path | None = None,
        port: int | None = None,
        settings: dict[str, str] | None = None,
        demo: Path | None = None,
    ) -> None:
        self.data, self.facts, self.printed, self.settings = data, facts, "", settings or {}
        self.port = port or _free_port()
        command = [*BOLE, "serve", "--port", str(self.port), "--workers", "1", "--lang", "en"]
        command += ["--demo", str(demo)] if demo else []
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of this server and of commands about it."""
        return {**environment_of(self.data, self.facts), **self.settings}

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line

    def ready(self) -> "Server":
        """Wait until it has said its address."""
        until(lambda: "Bole is running" in self.printed or self.process.poll() is not None, what="start")
        assert "Bole is running" in self.printed, self.printed
        return self

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and text of a page."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310 - our own server
                return response.status, response.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")

    def answers(self) -> bool:
        """Whether anything answers at the address."""
        try:
            return self.get("/health/")[0] == 200
        except OSError:
            return False

    def submit(self) -> int:
        """Submit the facts folder, as an officer would, and give the delivery's number."""
        done = self.command(sys.executable, "-c", SUBMIT, str(self.facts))
        assert done.returncode == 0, done.stderr
        return int(done.stdout.strip())

    def command(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the server's environment."""
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def bole(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of our commands in the server's environment."""
        return self.command(*BOLE, *arguments)

    def value(self, query: str, *parameters: object) -> Any:
        """The first value of a query to the server's database."""
        with sqlite3.connect(f"file:{self.data}/bole.sqlite3?mode=ro", uri=True, timeout=20) as connection:
            row = connection.execute(query, parameters).fetchone()
        return row[0] if row else None

    def state(self, number: int) -> str:
        """The state of a delivery."""
        return str(self.value("SELECT state FROM facts_factsload WHERE number = ?", number))

    def checking(self, number: int) -> None:
        """Wait until the delivery is being checked."""
        query = "SELECT state = 'checking' AND percent > 0 FROM facts_factsload WHERE number = ?"
        until(lambda: self.value(query, number), what="checking", every=0.01)

    def children(self) -> list[int]:
        """The process ids of the web server, its helpers and the worker."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal():
                try:
                    environment = (entry / "environ").read_bytes()
                except OSError:
                    continue
                if f"BOLE_DATA={self.data}\0".encode() in environment and int(entry.name) != self.process.pid:
                    found.append(int(entry.name))
        return found

    def worker(self) -> int | None:
        """The process id of the worker."""
        for child in self.children():
            try:
                command = (Path("/proc") / str(child) / "cmdline").read_bytes()
            except OSError:
                continue
            if b"bole.web.config.worker" in command:
                return child
        return None

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, and give the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE_SECONDS)
        self._reader.join(PATIENCE_SECONDS)
        return code


BOLE = (sys.executable, "-c", "from bole.cli.app import main; main()")
STYLE = re.compile(r'href="(/static/common/bole[^"]*\.css)"')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
