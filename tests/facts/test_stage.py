"""Errors of the engine itself are not blamed on the delivered files."""

from typing import cast

import duckdb
import pytest

from bole.facts.source import Rows, UnreadableError
from bole.facts.stage import _insert


class FailingConnection:
    """A connection that fails as told."""

    def __init__(self, error: duckdb.Error) -> None:
        self.error = error

    def register(self, name: str, batches: object) -> None:
        """Take the batches."""

    def execute(self, *_: object) -> None:
        """Fail."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "batches", "raised"),
    [
        (duckdb.OutOfMemoryException("full"), None, duckdb.OutOfMemoryException),
        (duckdb.IOException("no space left"), object(), duckdb.IOException),
        (duckdb.InvalidInputException("snappy\nat 5"), None, UnreadableError),
    ],
)
def test_only_damage_makes_a_file_unreadable(
    error: duckdb.Error, batches: object, raised: type[Exception]
) -> None:
    rows = Rows(headers=(), relation="", cells=(), row="", batches=batches)
    connection = cast("duckdb.DuckDBPyConnection", FailingConnection(error))
    with pytest.raises(raised):
        _insert(connection, rows, "", {})
