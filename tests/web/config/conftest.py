"""What servers under test are given."""

from pathlib import Path

import pytest

from bole.synth import generate


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Facts that take a few seconds to load."""
    folder = tmp_path_factory.mktemp("facts") / "bank"
    generate(folder, managers=80, accounts=6000, seed=3, months=12, last_year=2025)
    return folder
