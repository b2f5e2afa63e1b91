"""A PostgreSQL of the tests' own: a throw-away cluster on a free port, in a temporary folder.

A test module imports the fixtures it uses: `postgres` (one cluster for all tests that ask),
`postgres_url` (a new empty database), or `migrated_url` (one with the application's structure; import
`migrated_template` too). Where PostgreSQL is not installed they skip, but under CI they fail.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

ACCOUNT = "postgres"
"""Who runs the server when the tests run as root: PostgreSQL refuses to run as root."""
START_SECONDS = 60
_ROOT = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server."""

    port: int

    def url(self, database: str) -> str:
        """The `DATABASE_URL` of one of its databases."""
        return f"postgres://{ACCOUNT}@127.0.0.1:{self.port}/{database}"

    def create(self, *, template: str = "template0") -> str:
        """The address of a new database, a copy of `template`."""
        name = f"bole_{time.monotonic_ns()}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return self.url(name)


def binaries() -> Path | None:
    """Where `initdb` and `postgres` are: on the path, or where Debian puts them, newest first."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: int(path.parts[-3]), reverse=True)
    return newest[0].parent if newest else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running cluster; stopped by its own process id, and its folder removed."""
    folder = binaries()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; CI must test on it (install postgresql)")
        pytest.skip("install postgresql")
    home = Path(tempfile.mkdtemp(prefix="bole-postgres-"))
    account = ACCOUNT if os.getuid() == _ROOT else None
    if account:
        shutil.chown(home, account)
    try:
        with _running(folder, home, account) as port:
            yield Cluster(port)
    finally:
        shutil.rmtree(home)


class _running:  # noqa: N801 - used as a statement
    """The server of one cluster, from its making to its end."""

    def __init__(self, binaries: Path, home: Path, account: str | None) -> None:
        self._binaries, self._home, self._account = binaries, home, account

    def __enter__(self) -> int:
        """Make the cluster, start it, and wait until it answers."""
        data, port = self._home / "data", _free_port()
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
        initdb = [self._binaries / "initdb", "-D", data, "-U", ACCOUNT, *options]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **self._as())  # type: ignore[call-overload]
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": self._home,
            "fsync": "off",
        }
        arguments = [f"--{name}={value}" for name, value in settings.items()]
        self._log = (self._home / "log").open("wb")
        self._process = subprocess.Popen(  # type: ignore[call-overload]
            [self._binaries / "postgres", "-D", data, *arguments],
            stdout=self._log,
            stderr=self._log,
            **self._as(),
        )
        try:
            self._wait(port)
        except BaseException:
            self.__exit__()
            raise
        return port

    def __exit__(self, *_: object) -> None:
        """Stop it: sessions are ended at once, and nothing is kept."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(20)
        self._log.close()

    def _as(self) -> dict[str, object]:
        if self._account is None:
            return {"cwd": self._home}
        known = pwd.getpwnam(self._account)
        return {"cwd": self._home, "user": known.pw_uid, "group": known.pw_gid, "extra_groups": []}

    def _wait(self, port: int) -> None:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(host="127.0.0.1", port=port, user=ACCOUNT, dbname="postgres").close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError((self._home / "log").read_text()) from None
                time.sleep(0.1)
            else:
                return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def postgres_url(postgres: Cluster) -> str:
    """The address of a new, empty database."""
    return postgres.create()


@pytest.fixture(scope="session")
def migrated_template(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database with the application's structure, for copying."""
    url = postgres.create()
    command = [sys.executable, "-m", "bole.web.manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, check=True, env=environment(url, tmp_path_factory.mktemp("migrated")))
    return url.rsplit("/", 1)[1]


@pytest.fixture
def migrated_url(postgres: Cluster, migrated_template: str) -> str:
    """The address of a new database with the application's structure and nothing in it."""
    return postgres.create(template=migrated_template)


def environment(url: str, data: Path) -> dict[str, str]:
    """The environment in which a process of ours uses a database and a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOLE_", "DJANGO_"))}
    return {**kept, "DATABASE_URL": url, "BOLE_DATA": str(data), "BOLE_SECRET_KEY": "tests"}
