"""Where a clause lives: its values with file and line, what implements it, and its cases."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bole.policy.cases import Case, load_cases
from bole.policy.load import LoadedPolicy
from bole.policy.sources import Spot
from bole.policy.walk import CitedValue, cited_values

SUFFIXES = (".py", ".sql")


@dataclass(frozen=True, slots=True)
class Citation:
    """A line of a module or an SQL statement that names the clause; `path` is below the package."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """All of a clause."""

    clause: str
    values: tuple[tuple[CitedValue, Spot | None], ...]
    code: tuple[Citation, ...]
    cases: tuple[Case, ...]


def clauses_of(loaded: LoadedPolicy) -> list[str]:
    """Every clause that the index lists or a value cites."""
    listed = [entry.id for entry in loaded.policy.clauses]
    cited = [clause for value in cited_values(loaded.policy) for clause in _cited(value)]
    return list(dict.fromkeys([*listed, *cited]))


def nearest(loaded: LoadedPolicy, clause: str) -> list[str]:
    """Clauses that may have been meant by one that is not there."""
    return difflib.get_close_matches(clause, clauses_of(loaded), n=3, cutoff=0.3)


def where(loaded: LoadedPolicy, clause: str) -> Whereabouts | None:
    """Everything that cites a clause or a part of it: `§48` has `§48(1)` with it, `§2` not `§29`.

    None for a clause that the policy does not know.
    """
    named = re.compile(rf"(?<![\w.]){re.escape(clause)}(?![\d.]*\d|[ab]\b)")
    if not any(named.match(each) for each in clauses_of(loaded)):
        return None
    values = [value for value in cited_values(loaded.policy) if any(map(named.match, _cited(value)))]
    return Whereabouts(
        clause,
        tuple((value, loaded.sources.place(value.key)) for value in values),
        tuple(_citations(named)),
        tuple(case for case in load_cases(loaded) if any(map(named.match, case.clauses))),
    )


def _cited(value: CitedValue) -> tuple[str, ...]:
    return (value.record.clause, *getattr(value.record, "also", ()))


def _citations(named: "re.Pattern[str]") -> Iterator[Citation]:
    root = Path(str(files("bole")))
    for path in sorted(each for each in root.rglob("*") if each.suffix in SUFFIXES):
        inside = path.relative_to(root)
        if "migrations" in inside.parts or inside.parts[0] == "_policies":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if named.search(line):
                yield Citation(f"bole/{inside.as_posix()}", number, line.strip())
