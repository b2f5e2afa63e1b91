"""The files a policy was read from, and the file and line of each of its keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bole.kernel.finding import Finding
from bole.policy.overlay import Document, entry_name
from bole.policy.positions import positions


class Spot(NamedTuple):
    """A file and a line in it, counted from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        """The file's own name and the line."""
        return f"{self.file.name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """One file and what it says."""

    path: Path
    text: str
    document: Document

    def places(self) -> dict[str, Spot]:
        """Where each key of the file stands."""
        found = positions(self.text).items()
        return {key_of(path, self.document): Spot(self.path, line) for path, (line, _) in found}


class Sources:
    """The files of a policy, those of its parent under them."""

    def __init__(self, files: Iterable[Source] = (), parent: "Sources | None" = None) -> None:
        self.files = tuple(files)
        self.parent = parent

    @cached_property
    def places(self) -> dict[str, Spot]:
        """Where each key stands; what a policy says itself before what its parent says."""
        found = dict(self.parent.places) if self.parent else {}
        for source in reversed(self.files):
            found |= source.places()
        return found

    def place(self, key: str) -> Spot | None:
        """Where a key such as `standards.credit.tiers.M3` stands or is removed, or the nearest around it."""
        while key:
            for said in (key, f"remove.{key}"):
                if said in self.places:
                    return self.places[said]
            key = key.rpartition(".")[0]
        return None

    def located(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, each with the file and the line of its key."""
        return [_at(finding, self.place(finding.key or "")) for finding in findings]


def _at(finding: Finding, place: Spot | None) -> Finding:
    return finding if place is None else replace(finding, file=str(place.file), row=place.line)


def key_of(path: Iterable[str | int], document: object) -> str:
    """A path of keys and numbers as a key with the names of entries: `tiers.M3`, not `tiers[6]`.

    What the document does not have is left out, as the schema's words for its variants are; but
    the last part may be just what is missing.
    """
    return ".".join(_names(tuple(path), document))


def _names(path: tuple[str | int, ...], node: object) -> Iterator[str]:
    for place, part in enumerate(path, start=1):
        if isinstance(node, list) and isinstance(part, int):
            node = node[part]
            yield entry_name(node) or str(part)
        elif isinstance(node, Mapping) and part in node:
            node = node[part]
            yield str(part)
        elif place == len(path) and part != "[key]":
            yield str(part)
