"""`bole audit` on a real data folder: whatever somebody with the database file does to it is found."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.facts.bank import BANK
from tests.web.config.running import BOLE, SUBMIT, environment_of


class Folder:
    """A data folder with three entries on record."""

    def __init__(self, path: Path) -> None:
        facts = path / "facts"
        facts.mkdir()
        for table, text in BANK.items():
            (facts / f"{table}.csv").write_text(text, encoding="utf-8")
        self.path, self.environment = path / "data", environment_of(path / "data", facts)
        self.ran(sys.executable, "-m", "bole.web.manage", "migrate", "--verbosity", "0")
        for _ in range(3):
            self.ran(sys.executable, "-c", SUBMIT, str(facts))

    def ran(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout + done.stderr

    def bole(self, *arguments: str, code: int = 0) -> str:
        return self.ran(*BOLE, *arguments, code=code)

    @property
    def database(self) -> Path:
        return self.path / "bole.sqlite3"

    def edit(self, script: str) -> None:
        """What somebody with the database file could do."""
        dropped = "DROP TRIGGER audit_entry_no_update; DROP TRIGGER audit_entry_no_delete;"
        with closing(sqlite3.connect(self.database)) as connection:
            connection.executescript(f"{dropped} {script}")
            connection.commit()

    def keep(self, path: Path) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute("VACUUM INTO ?", (str(path),))

    def put_back(self, path: Path) -> None:
        for left in self.path.glob("bole.sqlite3*"):
            left.unlink()
        shutil.copy(path, self.database)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("audited"))


LAST_BUT_ONE = "(SELECT hash FROM audit_entry WHERE number = 2)"


def test_an_edit_is_found_and_a_cut_tail_by_the_exported_head(template: Folder, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    head.write_text(template.bole("audit", "head"), encoding="utf-8")
    assert json.loads(head.read_text())["number"] == 3
    assert "3" in template.bole("audit", "verify", "--head", str(head), "--lang", "en")
    template.keep(tmp_path / "original")
    template.edit("UPDATE audit_entry SET reason = 'x' WHERE number = 2")
    assert "entry 2" in template.bole("audit", "verify", "--lang", "en", code=1)
    template.put_back(tmp_path / "original")
    cut = f"DELETE FROM audit_entry WHERE number = 3; UPDATE audit_head SET number = 2, hash = {LAST_BUT_ONE}"
    template.edit(cut)
    assert "intact" in template.bole("audit", "verify", "--lang", "en")
    assert "cut off" in template.bole("audit", "verify", "--head", str(head), "--lang", "en", code=1)


def test_a_head_of_another_kind_is_wrong_usage(template: Folder, tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text("[]")
    assert "bole audit head" in template.bole(
        "audit", "verify", "--head", str(tmp_path / "head.json"), code=2
    )


def test_no_data_folder_is_wrong_usage_and_none_is_made(template: Folder, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    for command in (("audit", "verify"), ("audit", "head"), ("doctor",), ("rerun", "1")):
        assert str(missing) in template.bole(*command, "--data", str(missing), code=2)
    assert not missing.exists()


def test_running_again_what_does_not_exist_is_wrong_usage(template: Folder) -> None:
    assert "no cycle 7" in template.bole("rerun", "7", "--lang", "en", code=2)
