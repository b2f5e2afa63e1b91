"""The content hash of a store: of its values, not of the bytes of its Parquet files.

Every column of every file is hashed on its own while it streams by: values as 8-byte integers or
as UTF-8 text with lengths, and the positions of what is empty. So the hash depends neither on
compression nor on how a file is cut into row groups. Files that follow from the others are left out.
"""

import hashlib
from array import array
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from bole.facts.store import FACT_TABLES, Store

_BATCH_ROWS = 1 << 17


def store_sha256(store: Store) -> str:
    """The SHA-256 of the store's content, as hexadecimal digits."""
    whole = hashlib.sha256()
    for table in FACT_TABLES:
        whole.update(f"{table}\n".encode())
        for line in _columns(store.path_of(table)):
            whole.update(f"{line}\n".encode())
    return whole.hexdigest()


def _columns(path: Path) -> list[str]:
    """For each column its name, number of rows, and the hashes of values, lengths and gaps."""
    with pa.parquet.ParquetFile(path) as file:
        columns = [_Column(name) for name in file.schema_arrow.names]
        for batch in file.iter_batches(_BATCH_ROWS):
            for column, values in zip(columns, batch.columns, strict=True):
                column.add(values)
    return [column.line() for column in columns]


class _Column:
    """The running hash of one column."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = 0
        self._hashes = {part: hashlib.sha256() for part in ("values", "lengths", "gaps")}

    def add(self, values: pa.Array) -> None:
        """Take the next values."""
        from pyarrow import compute  # noqa: PLC0415 - importing it takes a moment, and only hashing needs it

        if values.null_count:
            gaps = compute.indices_nonzero(values.is_null()).to_pylist()
            self._hashes["gaps"].update(array("q", (self._rows + gap for gap in gaps)).tobytes())
        present = values.drop_null()
        if pa.types.is_string(values.type):
            self._hashes["lengths"].update(_bytes(compute.binary_length(present).cast(pa.int64())))
            self._hashes["values"].update(_text_bytes(present))
        else:
            whole = present.cast(pa.int32()) if pa.types.is_date(values.type) else present
            self._hashes["values"].update(_bytes(whole.cast(pa.int64())))
        self._rows += len(values)

    def line(self) -> str:
        """What the whole hash takes of this column."""
        return " ".join([self._name, str(self._rows), *(part.hexdigest() for part in self._hashes.values())])


def _bytes(integers: pa.Int64Array) -> memoryview:
    """The little-endian bytes of integers that have no gaps."""
    start = integers.offset * 8
    return memoryview(integers.buffers()[1])[start : start + len(integers) * 8]


def _text_bytes(texts: pa.StringArray) -> memoryview:
    """The UTF-8 bytes of texts that have no gaps, one after another."""
    _, offsets, data = texts.buffers()
    places = memoryview(offsets).cast("i")
    return memoryview(data or b"")[places[texts.offset] : places[texts.offset + len(texts)]]
