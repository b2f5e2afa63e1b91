import pytest

from bole.kernel.text import Text


def test_a_text_says_itself_in_either_language() -> None:
    text = Text("行", "row")
    assert text.says("zh") == "行"
    assert text.says("en") == "row"


def test_marks_are_filled_in_both_languages() -> None:
    assert Text("第 {row} 行", "row {row}").fill(row=7) == Text("第 7 行", "row 7")


def test_a_mark_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Text("{row}", "{row}").fill()
