"""Findings: problems as values that carry their source, collected and reported together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from bole.kernel.text import Text

Severity = Literal["error", "warning"]

SHOWN_PER_KIND = 50
"""How many findings of one kind, table and column are listed; the rest are only counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: what is wrong, where, and what to do.

    `kind` is a stable word (`duplicate_key`); `row` is the row as a spreadsheet numbers it
    (the header is row 1), or None where the problem is not one row's; `key` is the row's key or
    the offending identifier.
    """

    severity: Severity
    kind: str
    table: str
    message: Text
    remedy: Text
    file: str | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None


@dataclass(slots=True)
class Findings:
    """Collects findings: lists the first `SHOWN_PER_KIND` of a kind and counts them all."""

    _listed: list[Finding] = field(default_factory=list)
    _counts: Counter[tuple[Severity, str, str, str]] = field(default_factory=Counter)

    def add(self, finding: Finding, *, count: int = 1) -> None:
        """Add one finding, standing for `count` like it."""
        group = (finding.severity, finding.kind, finding.table, finding.column or "")
        if self._counts[group] < SHOWN_PER_KIND:
            self._listed.append(finding)
        self._counts[group] += count

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several findings."""
        for finding in findings:
            self.add(finding)

    def count_more(self, like: Finding, count: int) -> None:
        """Count `count` further problems like `like` without listing them."""
        self._counts[(like.severity, like.kind, like.table, like.column or "")] += count

    @property
    def errors(self) -> int:
        """How many errors there are, listed or not."""
        return sum(count for group, count in self._counts.items() if group[0] == "error")

    @property
    def warnings(self) -> int:
        """How many warnings there are, listed or not."""
        return sum(count for group, count in self._counts.items() if group[0] == "warning")

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self._listed, key=_order))

    def groups(self) -> list[tuple[Severity, str, str, str, int]]:
        """`(severity, kind, table, column, count)` of every kind, errors first."""
        return sorted((*group, count) for group, count in self._counts.items())


def _order(finding: Finding) -> tuple[str, str, str, str, str, int, str, str]:
    return (
        finding.severity,
        finding.table,
        finding.kind,
        finding.column or "",
        finding.file or "",
        finding.row or 0,
        finding.key or "",
        finding.message.en,
    )
