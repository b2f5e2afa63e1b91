"""The DuckDB session that facts are read in.

Its tables are in memory and spill to the given folder beyond the memory limit, so facts may be
larger than memory, and small ones never wait for a disk.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb


@contextmanager
def session(folder: Path, *, threads: int, memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills to `folder`, which is removed afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory_limit,
        "temp_directory": str(folder),
        # Rows carry their numbers and every result is sorted, so their order need not be kept.
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=config)
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(folder)


def statement(name: str) -> str:
    """The SQL statement of `sql/<name>.sql`."""
    return files("bole.facts").joinpath("sql", f"{name}.sql").read_text("utf-8")
