"""Matching the headers of a file, English or Chinese, with the columns of its table."""

from collections import defaultdict
from difflib import get_close_matches

from bole.contract import Table
from bole.facts.problems import PROBLEMS
from bole.kernel.finding import Findings
from bole.kernel.text import Text


def match_headers(table: Table, headers: tuple[str, ...], *, file: str, findings: Findings) -> dict[str, int]:
    """The position of every column that was delivered; every misfit becomes a finding."""
    known = {spelling: column.name for column in table.columns for spelling in (column.name, column.header)}
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, header in enumerate(headers):
        name = known.get(header.strip())
        if name is None:
            _report_unknown(table, header.strip(), position, known, file=file, findings=findings)
        else:
            positions[name].append(position)
    for column in table.columns:
        found = [headers[position].strip() for position in positions[column.name]]
        if not found:
            values = {"header": column.header}
            findings.add(
                PROBLEMS["missing_column"].at(table.name, file=file, column=column.name, values=values)
            )
        elif len(found) > 1:
            several = {"headers": tuple(found)}
            findings.add(
                PROBLEMS["repeated_column"].at(
                    table.name, file=file, row=1, column=column.name, values=several
                )
            )
    return {name: found[0] for name, found in positions.items() if len(found) == 1}


def _report_unknown(
    table: Table, header: str, position: int, known: dict[str, str], *, file: str, findings: Findings
) -> None:
    close = get_close_matches(header.lower(), known, n=1)
    if close:
        advice = Text(
            f"可能是 {close[0]}？请改正列名，或删去该列。",
            f"Did you mean {close[0]}? Correct the header, or take the column out.",
        )
    else:
        advice = Text(
            f"请删去该列；表 {table.name} 的列是：{'、'.join(table.names)}。",
            f"Take the column out; the columns of {table.name} are: {', '.join(table.names)}.",
        )
    column, values = header or f"[{position + 1}]", {"advice": advice}
    findings.add(PROBLEMS["unknown_column"].at(table.name, file=file, row=1, column=column, values=values))
