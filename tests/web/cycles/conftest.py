"""A bank that stands for all tests of a module, with a cycle on notice in each of its two branches."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.web import world as w


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[w.World]:
    with django_db_blocker.unblock(), w.standing() as made:
        yield made


@pytest.fixture(autouse=True)
def _undone(world: w.World, db: None) -> None:
    """What one test changes is gone before the next: `db` is a savepoint inside the world's transaction."""


Get = Callable[..., HttpResponse]


@pytest.fixture
def client_of() -> Callable[[str], Client]:
    """A client signed in as one of the bank's people."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(w.user(name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def get(client_of: Callable[[str], Client]) -> Get:
    """Look at a page as someone: `get("head1", f"/cycles/{pk}/")`."""
    return lambda name, path, **query: client_of(name).get(path, query)
