"""A bank that stands for all tests of a module, and programs that read from it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from bole.web.api.choices import Scope
from bole.web.people.models import Unit
from tests.web import world as w


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[w.World]:
    with django_db_blocker.unblock(), w.standing(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture(autouse=True)
def _undone(world: w.World, db: None) -> None:
    """What one test changes is gone before the next: `db` is a savepoint inside the world's transaction."""


Get = Callable[..., Any]


@pytest.fixture
def secret_of() -> Callable[..., str]:
    """Make a token: `secret_of("corporate1", Scope.RESULTS, unit="B1S1")`."""

    def make(name: str, *scopes: Scope, unit: str | None = None) -> str:
        cut = Unit.objects.get(code=unit) if unit else None
        chosen = scopes or tuple(Scope)
        return w.token(name, *chosen, unit=cut)

    return make


@pytest.fixture
def get() -> Get:
    """Ask the API with a secret: `get(secret, "cycles", period="2025Q3")`."""

    def ask(secret: str, path: str, **query: str | int) -> Any:
        return Client().get(f"/api/v1/{path}", query, headers={"Authorization": f"Bearer {secret}"})

    return ask
