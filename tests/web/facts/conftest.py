"""Who delivers facts in these tests."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from bole.web.people.choices import Role
from bole.web.people.models import User
from tests.web.conftest import Bank, MakePerson


@pytest.fixture(autouse=True)
def _own_data(settings: LazySettings, tmp_path: Path) -> None:
    """Every test delivers into a folder of its own."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()


@pytest.fixture
def officer(bank: Bank, person: MakePerson) -> User:
    """An officer of head office."""
    return person("hq", Role.HQ_OFFICER, bank.head_office)


@pytest.fixture
def branch_officer(bank: Bank, person: MakePerson) -> User:
    """A corporate officer of branch B1."""
    return person("corporate", Role.CORPORATE_OFFICER, bank.branch)


@pytest.fixture
def other_officer(bank: Bank, person: MakePerson) -> User:
    """A corporate officer of branch B2."""
    return person("other", Role.CORPORATE_OFFICER, bank.other_branch)
