"""`bole doctor`'s checks: each says well of what is well, and finds what is not."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection

from bole.web.audit.chain import Actor, record
from bole.web.config import doctor
from bole.web.config.doctor import Diagnosis, diagnose
from bole.web.config.secrets import FILE_NAME
from bole.web.config.worker import HEARTBEAT

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment without a fault."""
    folder = tmp_path / "data"
    (folder / "static").mkdir(parents=True)
    folder.chmod(0o700)
    settings.DATA_DIR, settings.STATIC_ROOT = folder, folder / "static"
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.FACTS_FOLDERS = []
    settings.FACTS_UPLOAD_LIMIT = 1
    settings.DEBUG = False
    monkeypatch.delenv("BOLE_SECRET_KEY", raising=False)
    (folder / FILE_NAME).write_text("x" * 60)
    (folder / FILE_NAME).chmod(0o600)
    (folder / HEARTBEAT).touch()
    (folder / "static" / "staticfiles.json").write_text("{}")
    return folder


def check(name: str) -> Diagnosis:
    found = next(each for each in diagnose() if each.name.en == name)
    for text in (found.name, found.detail, *([found.remedy] if found.remedy else [])):
        assert text.zh
        assert text.en
    return found


NAMES = [name.en for name, _ in doctor.CHECKS if name.en != "Database"]
"""The tests' own SQLite lies in memory, where there is no WAL; `test_serve` checks a real one."""


@pytest.mark.parametrize("name", NAMES)
def test_a_deployment_without_a_fault_is_well(data: Path, name: str) -> None:
    found = check(name)
    assert found.well, found


def loose_folder(data: Path, _settings: LazySettings) -> None:
    data.chmod(0o755)


def loose_key(data: Path, _settings: LazySettings) -> None:
    (data / FILE_NAME).chmod(0o644)


def no_key(data: Path, _settings: LazySettings) -> None:
    (data / FILE_NAME).unlink()


def debug(_data: Path, settings: LazySettings) -> None:
    settings.DEBUG = True


def open_without_https(_data: Path, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["bole.bank.example"]


def little_disk(_data: Path, settings: LazySettings) -> None:
    settings.FACTS_UPLOAD_LIMIT = 10**18


def dead_worker(data: Path, _settings: LazySettings) -> None:
    long_ago = time.time() - 3600
    os.utime(data / HEARTBEAT, (long_ago, long_ago))


def no_worker(data: Path, _settings: LazySettings) -> None:
    (data / HEARTBEAT).unlink()


def no_static(data: Path, _settings: LazySettings) -> None:
    (data / "static" / "staticfiles.json").unlink()


def missing_facts_folder(data: Path, settings: LazySettings) -> None:
    settings.FACTS_FOLDERS = [data / "nowhere"]


def dropped_trigger(_data: Path, _settings: LazySettings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER facts_factsload_no_update")


def edited_record(_data: Path, _settings: LazySettings) -> None:
    record(Actor(None), "x", subject=("x", 1))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_entry_no_update")
        cursor.execute("UPDATE audit_entry SET reason = 'edited'")


def late_record(_data: Path, _settings: LazySettings) -> None:
    record(Actor(None), "x", subject=("x", 1))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_entry_no_update")
        cursor.execute("UPDATE audit_entry SET at = '2999-01-01 00:00:00'")


def unapplied_migration(_data: Path, _settings: LazySettings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'facts' AND name = '0002_settled_loads'")


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (loose_folder, "Data folder"),
        (loose_key, "Secret key"),
        (no_key, "Secret key"),
        (debug, "Debug mode"),
        (open_without_https, "HTTPS and host names"),
        (little_disk, "Disk"),
        (dead_worker, "Background worker"),
        (no_worker, "Background worker"),
        (no_static, "Static files"),
        (missing_facts_folder, "Folders for facts"),
        (dropped_trigger, "Guarding triggers"),
        (edited_record, "Audit record"),
        (late_record, "Clock"),
        (unapplied_migration, "Migrations"),
    ],
)
def test_a_fault_is_found_with_its_remedy(
    data: Path, settings: LazySettings, fault: Callable[[Path, LazySettings], None], name: str
) -> None:
    fault(data, settings)
    found = check(name)
    assert not found.well
    assert found.remedy


def test_a_short_key_in_the_environment_is_a_fault(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLE_SECRET_KEY", "short")
    assert not check("Secret key").well
    monkeypatch.setenv("BOLE_SECRET_KEY", "x" * 50)
    assert check("Secret key").well


def test_behind_an_https_proxy_others_may_be_served(data: Path, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["bole.bank.example"]
    settings.HTTPS = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PROXIES = 1
    assert check("HTTPS and host names").well
    settings.ALLOWED_HOSTS = ["*"]
    assert not check("HTTPS and host names").well


def test_a_folder_of_another_account_is_a_fault(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    found = check("Data folder")
    assert found.remedy is not None
    assert "runs as 54321" in found.remedy.en


def test_files_that_the_database_names_and_that_are_not_there_are_a_fault(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [Path("facts") / str(number) / "source" for number in range(1, 8)]
    monkeypatch.setattr(doctor, "named_files", lambda: iter(named))
    found = check("Files on record")
    assert not found.well
    assert found.detail.en.endswith("facts/5/source (+2)")
    for place in named:
        (data / place).mkdir(parents=True)
    assert check("Files on record").well


def test_a_broken_record_is_told_in_both_languages(data: Path, settings: LazySettings) -> None:
    edited_record(data, settings)
    found = check("Audit record").detail
    assert found.zh.endswith("内容被改动")
    assert found.en.endswith("the content was changed")


def test_a_damaged_database_is_to_be_restored(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    def damaged() -> None:
        raise DatabaseError("database disk image is malformed")

    monkeypatch.setattr(connection, "cursor", damaged)
    found = check("Database")
    assert found.remedy is not None
    assert "restore the backup" in found.remedy.en


def test_looking_changes_nothing(data: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    diagnose()
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
