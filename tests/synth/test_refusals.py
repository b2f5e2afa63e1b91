"""What cannot be made is refused in both languages, and nothing is left behind."""

from pathlib import Path
from typing import Any

import pytest

from bole.synth import SynthError, generate


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"managers": 0}, "managers"),
        ({"accounts": 0}, "accounts"),
        ({"seed": -1}, "seed"),
        ({"months": 0}, "months"),
        ({"months": 181}, "months"),
        ({"last_year": 99}, "last_year"),
    ],
)
def test_a_number_out_of_range_is_named(tmp_path: Path, wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(SynthError, match=named) as refusal:
        generate(tmp_path / "facts", **({"managers": 1, "accounts": 1, "seed": 1} | wrong))
    assert named in refusal.value.message.zh
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(SynthError, match="not an empty folder"):
        generate(tmp_path, managers=1, accounts=1, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    generate(folder, managers=1, accounts=1, seed=1)
    assert (folder / "balances.csv").is_file()


def test_an_interrupted_bank_leaves_nothing(tmp_path: Path) -> None:
    def stop(name: str) -> None:
        if name == "balances":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path / "facts", managers=1, accounts=1, seed=1, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_progress_names_every_table(tmp_path: Path) -> None:
    told: list[str] = []
    summary = generate(tmp_path / "facts", managers=1, accounts=1, seed=1, progress=told.append)
    assert told == list(summary.rows)
