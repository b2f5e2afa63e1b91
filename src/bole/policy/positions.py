"""Where each key and entry of a TOML text stands; `tomllib` reads the values and forgets the lines."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Keys, and numbers of entries counted from 0."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_KEY = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[A-Za-z0-9_-]+')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\]|\\.)*"|\'[^\']*\'', re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]+")


class _Scanner:
    """Walks a TOML text that is known to be valid."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.entries: dict[Path, int] = {}
        """How many entries each array of tables has so far."""

    def document(self) -> None:
        prefix: Path = ()
        self._blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                prefix = self._header()
            else:
                self._pair(prefix)
            self._blank()

    def _header(self) -> Path:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 1 + many
        *outer, last = self._keys()
        self.at = self.text.index("]", self.at) + 1 + many
        path = (*self._inside(tuple(outer)), last)
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], start)
        if many:
            self.entries[path] = self.entries.get(path, 0) + 1
            path = (*path, self.entries[path] - 1)
        self.found[path] = start
        return path

    def _inside(self, keys: tuple[str | int, ...]) -> Path:
        """A key path with the number of the last entry of each array of tables on its way."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.entries:
                path = (*path, self.entries[path] - 1)
        return path

    def _pair(self, prefix: Path) -> None:
        start = self.at
        path = prefix
        for key in self._keys():
            path = (*path, key)
            self.found.setdefault(path, start)
        self.at = self.text.index("=", self.at) + 1
        self._blank()
        self._value(path)

    def _keys(self) -> tuple[str, ...]:
        keys = []
        while True:
            self._blank()
            written = self._match(_KEY)
            keys.append(str(tomllib.loads(f"key = {written}")["key"]) if written[0] in "\"'" else written)
            if not self._match(_DOT):
                return tuple(keys)

    def _value(self, path: Path) -> None:
        opened = self.text[self.at]
        if opened in "[{":
            self.at += 1
            for number in self._parts():
                if opened == "{":
                    self._pair(path)
                else:
                    self.found[(*path, number)] = self.at
                    self._value((*path, number))
        elif not self._match(_STRING):
            self._match(_SCALAR)

    def _parts(self) -> Iterator[int]:
        """Each part of an array or inline table, standing before it; at the end, past its bracket."""
        number = 0
        while True:
            self._blank()
            if self.text[self.at] == ",":
                self.at += 1
            elif self.text[self.at] in "]}":
                self.at += 1
                return
            else:
                yield number
                number += 1

    def _blank(self) -> None:
        self._match(_BLANK)

    def _match(self, pattern: re.Pattern[str]) -> str:
        """What the pattern matches here, stepped over; nothing where it does not."""
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match[0] if match else ""


def positions(text: str) -> dict[Path, tuple[int, int]]:
    """Line and column, both from 1, of every key and entry of a valid TOML text."""
    scanner = _Scanner(text)
    scanner.document()
    starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
    lines = {path: bisect_right(starts, at) for path, at in scanner.found.items()}
    return {path: (line, scanner.found[path] - starts[line - 1] + 1) for path, line in lines.items()}
