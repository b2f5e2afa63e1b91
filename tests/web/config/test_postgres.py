"""The application on a real PostgreSQL: its structure, its triggers, and the tests of deliveries."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.web.postgres import Cluster, environment, migrated_template, migrated_url, postgres

__all__ = ["migrated_template", "migrated_url", "postgres"]

ROOT = Path(__file__).resolve().parents[3]


ENTRY = """
INSERT INTO audit_entry (number, at, actor_name, address, action, subject_type, subject_id, unit_path,
                         reason, previous_hash, hash)
VALUES (1, now(), 'system', '', 'x', 'x', '1', '', '', repeat('0', 64), repeat('1', 64))
"""
PEOPLE = """
INSERT INTO people_unit (id, code, name, kind, path, version)
VALUES (1, 'HQ', '总行', 'head_office', '/HQ/', 1);
INSERT INTO people_user (id, password, is_superuser, username, email, is_staff, is_active, date_joined,
                         display_name, language, password_changed_at, must_change_password, version)
VALUES (1, '!', false, 'hq', '', false, true, now(), 'hq', 'zh-hans', now(), false, 1)
"""
LOAD = """
INSERT INTO facts_factsload (unit_id, source_kind, source_name, size_bytes, file_sha256, policy_id,
                             policy_version, submitted_by_id, submitted_at, state, attempts, progress,
                             percent, failure, facts_sha256, errors, warnings, row_counts, findings,
                             totals, organisation)
VALUES (1, 'upload', 'x.zip', 1, '', 'p', 'v', 1, now(), %s, 1, '', 100, '', %s, %s, 0, '{}', '{}', '[]', '')
RETURNING number
"""
REFUSED = "never changed or deleted"


def test_the_record_refuses_changes(migrated_url: str) -> None:
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute(ENTRY)
        for statement in (b"UPDATE audit_entry SET reason = 'x'", b"DELETE FROM audit_entry"):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match=REFUSED):
                connection.execute(statement)


@pytest.mark.parametrize(
    ("state", "sha256", "errors"), [("loaded", "a" * 64, 0), ("rejected", "", 3), ("failed", "", 0)]
)
def test_settled_loads_refuse_changes(migrated_url: str, state: str, sha256: str, errors: int) -> None:
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute(PEOPLE)
        connection.execute(LOAD, (state, sha256, errors))
        update, delete = b"UPDATE facts_factsload SET percent = 1", b"DELETE FROM facts_factsload"
        if state == "failed":
            connection.execute(update)
        else:
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match=REFUSED):
                connection.execute(update)
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match=REFUSED):
            connection.execute(delete)


def test_a_loaded_delivery_has_a_hash_and_no_errors(migrated_url: str) -> None:
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute(PEOPLE)
        for values in (("loaded", "", 0), ("loaded", "a", 1), ("rejected", "", 0), ("rejected", "a", 1)):
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute(LOAD, values)


def test_deliveries_and_results_work_as_on_sqlite(postgres: Cluster, tmp_path: Path) -> None:
    """The tests of deliveries, and of results in order of their measures, once more, on this database."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/web/facts/test_loading.py",
        "tests/web/facts/test_pages.py",
        "tests/web/test_another_policy.py",
    ]
    done = subprocess.run(
        [*command, "-p", "no:xdist"],
        cwd=ROOT,
        env=environment(postgres.url("bole"), tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
