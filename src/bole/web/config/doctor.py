"""Checking a deployment: everything that must be so for it to be safe and to work, each with its remedy."""

import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from bole.kernel.text import Text
from bole.web.audit import chain
from bole.web.audit.models import Entry
from bole.web.config.accounts import account_of
from bole.web.config.named import named_files
from bole.web.config.secrets import FILE_NAME
from bole.web.config.worker import HEARTBEAT

PYTHON = (3, 11)
POSTGRES = 140000
HEARTBEAT_LATE_SECONDS = 60
LOCAL = {"localhost", "127.0.0.1", "[::1]"}
GUARDED_TABLES = (
    "audit_entry",
    "facts_factsload",
    "cycles_adjustment",
    "cycles_computation",
    "cycles_cycle",
    "cycles_decision",
    "cycles_objection",
    "cycles_opinion",
    "cycles_result",
    "cycles_step",
    "cycles_vote",
)
"""Tables whose rows the database itself refuses to change."""
KEY_LENGTH = 50
SHOWN = 5
"""How many of the missing things are named."""
GIB = 1024**3
DAMAGED = ("malformed", "not a database")
"""What SQLite says of a file that it cannot read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found; without a remedy all is well."""

    detail: Text
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One check by name, whether all is well, what was found, and what to do."""

    name: Text
    well: bool
    detail: Text
    remedy: Text | None


def diagnose() -> list[Diagnosis]:
    """Run every check. Reads, and changes nothing."""
    return [_run(name, check) for name, check in CHECKS]


def _run(name: Text, check: Callable[[], Outcome]) -> Diagnosis:
    try:
        outcome = check()
    except (DatabaseError, OSError) as error:
        said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        damaged = any(mark in said for mark in DAMAGED)
        by_database = _DAMAGED if damaged else _BY_DATABASE
        outcome = Outcome(_same(said), by_database if isinstance(error, DatabaseError) else _BY_FOLDER)
    return Diagnosis(name, outcome.remedy is None, outcome.detail, outcome.remedy)


_DAMAGED = Text("数据库文件损坏，请从备份恢复。", "The database file is damaged: restore the backup.")
_BY_DATABASE = Text(
    "检查数据库是否运行、DATABASE_URL 是否正确，并运行一次 bole serve 以更新数据库。",
    "Check that the database runs and DATABASE_URL is right; start bole serve once to bring it up to date.",
)
_BY_FOLDER = Text(
    "检查数据文件夹（BOLE_DATA）是否存在、属于运行账户。",
    "Check that the data folder (BOLE_DATA) exists and belongs to the account that runs Bole.",
)


def _same(text: str) -> Text:
    return Text(text, text)


def _python() -> Outcome:
    version = ".".join(map(str, sys.version_info[:3]))
    missing = []
    for requirement in metadata.requires("bole") or []:
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement and not _installed(name):
            missing.append(name)
    if sys.version_info[:2] < PYTHON or missing:
        remedy = Text("用 Python 3.11 或更新版本重新安装。", "Install again, with Python 3.11 or later.")
        return Outcome(_same(f"Python {version} {' '.join(missing)}"), remedy)
    return Outcome(_same(f"Python {version}, Bole {metadata.version('bole')}, Django {_django()}"))


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _django() -> str:
    return metadata.version("django")


def _folder() -> Outcome:
    folder = Path(settings.DATA_DIR)
    found = folder.stat()
    mode = stat.S_IMODE(found.st_mode)
    shown = _same(f"{folder} {mode:03o}")
    if found.st_uid != os.geteuid():
        owner, ours = account_of(found.st_uid), account_of(os.geteuid())
        remedy = Text(
            f"文件夹属于 {owner}，而现在以 {ours} 运行；请以 {owner} 运行（sudo -u {owner} …），"
            f"或运行：chown -R {ours} {folder}",
            f"The folder is {owner}'s and this runs as {ours}: run it as {owner} (sudo -u {owner} …), or "
            f"run: chown -R {ours} {folder}",
        )
        return Outcome(shown, remedy)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Outcome(shown, _BY_FOLDER)
    if mode & 0o077:
        return Outcome(shown, Text(f"运行：chmod 700 {folder}", f"Run: chmod 700 {folder}"))
    return Outcome(shown)


def _key() -> Outcome:
    if os.environ.get("BOLE_SECRET_KEY"):
        if len(os.environ["BOLE_SECRET_KEY"]) < KEY_LENGTH:
            remedy = Text(
                f"BOLE_SECRET_KEY 至少 {KEY_LENGTH} 个字符，须随机生成。",
                f"BOLE_SECRET_KEY must have at least {KEY_LENGTH} random characters.",
            )
            return Outcome(_same("BOLE_SECRET_KEY"), remedy)
        return Outcome(_same("BOLE_SECRET_KEY"))
    path = Path(settings.DATA_DIR) / FILE_NAME
    mode = stat.S_IMODE(path.stat().st_mode)
    shown = _same(f"{path} {mode:03o}")
    if mode & 0o077:
        return Outcome(shown, Text(f"运行：chmod 600 {path}", f"Run: chmod 600 {path}"))
    return Outcome(shown)


def _debug() -> Outcome:
    if settings.DEBUG:
        return Outcome(
            _same("BOLE_DEBUG=1"),
            Text("去掉 BOLE_DEBUG 后重启。", "Take BOLE_DEBUG out of the environment and start again."),
        )
    return Outcome(Text("关闭", "off"))


def _https() -> Outcome:
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        return Outcome(Text(f"仅限本机（{hosts}）", f"this machine only ({hosts})"))
    wrong = [
        name
        for name, well in (
            ("BOLE_HOSTS", "*" not in settings.ALLOWED_HOSTS),
            ("BOLE_HTTPS=1", settings.HTTPS),
            ("BOLE_BEHIND_PROXY=1", settings.SECURE_PROXY_SSL_HEADER is not None),
            ("BOLE_PROXIES=1", settings.PROXIES > 0),
        )
        if not well
    ]
    if wrong:
        named = ", ".join(wrong)
        remedy = Text(
            f"对外提供服务须经 HTTPS 反向代理，并设置 {named}（见 docs/deploy.zh-CN.md）。",
            f"Serve others through an HTTPS reverse proxy and set {named} (see docs/deploy.md).",
        )
        return Outcome(_same(hosts), remedy)
    return Outcome(_same(hosts))


def _database() -> Outcome:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version_num")
            number = int(cursor.fetchone()[0])
            shown = _same(f"PostgreSQL {number // 10000}.{number % 10000}")
            old = Text("升级到 PostgreSQL 14 或更新版本。", "Upgrade to PostgreSQL 14 or later.")
            return Outcome(shown, None if number >= POSTGRES else old)
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check(1)")
        intact = cursor.fetchone()[0] == "ok"
    shown = _same(f"SQLite {version}, {mode}")
    if not intact:
        return Outcome(shown, _DAMAGED)
    local = Text(
        "数据文件夹须在本机磁盘上，不能在网络文件系统上。",
        "The data folder must lie on a disk of this machine, not on a network file system.",
    )
    return Outcome(shown, None if mode == "wal" else local)


def _migrations() -> Outcome:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan[:5])
        remedy = Text(
            "备份后运行 bole serve，它会更新数据库。", "Back up, then start bole serve: it migrates."
        )
        return Outcome(_same(names), remedy)
    return Outcome(Text("全部已应用", "all applied"))


def _files() -> Outcome:
    """Whether every file that the database names is there; what is in them, `bole rerun` compares."""
    lacking = [place for place in named_files() if not (Path(settings.DATA_DIR) / place).exists()]
    if lacking:
        remedy = Text(
            "从备份恢复这些文件（数据库须先于文件备份，文件才不会比数据库旧）。",
            "Restore them from the backup (back up the database before the files, or files are missing).",
        )
        more = f" (+{len(lacking) - SHOWN})" if len(lacking) > SHOWN else ""
        return Outcome(_same(", ".join(map(str, lacking[:SHOWN])) + more), remedy)
    return Outcome(Text("都在", "all there"))


def _triggers() -> Outcome:
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    wanted = {f"{table}_no_{verb}" for table in GUARDED_TABLES for verb in ("update", "delete")}
    lacking = ", ".join(sorted(wanted - found))
    if lacking:
        remedy = Text(
            "触发器被删除或停用，请查明原因，并从备份恢复数据库结构。",
            "The triggers were dropped or disabled: find out why, and restore the schema from a backup.",
        )
        return Outcome(_same(lacking), remedy)
    return Outcome(Text("都在", "in place"))


def _disk() -> Outcome:
    free = shutil.disk_usage(settings.DATA_DIR).free
    needed = 2 * settings.FACTS_UPLOAD_LIMIT
    shown = Text(f"剩余 {free / GIB:.1f} GiB", f"{free / GIB:.1f} GiB free")
    if free < needed:
        remedy = Text(
            f"至少留出 {needed / GIB:.1f} GiB（上传上限的两倍）。",
            f"Keep at least {needed / GIB:.1f} GiB free (twice the limit of an upload).",
        )
        return Outcome(shown, remedy)
    return Outcome(shown)


def _worker() -> Outcome:
    path = Path(settings.DATA_DIR) / HEARTBEAT
    age = time.time() - path.stat().st_mtime if path.exists() else None
    if age is None or age > HEARTBEAT_LATE_SECONDS:
        shown = Text("从未运行", "never ran") if age is None else Text(f"{age:.0f} 秒前", f"{age:.0f} s ago")
        return Outcome(
            shown, Text("启动 bole serve；它会带起后台任务。", "Start bole serve: it runs the worker.")
        )
    return Outcome(Text(f"{max(0, age):.0f} 秒前", f"{max(0, age):.0f} s ago"))


def _static() -> Outcome:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return Outcome(
            _same(str(manifest)), Text("启动 bole serve；它会生成。", "Start bole serve: it makes them.")
        )
    return Outcome(_same(str(manifest.parent)))


def _facts_folders() -> Outcome:
    wrong = [str(each) for each in settings.FACTS_FOLDERS if not os.access(each, os.R_OK | os.X_OK)]
    if wrong:
        remedy = Text(
            "改正 BOLE_FACTS_FOLDERS，或让运行账户可读。",
            "Correct BOLE_FACTS_FOLDERS, or let the account that runs Bole read them.",
        )
        return Outcome(_same(", ".join(wrong)), remedy)
    shown = ", ".join(map(str, settings.FACTS_FOLDERS))
    return Outcome(_same(shown) if shown else Text("未设置", "none set"))


def _audit() -> Outcome:
    broken = chain.verify()
    if broken is not None:
        remedy = Text(
            "审计记录被改动过：保留现场，与导出的链头和备份核对。",
            "The record was tampered with: keep everything as it is; compare exported heads and backups.",
        )
        where = Text(f"第 {broken.number} 条：{broken.said.zh}", f"entry {broken.number}: {broken.said.en}")
        return Outcome(where, remedy)
    return Outcome(Text("完整", "intact"))


def _clock() -> Outcome:
    latest = Entry.objects.order_by("-number").values_list("at", flat=True).first()
    now = timezone.now()
    shown = _same(f"{timezone.localtime(now):%Y-%m-%d %H:%M} {settings.TIME_ZONE}")
    if latest is not None and latest > now:
        remedy = Text(
            "本机时钟早于最近的审计记录，请校准时钟（NTP）。",
            "The clock is behind the latest audit entry: set it (NTP).",
        )
        return Outcome(shown, remedy)
    return Outcome(shown)


CHECKS: tuple[tuple[Text, Callable[[], Outcome]], ...] = (
    (Text("运行环境", "Python and packages"), _python),
    (Text("数据文件夹", "Data folder"), _folder),
    (Text("密钥", "Secret key"), _key),
    (Text("调试模式", "Debug mode"), _debug),
    (Text("HTTPS 与主机名", "HTTPS and host names"), _https),
    (Text("数据库", "Database"), _database),
    (Text("数据库结构", "Migrations"), _migrations),
    (Text("数据库所指的文件", "Files on record"), _files),
    (Text("防改触发器", "Guarding triggers"), _triggers),
    (Text("审计记录", "Audit record"), _audit),
    (Text("磁盘空间", "Disk"), _disk),
    (Text("后台任务", "Background worker"), _worker),
    (Text("静态文件", "Static files"), _static),
    (Text("装载文件夹", "Folders for facts"), _facts_folders),
    (Text("时钟", "Clock"), _clock),
)
"""Every check by its name, in the order in which they are told."""
