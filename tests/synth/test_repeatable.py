"""The same seed gives the same bytes, on any number of threads; another seed gives another bank."""

from hashlib import sha256
from pathlib import Path

import pytest

from bole.synth import bulk, generate
from bole.synth.write import TableFormat


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_the_number_of_threads_changes_no_byte(tmp_path: Path, table_format: TableFormat) -> None:
    seen: list[dict[str, str]] = []
    for threads in (1, 2, 2):
        folder = tmp_path / str(len(seen))
        generate(folder, managers=40, accounts=5000, seed=11, table_format=table_format, threads=threads)
        seen.append(digests(folder))
    assert seen[0] == seen[1] == seen[2]


def test_the_size_of_the_parts_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(tmp_path / "whole", managers=10, accounts=500, seed=11)
    monkeypatch.setattr(bulk, "ACCOUNTS_PER_PART", 70)
    generate(tmp_path / "parts", managers=10, accounts=500, seed=11)
    assert digests(tmp_path / "whole") == digests(tmp_path / "parts")


def test_another_seed_gives_another_bank(tmp_path: Path) -> None:
    generate(tmp_path / "one", managers=40, accounts=500, seed=1)
    generate(tmp_path / "two", managers=40, accounts=500, seed=2)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    assert {name for name in one if one[name] == two[name]} == {"branches.csv"}


def test_the_bytes_are_those_of_every_other_machine(tmp_path: Path) -> None:
    generate(tmp_path / "facts", managers=3, accounts=20, seed=1)
    whole = sha256()
    for name, digest in digests(tmp_path / "facts").items():
        whole.update(f"{name} {digest}\n".encode())
    assert whole.hexdigest() == "8eee58b65e640d0de3494643b361eb0798ede151decb64adadfe321a01a37867"
