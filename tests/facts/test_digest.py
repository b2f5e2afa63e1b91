"""The content hash: of values only, never of bytes or row groups."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from bole.facts import Store
from bole.facts.digest import store_sha256
from tests.facts.bank import BANK, load_bank


def test_row_groups_batches_and_compression_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_bank(tmp_path, BANK)
    assert isinstance(loaded.store, Store)
    for path in loaded.store.path.iterdir():
        table = pa.parquet.read_table(path)
        pa.parquet.write_table(table, path, row_group_size=1, compression="none")
    monkeypatch.setattr("bole.facts.digest._BATCH_ROWS", 1)
    assert store_sha256(loaded.store) == loaded.sha256


def test_what_is_empty_and_where_it_is_matters(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, BANK)
    assert isinstance(loaded.store, Store)
    path = loaded.store.path_of("customers")
    table = pa.parquet.read_table(path)
    hashes = {loaded.sha256}
    for lines in ([None, None], [None, 5], [5, None], [0, 5], [5, 0]):
        column = pa.array(lines, pa.int64())
        pa.parquet.write_table(table.set_column(4, "credit_line_fen", column), path)
        hashes.add(store_sha256(loaded.store))
    for names in (["ab", "c"], ["a", "bc"], ["", "abc"], ["abc", None]):
        pa.parquet.write_table(table.set_column(2, "name", pa.array(names, pa.string())), path)
        hashes.add(store_sha256(loaded.store))
    assert len(hashes) == 10
