"""Reading a facts folder into plain rows of text, and the text of one cell into a value."""

import csv
import gzip
import io
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def read_folder(folder: Path) -> Tables:
    """Every `<table>.csv` and `<table>.csv.gz` of a folder, as rows of text."""
    tables: Tables = {}
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".csv"):
            text = _decoded(path.read_bytes())
        elif path.name.endswith(".csv.gz"):
            text = _decoded(gzip.decompress(path.read_bytes()))
        else:
            continue
        tables[path.name.split(".")[0]] = list(csv.DictReader(io.StringIO(text, newline="")))
    return tables


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def number_of(text: str) -> Fraction:
    return Fraction(text)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February where there is none."""
    if (day.month, day.day) == (2, 29):
        try:
            return date(day.year + years, 2, 29)
        except ValueError:
            return date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)


def covers(attribution: Row, day: date) -> bool:
    """Whether an attribution holds on a day: both ends count, an empty end is open."""
    if day < day_of(attribution["valid_from"]):
        return False
    return not attribution["valid_to"] or day <= day_of(attribution["valid_to"])


def by_key(rows: list[Row], column: str) -> dict[str, list[Row]]:
    """The rows in groups that share the value of a column."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
