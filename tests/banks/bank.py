"""What the generator gives."""

from dataclasses import dataclass
from datetime import date

Row = dict[str, str]
Tables = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Bank:
    """The facts of one bank, and the assessment to run on them."""

    tables: Tables
    period: str
    as_of: date | None
