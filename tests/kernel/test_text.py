import pytest

from bole.kernel.text import Language, Text, language_of


def test_a_text_says_itself_in_either_language() -> None:
    text = Text("行", "row")
    assert text.says("zh") == "行"
    assert text.says("en") == "row"


def test_marks_are_filled_in_both_languages() -> None:
    assert Text("第 {row} 行", "row {row}").fill(row=7) == Text("第 7 行", "row 7")


def test_a_mark_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Text("{row}", "{row}").fill()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("zh-hans",), "zh"),
        (("EN_gb.UTF-8", "zh"), "en"),
        ((None, "", "C", "en"), "en"),
        (("C.UTF-8",), "zh"),
    ],
)
def test_a_locale_names_a_language_or_the_next_one_does(
    names: tuple[str | None, ...], expected: Language
) -> None:
    assert language_of(*names) == expected


def test_without_any_named_language_the_other_choice_stands() -> None:
    assert language_of("C", None, otherwise="en") == "en"
