"""Tables of the accounts, loans and settlements behind an item, and of their days."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from rich.markup import escape
from rich.table import Table

from bole.assess.drilldown import Contribution
from bole.cli.console import out, print_whole
from bole.kernel.text import Language, Text
from bole.measure.days import Stretch
from bole.policy.schema.indicators import Item

SHOWN = 50
"""How many contributions are listed unless everything is asked for."""

FEN_PER_WAN = Decimal(1_000_000)
SIX = Decimal("0.000001")
OTHER = "other"

SUBJECTS = {
    "account": Text("账户", "account"),
    "loan": Text("贷款", "loan"),
    "settlement": Text("结算", "settlement"),
    "customer": Text("客户", "customer"),
}

HEADINGS = {
    "average_of_stock": (Text("天数", "days"), Text("积数\n（万元·天）", "balance-days\n(万元·day)")),
    "stock_at_end": (Text("天数", "days"), Text("期末余额\n（万元）", "closing balance\n(万元)")),
    "flow_in_window": (Text("笔数", "entries"), Text("发生额\n（万元）", "in full\n(万元)")),
    "distinct_count": (Text("天数", "days"), Text("户数", "customers")),
    OTHER: (Text("天数\n或笔数", "days or\nentries"), Text("积数或金额\n（万元）", "in full\n(万元)")),
}
"""What the days and the balance-days of each kind of item are called."""

DOLLARS = Text("发生额\n（万美元）", "in full\n(万 US$)")
_SHARE_AND_AMOUNT = (Text("比例%", "share %"), Text("计入量", "amount"))
_CREDITED = Text("折算", "credited")
_CURRENCY = Text("币种", "currency")
_BALANCE = Text("余额\n（元）", "balance\n(yuan)")
_SUM = Text("合计", "sum")


def print_contributions(
    contributions: Sequence[Contribution], *, name: str, item: Item | None, full: bool, lang: Language
) -> None:
    """What each account, loan or settlement adds to an item; the largest first, with their sum."""
    out.print(f"[bold]{escape(name)}[/bold]")
    subject_type = contributions[0].subject_type
    days, balance_days = HEADINGS[item.kind if item else OTHER]
    headings = [days, DOLLARS if subject_type == "settlement" else balance_days, *_SHARE_AND_AMOUNT]
    foreign = any(each.currency not in {None, "CNY"} for each in contributions)
    weighed = any(each.credited is not None for each in contributions)
    table = _table(lang, SUBJECTS[subject_type], *([_CURRENCY] if foreign else []))
    for heading in (*headings, *([_CREDITED] if weighed else [])):
        _column(table, heading, lang)
    listed = contributions if full else contributions[:SHOWN]
    for each in listed:
        table.add_row(*_cells(each, foreign=foreign))
    rest = contributions[len(listed) :]
    if rest:
        more = Text(f"其余 {len(rest):,} 笔（--full 列出）", f"{len(rest):,} more (--full lists them)")
        table.add_row(*_total(rest, more.says(lang), foreign=foreign))
    table.add_row(*_total(contributions, _SUM.says(lang), foreign=foreign), style="bold")
    print_whole(table)


def _cells(each: Contribution, *, foreign: bool) -> list[str]:
    return [
        escape(each.subject_id),
        *([each.currency or ""] if foreign else []),
        str(each.days),
        _balance_days([each]),
        _trimmed(each.share),
        _six(each.amount),
        "" if each.credited is None else _six(each.credited),
    ]


def _total(contributions: Sequence[Contribution], name: str, *, foreign: bool) -> list[str]:
    """The sums; balance-days of different currencies are not added up."""
    credited = [each.credited for each in contributions if each.credited is not None]
    return [
        name,
        *([""] if foreign else []),
        "",
        "" if foreign else _balance_days(contributions),
        "",
        _six(sum((each.amount for each in contributions), Decimal(0))),
        _six(sum(credited, Decimal(0))) if credited else "",
    ]


def _balance_days(contributions: Sequence[Contribution]) -> str:
    total = sum(each.balance_days_fen for each in contributions)
    return str(total) if contributions[0].subject_type == "customer" else _wan(total)


def print_days(
    stretches: Sequence[Stretch],
    contributions: Sequence[Contribution],
    *,
    items: dict[str, Item],
    lang: Language,
) -> None:
    """The days of one account or loan, item by item; each table adds up to the contribution.

    An item to which every day adds nothing is left out.
    """
    for item, group in groupby(stretches, key=lambda each: each.item):
        found = list(group)
        if not any(each.amount_fen for each in found):
            continue
        contribution = next(each for each in contributions if each.component == item)
        _print_days_of_item(found, contribution, item=items[item], lang=lang)


def _print_days_of_item(
    stretches: Sequence[Stretch], contribution: Contribution, *, item: Item, lang: Language
) -> None:
    first = stretches[0]
    out.print(f"[bold]{escape(item.name.says(lang))}[/bold] {_rate(first, lang)}".rstrip())
    _, balance_days = HEADINGS[item.kind]
    table = _table(lang, Text("起", "from"), Text("止", "to"))
    for heading in (
        Text("天数", "days"),
        _BALANCE
        if first.currency == "CNY"
        else Text(f"余额\n（{first.currency}）", f"balance\n({first.currency})"),
        _SHARE_AND_AMOUNT[0],
        balance_days,
        _SHARE_AND_AMOUNT[1],
    ):
        _column(table, heading, lang)
    for each, amount in zip(stretches, shares_of(stretches, contribution), strict=True):
        table.add_row(
            each.first_day.isoformat(),
            each.last_day.isoformat(),
            str(each.days),
            f"{Decimal(each.amount_fen) / 100:,.2f}",
            _trimmed(Decimal(each.share_bp) / 100),
            _wan(each.balance_days_fen),
            _six(amount),
        )
    days, balance_days_fen = contribution.days, sum(each.balance_days_fen for each in stretches)
    table.add_row(
        _SUM.says(lang),
        "",
        str(days),
        "",
        "",
        _wan(balance_days_fen),
        _six(contribution.amount),
        style="bold",
    )
    print_whole(table)


def _rate(stretch: Stretch, lang: Language) -> str:
    if stretch.currency == "CNY":
        return ""
    rate = Decimal(stretch.cny_e8).scaleb(-8)
    said = Text(f"{stretch.currency}，折算汇率 {rate}", f"{stretch.currency}, converted at {rate}")
    return escape(said.says(lang))


def shares_of(stretches: Sequence[Stretch], contribution: Contribution) -> list[Decimal]:
    """What each stretch adds to the printed contribution, to 6 decimals, adding up to it exactly.

    Each is the difference of rounded running sums; the last takes what rounding left.
    """
    so_far, before, printed = 0, Decimal(0), []
    for each in stretches:
        so_far += each.numerator
        now = (Decimal(so_far) / contribution.amount_denominator).quantize(SIX, rounding=ROUND_HALF_UP)
        printed.append(now - before)
        before = now
    printed[-1] += contribution.amount - before
    return printed


def _table(lang: Language, *headings: Text) -> Table:
    """A table that starts with these columns of text."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading.says(lang), no_wrap=True)
    return table


def _column(table: Table, heading: Text, lang: Language) -> None:
    """One more column, of numbers."""
    table.add_column(heading.says(lang), justify="right", no_wrap=True)


def _wan(fen: int) -> str:
    return _six(Decimal(fen) / FEN_PER_WAN)


def _six(value: Decimal) -> str:
    return f"{value:,.6f}"


def _trimmed(value: Decimal) -> str:
    return f"{value.normalize():f}"
