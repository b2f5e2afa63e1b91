"""A text in both languages of the product: Chinese first, English second."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def language_of(*names: str | None, otherwise: Language = "zh") -> Language:
    """The language that the first of these locales or codes names (`zh-hans`, `en_GB.UTF-8`)."""
    named = (
        language for name in names for language in LANGUAGES if (name or "").lower().startswith(language)
    )
    return next(named, otherwise)


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
