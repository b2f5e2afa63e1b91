"""Two people act at once: exactly one wins and the other is told, on SQLite and on PostgreSQL.

Each database plays all scenes in a process of its own (`tests/web/races`), where both acts are held
until both are past their guards: the worst order there is.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.web.postgres import Cluster, environment, postgres
from tests.web.races.cycles import SCENES as OF_CYCLES
from tests.web.races.others import SCENES as OF_OTHERS

__all__ = ["postgres"]

ROOT = Path(__file__).resolve().parents[2]
WINS = (["OvertakenError", "done"], ["RefusedError", "done"], ["NotEntitledError", "done"])
Played = Mapping[str, Any]


def _play(url: str, folder: Path) -> Played:
    variables = {**environment(url, folder), "DJANGO_SETTINGS_MODULE": "bole.web.config.settings"}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.web.races"],
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr[-4000:]
    played: Played = json.loads(ended.stdout.splitlines()[-1])
    return played


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("races-sqlite")
    return _play(f"sqlite:///{folder / 'bole.sqlite3'}", folder)


@pytest.fixture(scope="module")
def on_postgres(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Played:
    return _play(postgres.create(), tmp_path_factory.mktemp("races-postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def played(request: pytest.FixtureRequest) -> Played:
    name = {"sqlite": "on_sqlite", "postgresql": "on_postgres"}[request.param]
    found: Played = request.getfixturevalue(name)
    return found


@pytest.mark.parametrize("scene", [*OF_CYCLES, *OF_OTHERS])
def test_exactly_one_wins(played: Played, scene: str) -> None:
    outcome = played["scenes"][scene]
    assert outcome["wrong"] == []
    assert outcome["outcomes"] in (WINS if outcome["one_wins"] else (*WINS, ["done", "done"]))


def test_the_record_is_whole_afterwards(played: Played) -> None:
    assert played["chain"] == ""
