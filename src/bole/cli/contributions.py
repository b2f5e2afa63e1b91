"""Tables of the accounts, loans and settlements behind an item, and of their days."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rich.markup import escape
from rich.table import Table

from bole.assess.drilldown import (
    Column,
    Contribution,
    ItemDays,
    contribution_columns,
    day_columns,
    shown,
    sum_of,
)
from bole.cli.console import out, print_whole
from bole.kernel.text import Language, Text
from bole.policy.schema.indicators import Item

SHOWN = 50
"""How many contributions are listed unless everything is asked for."""

_SUM = Text("合计", "sum")
NOTHING: frozenset[object] = frozenset({None})
OF_COURSE: frozenset[object] = frozenset({None, "CNY", Decimal(1)})
"""What a currency or rate need not say."""


def print_contributions(
    contributions: Sequence[Contribution], *, name: str, item: Item | None, full: bool, lang: Language
) -> None:
    """What each account, loan or settlement adds to an item; the largest first, with their sum."""
    out.print(f"[bold]{escape(name)}[/bold]")
    columns = contribution_columns(item, subject_type=contributions[0].subject_type)
    listed = contributions if full else contributions[:SHOWN]
    rest = contributions[len(listed) :]
    more = Text(f"其余 {len(rest):,} 笔（--full 列出）", f"{len(rest):,} more (--full lists them)")
    sums = [(more.says(lang), sum_of(rest))] if rest else []
    _print(columns, listed, [*sums, (_SUM.says(lang), sum_of(contributions))], lang)


def print_days(
    days: Iterable[ItemDays], *, items: dict[str, Item], subject_type: str, lang: Language
) -> None:
    """The days of one account or loan, item by item; each table adds up to the contribution.

    An item to which every day adds nothing is left out.
    """
    for found in days:
        if any(row.balance for row in found.rows):
            item = items[found.item]
            out.print(f"[bold]{escape(item.name.says(lang))}[/bold]")
            columns = day_columns(item, subject_type=subject_type, currency=found.currency)
            _print(columns, found.rows, [(_SUM.says(lang), found)], lang)


def _print(
    columns: Sequence[Column], rows: Sequence[object], sums: Sequence[tuple[str, object]], lang: Language
) -> None:
    """Rows by their columns and under them sums; columns that say nothing are left out."""
    said = [c for c in columns if {getattr(row, c.key) for row in rows} - (NOTHING if c.unit else OF_COURSE)]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for column in said:
        heading = column.header.says(lang).replace("（", "\n（").replace(" (", "\n(")
        first = isinstance(getattr(rows[0], column.key), str | date)
        table.add_column(heading, justify="left" if first else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(escape(shown(row, column)) for column in said))
    for name, total in sums:
        cells = [escape(shown(total, column)) for column in said[1:]]
        table.add_row(name, *cells, style="bold" if name == _SUM.says(lang) else None)
    print_whole(table)
