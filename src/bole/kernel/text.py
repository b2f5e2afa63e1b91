"""A text in both languages of the product: Chinese first, English second."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Text(NamedTuple):
    """One text in Chinese and in English; `{name}` marks are filled by `fill`."""

    zh: str
    en: str

    def says(self, language: Language) -> str:
        """The text in the given language."""
        return self.zh if language == "zh" else self.en

    def fill(self, **values: object) -> "Text":
        """Both languages with every `{name}` replaced.

        Raises:
            KeyError: a mark has no value.
        """
        return Text(self.zh.format(**values), self.en.format(**values))
