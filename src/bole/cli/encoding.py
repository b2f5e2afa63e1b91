"""Terminals that lack characters: plain substitutes instead of an error."""

import codecs
import sys

NAME = "bole.substitutes"

SUBSTITUTES = {
    "✓": "[ok]",
    "✗": "[no]",
    "▲": "^",
    "▼": "v",
    "█": "#",
    "→": "->",
    "×": "x",
    "÷": "/",
    "§": "Art.",
    "…": "...",
    "–": "-",
    "—": "-",
    "·": ".",
    "万": "10k ",
    "元": "yuan",
}
"""What stands for a character; any other becomes `?`."""


def substituted(error: UnicodeError) -> tuple[str, int]:
    """The error handler: plain characters for those that the encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(SUBSTITUTES.get(each, "?") for each in lacking), error.end


codecs.register_error(NAME, substituted)


def show_anything() -> None:
    """Let both streams print every text, with substitutes where their encoding lacks a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=NAME)


def shows_chinese() -> bool:
    """Whether standard output can show Chinese."""
    try:
        "伯乐".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
