"""Reading data files: TOML in both languages, validated strictly, and only when first used."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar

import msgspec

from bole.kernel.text import LANGUAGES, Text

T = TypeVar("T")


class DataError(ValueError):
    """A data file of the product is not what its schema says; the message names the file."""


class OnFirstUse(Mapping[str, T]):
    """A mapping that is read from its files the first time anything is looked up in it."""

    def __init__(self, read: Callable[[], Mapping[str, T]]) -> None:
        self._read = cache(read)

    def __getitem__(self, name: str) -> T:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def parsed(source: str, *, called: str) -> dict[str, object]:
    """The TOML text of the file `called`, each `{zh, en}` in it as one `Text`.

    Raises:
        DataError: it is no TOML, or a text is missing or empty in one of the languages.
    """
    try:
        return {name: _with_texts(value) for name, value in tomllib.loads(source).items()}
    except ValueError as error:
        raise DataError(f"{called}: {error}") from error


def _with_texts(value: object) -> object:
    match value:
        case {"zh": str() as zh, "en": str() as en, **rest} if zh and en and not rest:
            return Text(zh, en)
        case dict() if value.keys() & set(LANGUAGES):
            raise ValueError(f"a text needs zh and en, nothing else, and neither empty: {value}")
        case dict():
            return {name: _with_texts(each) for name, each in value.items()}
        case list():
            return [_with_texts(each) for each in value]
        case _:
            return value


def validated(raw: object, form: type[T], *, called: str) -> T:
    """What was parsed from the file `called` as a value of `form`.

    Raises:
        DataError: something is missing, unknown or of the wrong kind.
    """
    try:
        return msgspec.convert(raw, form)
    except msgspec.ValidationError as error:
        raise DataError(f"{called}: {error}") from error
