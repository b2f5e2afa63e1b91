"""The DuckDB session that facts are read in: on disk, so that facts may be larger than memory."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb


@contextmanager
def session(folder: Path, *, threads: int, memory_limit: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose database and spilled data live in `folder`, which is removed afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory_limit,
        "temp_directory": str(folder / "spill"),
        # Rows carry their numbers and every result is sorted, so their order need not be kept.
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(folder / "facts.duckdb", config=config)
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(folder)


def statement(name: str) -> str:
    """The SQL statement of `sql/<name>.sql`."""
    return files("bole.facts").joinpath("sql", f"{name}.sql").read_text("utf-8")
