"""What every reader gives: the headers of one file, and its rows as text with their row numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from bole.kernel.text import Text


class UnreadableError(Exception):
    """A delivered file cannot be read; `reason` says why, in both languages."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row that has another number of cells than the header."""

    row: int
    expected: int
    actual: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file, to be read once.

    `relation` is the SQL to select from; `cells` gives, for each header, the SQL expression of
    that column's text; `row` that of the row number as a spreadsheet shows it. `batches`, where
    there are any, must be registered as `delivered` first. `ragged` and `failure` are filled
    while the rows are read.
    """

    headers: tuple[str, ...]
    relation: str
    cells: tuple[str, ...]
    row: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    batches: pa.RecordBatchReader | None = None
    ragged: Sequence[Ragged] = ()
    failure: Sequence[UnreadableError] = ()
