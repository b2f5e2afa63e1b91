"""The language of the page."""

from django.utils.translation import get_language

from bole.kernel.text import Language, Text, language_of


def language() -> Language:
    """The language in force, as texts of the kernel know languages."""
    return language_of(get_language())


def said(text: Text) -> str:
    """A text in the language in force."""
    return text.says(language())
