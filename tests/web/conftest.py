"""What every test of the web application starts from: a small bank, and three standing people.

`owner` is entitled over the branch, `member` belongs to it without any right over it, and
`outsider` has the owner's role in another branch.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import django
import pytest
from django.test import Client

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bole.web.config.settings")
if "BOLE_DATA" not in os.environ:
    os.environ["BOLE_DATA"] = tempfile.mkdtemp(prefix="bole-tests-")
    atexit.register(shutil.rmtree, os.environ["BOLE_DATA"], ignore_errors=True)
os.environ.setdefault("BOLE_SECRET_KEY", "tests")
Path(os.environ["BOLE_DATA"], "static").mkdir(parents=True, exist_ok=True)
django.setup()

from django.conf import LazySettings  # noqa: E402 - Django must be set up first

from bole.web.audit.chain import Actor  # noqa: E402
from bole.web.people.choices import Role, UnitKind  # noqa: E402
from bole.web.people.models import Grant, Manager, Posting, Unit, User  # noqa: E402

SINCE = date(2020, 1, 1)
PASSWORD = "Correct-Horse-7"  # noqa: S105 - of people who exist in tests only


@pytest.fixture(autouse=True)
def _fast_and_plain(settings: LazySettings) -> None:
    """Cheap password hashes, and static files without a manifest."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@dataclass(frozen=True, slots=True)
class Bank:
    """A head office, two branches, and a sub-branch in each."""

    head_office: Unit
    branch: Unit
    sub_branch: Unit
    other_branch: Unit
    other_sub_branch: Unit


def make_unit(parent: Unit | None, code: str, name: str, kind: str) -> Unit:
    """A unit at its place in the tree."""
    path = f"{parent.path if parent else '/'}{code}/"
    return Unit.objects.create(code=code, name=name, kind=kind, parent=parent, path=path)


@pytest.fixture
def bank(db: None) -> Bank:
    """Head office HQ, branches B1 and B2, sub-branches B1S1 and B2S1."""
    head_office = make_unit(None, "HQ", "总行", UnitKind.HEAD_OFFICE)
    branch = make_unit(head_office, "B1", "杭州分行", UnitKind.BRANCH)
    other = make_unit(head_office, "B2", "温州分行", UnitKind.BRANCH)
    return Bank(
        head_office,
        branch,
        make_unit(branch, "B1S1", "西湖支行", UnitKind.SUB_BRANCH),
        other,
        make_unit(other, "B2S1", "鹿城支行", UnitKind.SUB_BRANCH),
    )


MakePerson = Callable[..., User]


@pytest.fixture
def person(db: None) -> MakePerson:
    """Make a user: `person("hr1", Role.HR_OFFICER, unit)`; without a role, someone without rights."""

    def make(username: str, role: Role | str | None = None, unit: Unit | None = None) -> User:
        user = User.objects.create_user(username, password=PASSWORD, display_name=f"名{username}")
        if role is not None and unit is not None:
            Grant.objects.create(user=user, role=role, unit=unit, valid_from=SINCE)
        return user

    return make


@pytest.fixture
def owner(bank: Bank, person: MakePerson) -> User:
    """The HR officer of branch B1."""
    return person("owner", Role.HR_OFFICER, bank.branch)


@pytest.fixture
def member(bank: Bank, person: MakePerson) -> User:
    """A manager of B1's sub-branch: sees their own things only."""
    user = person("member", Role.MANAGER, bank.sub_branch)
    make_manager("M001", bank.sub_branch, user=user)
    return user


@pytest.fixture
def outsider(bank: Bank, person: MakePerson) -> User:
    """The HR officer of branch B2."""
    return person("outsider", Role.HR_OFFICER, bank.other_branch)


def make_manager(
    code: str, unit: Unit, *, name: str = "", post: str = "credit", user: User | None = None
) -> Manager:
    """A manager with an open posting in a unit."""
    manager = Manager.objects.create(
        code=code, name=name or f"经理{code}", hired_on=SINCE, hire_type="regular", user=user
    )
    Posting.objects.create(manager=manager, unit=unit, post=post, valid_from=SINCE)
    return manager


def acting(user: User | None) -> Actor:
    """A user as an actor."""
    return Actor(user, "192.0.2.1")


SignIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignIn:
    """A client signed in as a user: `signed_in(owner).get(…)`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
