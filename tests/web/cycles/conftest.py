"""A bank that stands for all tests of a module, with a cycle on notice in each of its two branches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from bole.web.cycles.models import Cycle, Objection
from tests.web import world as w


@pytest.fixture(scope="module")
def _standing(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[w.World]:
    with django_db_blocker.unblock(), w.standing(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture
def world(_standing: w.World, db: None) -> w.World:
    """The bank as it stands; what one test changes is gone before the next.

    `db` is a savepoint inside the module's transaction, and the objects are read anew.
    """
    cycles = Cycle.objects.select_related("branch", "computation", "facts")
    objections = Objection.objects.select_related("cycle__branch", "manager", "raised_by")
    return w.World(
        load=_standing.load,
        cycle=cycles.get(pk=_standing.cycle.pk),
        other=cycles.get(pk=_standing.other.pk),
        objection=objections.get(pk=_standing.objection.pk),
        other_objection=objections.get(pk=_standing.other_objection.pk),
    )


Get = Callable[..., Any]


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

    def look(name: str, path: str, **query: str) -> Any:
        return client_of(name).get(path, query)

    return look
