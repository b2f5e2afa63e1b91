"""The whole application on one machine: database, static files, web server and background worker.

One server holds a data folder, by a lock that its children share: as long as any process of it
lives, no other can start. So whoever holds the lock knows that every worker before it is dead, and
may queue again what those left running.
"""

import fcntl
import http.client
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connections

from bole.kernel.text import Text
from bole.web.config.accounts import account_of
from bole.web.config.supervise import Child, supervise
from bole.web.config.worker import SERVED, new_worker_id

LOCK = "server.lock"
TEMPORARY = "tmp"
LOCK_SECONDS = 5.0
"""How long a new server waits for the children of one just killed to be gone."""
START_SECONDS = 60.0


class NotStartedError(Exception):
    """The server cannot start; `message` says why and what to do."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def serve(
    *, host: str, port: int, workers: int, say: Callable[[Text], None], demo: Path | None = None
) -> None:
    """Prepare everything, run until Ctrl-C or SIGTERM, and stop in order.

    `demo`: the facts of a demo bank, with which an empty application is filled first.

    Raises:
        NotStartedError: the data folder cannot be written, another server holds it, the address is
            taken, or the demo bank cannot be made.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
    os.umask(0o077)  # what the application writes is for its own account alone
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    with held(Path(settings.DATA_DIR)) as lock:
        _free(host, port)
        _work_in(Path(settings.DATA_DIR) / TEMPORARY)
        say(Text("正在准备数据库和静态文件……", "Preparing the database and static files …"))
        prepare()
        _people(say, demo)
        announce = threading.Thread(target=_announce, args=(host, port, stop, say), daemon=True)
        announce.start()
        supervise(_children(host, port, workers), stop=stop, kept=(lock,), say=_ended(say))
    say(Text("已停止。", "Stopped."))


def _work_in(folder: Path) -> None:
    """Make this process and its children write temporary files to an empty folder of our own.

    Uploads and facts under work are too large, and not for the eyes of others, for the machine's own.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def prepare() -> None:
    """Bring the database and the static files up to date, and queue again what a killed server left.

    Only while this process holds the data folder.
    """
    django.setup()
    from bole.web.facts.folders import clear_leftovers  # noqa: PLC0415 - after the setup

    call_command("migrate", interactive=False, verbosity=0)
    vendor = Path(settings.DATA_DIR) / "assets" / "common" / "vendor"
    call_command("build_assets", folder=vendor, verbosity=0, stdout=StringIO())
    call_command("collectstatic", interactive=False, verbosity=0)
    clear_leftovers()
    requeue()


def _people(say: Callable[[Text], None], demo: Path | None) -> None:
    """Someone to begin with: the demo's people, or the three administrators; and say how they sign in."""
    from bole.web.config.demo import DemoError, demo_password, prepare_demo  # noqa: PLC0415 - after the setup
    from bole.web.config.first import first_administrators  # noqa: PLC0415 - as above

    if demo is not None:
        say(Text("正在准备演示银行……", "Preparing the demo bank …"))
        try:
            prepare_demo(demo)
        except DemoError as error:
            raise NotStartedError(error.message) from error
    for username, password in first_administrators().items():
        say(Text(f"首次登录 {username}：{password}", f"First sign-in of {username}: {password}"))
    shared = demo_password()
    if shared is not None:
        said = Text(
            f"演示登录：officer-1、head-1、risk-1、chair-1、hq-1 等（登录页有列表），密码 {shared}",
            f"Demo logins: officer-1, head-1, risk-1 … (the sign-in page lists them); password {shared}",
        )
        say(said)


def requeue() -> int:
    """Queue again the tasks that workers of this data folder's server were running when they died."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - after the setup

    close_old_connections()
    left = [
        task.pk
        for task in DBTaskResult.objects.running().only("worker_ids")
        if task.worker_ids and task.worker_ids[-1].startswith(SERVED)
    ]
    again = DBTaskResult.objects.running().filter(pk__in=left).update(status="READY", started_at=None)
    connections.close_all()
    return again


@contextmanager
def held(folder: Path) -> Iterator[int]:
    """Hold a data folder against other servers; gives the lock's descriptor.

    Raises:
        NotStartedError: it cannot be written, or another server holds it.
    """
    _check_writable(folder)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, folder)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield handle
    finally:
        os.close(handle)


def _check_writable(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        account = account_of(os.geteuid())
        message = Text(
            f"账户 {account} 无法写入数据文件夹 {folder}；它须属于运行账户（chown -R {account} {folder}），"
            "所在磁盘不可以是只读的。",
            f"the account {account} cannot write to the data folder {folder}; the folder must be that "
            f"account's (chown -R {account} {folder}), on a disk that is not read-only.",
        )
        raise NotStartedError(message)


def _lock(handle: int, folder: Path) -> None:
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() < end:
                time.sleep(0.1)
                continue
            number = os.pread(handle, 20, 0).decode().strip()
            message = Text(
                f"另一个服务（进程 {number}）正在使用数据文件夹 {folder}；"
                "请先停止它，或用 --data 另选文件夹。",
                f"another server (process {number}) is using the data folder {folder}; stop it first, or "
                "choose another folder with --data.",
            )
            raise NotStartedError(message) from error
        return


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = Text(
                f"无法使用 {host}:{port}（{error.strerror}）；请用 --port 另选端口。",
                f"cannot use {host}:{port} ({error.strerror}); choose another port with --port.",
            )
            raise NotStartedError(message) from error


def _children(host: str, port: int, workers: int) -> list[Child]:
    module = [sys.executable, "-m"]
    site = [*module, "bole.web.config.webserver", host, str(port), str(workers)]
    return [
        Child("web", site, dict),
        Child("worker", [*module, "bole.web.config.worker"], _before_worker),
    ]


def _before_worker() -> Mapping[str, str]:
    """The worker before it is dead, so what it was running is queued again."""
    requeue()
    return {"BOLE_WORKER_ID": new_worker_id(SERVED)}


def _ended(say: Callable[[Text], None]) -> Callable[[str, int], None]:
    names = {"web": Text("网页服务", "The web server"), "worker": Text("后台任务", "The background worker")}

    def tell(name: str, code: int) -> None:
        zh, en = names[name]
        ended = Text(
            f"{zh}意外结束（{code}），将重新启动。", f"{en} ended unexpectedly ({code}); starting it again."
        )
        say(ended)

    return tell


def _announce(host: str, port: int, stop: threading.Event, say: Callable[[Text], None]) -> None:
    """Say the address once something answers there."""
    named = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    shown = f"[{named}]" if ":" in named else named
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and not stop.wait(0.2):
        try:
            connection = http.client.HTTPConnection(named, port, timeout=5)
            connection.request("GET", "/health/")
            connection.getresponse().close()
        except (OSError, http.client.HTTPException):
            continue
        say(Text(f"伯乐已启动：http://{shown}:{port}/", f"Bole is running: http://{shown}:{port}/"))
        return
