"""Writing the facts folder: CSV or Parquet, the same bytes for the same rows."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

TableFormat = Literal["csv", "parquet"]

_ROW_GROUP = 500_000


class _Writer(Protocol):
    def write_table(self, table: pa.Table, /) -> None: ...


def write_parts(folder: Path, *, table: str, parts: Iterable[pa.Table], table_format: TableFormat) -> int:
    """Write one table from its parts, in their order, and return the number of rows.

    There is at least one part; all have the same columns.
    """
    rows = 0
    remaining = iter(parts)
    part = next(remaining)
    with _open(folder / f"{table}.{table_format}", schema=part.schema, table_format=table_format) as writer:
        while part is not None:
            writer.write_table(part.combine_chunks())
            rows += part.num_rows
            part = next(remaining, None)
    return rows


def _open(path: Path, *, schema: pa.Schema, table_format: TableFormat) -> AbstractContextManager[_Writer]:
    if table_format == "parquet":
        return _ParquetFile(path, schema=schema)
    options = pa.csv.WriteOptions(quoting_style="none", quoting_header="none")
    writer: AbstractContextManager[_Writer] = pa.csv.CSVWriter(path, schema, write_options=options)
    return writer


class _ParquetFile(pa.parquet.ParquetWriter):  # type: ignore[misc]
    """A Parquet file whose row groups have the same size wherever it is written."""

    def __init__(self, path: Path, *, schema: pa.Schema) -> None:
        super().__init__(path, schema, compression="zstd")

    def write_table(self, table: pa.Table, /) -> None:
        super().write_table(table, row_group_size=_ROW_GROUP)
