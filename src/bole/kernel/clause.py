"""Clause identifiers, as they are cited everywhere: `§29`, `§29.2`, `§48(1)`, `X3`, `W1`, `E1.7a`."""

import re
from typing import NewType

Clause = NewType("Clause", str)

CLAUSE_PATTERN = r"(§\d+(\.\d+)?(\(\d+\))?|X\d+|W\d+|E(\d+(\.\d+[ab]?)?)?)"
_CLAUSE = re.compile(CLAUSE_PATTERN, re.ASCII)


def clause(text: str) -> Clause:
    """Check a clause identifier.

    Raises:
        ValueError: not of a known form.
    """
    if not _CLAUSE.fullmatch(text):
        raise ValueError(f"not a clause: {text!r}; expected one like §29, §48(1), X3, W1 or E1.7a")
    return Clause(text)


def sort_key(text: str) -> tuple[int, tuple[int, ...], str]:
    """Order clauses as the documents do: articles, annexes, catalogue, working rules."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", text))
    return ("§XEW".index(text[0]), numbers, text)
