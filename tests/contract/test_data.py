"""Data files: strict, in both languages, and read when they are first used."""

import pytest

from bole.contract.data import DataError, OnFirstUse, parsed, validated
from bole.kernel.text import Text


def test_a_text_stands_in_both_languages() -> None:
    assert parsed('note.zh = "甲"\nnote.en = "a"', called="x.toml") == {"note": Text("甲", "a")}
    assert parsed('notes = [{ zh = "甲", en = "a" }]', called="x.toml") == {"notes": [Text("甲", "a")]}


@pytest.mark.parametrize(
    "source",
    [
        'note.zh = "甲"',
        'note.en = "a"',
        'note = { zh = "甲", en = "" }',
        'note = { zh = "甲", en = "a", fr = "a" }',
        'a.b.note = { zh = "甲", en = 1 }',
        "note =",
    ],
)
def test_half_a_text_and_half_a_file_are_refused_by_name(source: str) -> None:
    with pytest.raises(DataError, match=r"^x\.toml: "):
        parsed(source, called="x.toml")


def test_a_value_of_the_wrong_kind_is_refused_with_its_place() -> None:
    with pytest.raises(DataError, match=r"^x\.toml: Expected `int`, got `str` - at `\$\[\.\.\.\]`"):
        validated({"a": "1"}, dict[str, int], called="x.toml")


def test_files_are_read_once_and_not_before_they_are_used() -> None:
    reads = []

    def read() -> dict[str, int]:
        reads.append(1)
        return {"a": 1, "b": 2}

    numbers = OnFirstUse(read)
    assert reads == []
    assert (numbers["a"], list(numbers), len(numbers), "c" in numbers) == (1, ["a", "b"], 2, False)
    assert reads == [1]
