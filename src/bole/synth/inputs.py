"""The small tables that the bulk statements read."""

from collections.abc import Iterator
from dataclasses import astuple, fields
from datetime import date, timedelta

import pyarrow as pa

from bole.synth import problems
from bole.synth.dice import QUANTILES, lognormal_quantiles
from bole.synth.layout import as_table
from bole.synth.names import word_lists
from bole.synth.portfolio import Plan
from bole.synth.problems import ProblemLoan
from bole.synth.span import Span, first_rates, seasons

_TEXT, _DAY, _NUMBER, _FLAG = pa.string(), pa.date32(), pa.int64(), pa.bool_()
_KINDS: dict[object, pa.DataType] = {int: _NUMBER, str: _TEXT, bool: _FLAG, date: _DAY}
_DUE_DAY_OF_MONTH = 20

SPLITS = (
    *((6000, 4000, 0), (7000, 3000, 0), (5000, 5000, 0), (8000, 2000, 0), (3333, 6667, 0), (6250, 3750, 0)),
    *((9000, 500, 0), (5000, 2500, 2500), (3333, 3333, 3334)),
)
"""How an account is split, in basis points: the owner, a colleague, another colleague."""


def input_tables(plans: list[Plan], *, loans: list[ProblemLoan], span: Span) -> dict[str, pa.Table]:
    """Every input by the name the statements know it by."""
    return {
        "plan": as_table(
            [(column.name, _KINDS[column.type]) for column in fields(Plan)], rows=map(astuple, plans)
        ),
        "vocabulary": as_table(
            [(name, pa.list_(_TEXT)) for name in word_lists()], rows=[tuple(word_lists().values())]
        ),
        "quantile": as_table(
            [("quantile_no", _NUMBER), ("wide", _NUMBER), ("narrow", _NUMBER)],
            rows=zip(
                range(QUANTILES),
                lognormal_quantiles(sigma="1.3", unit=1000),
                lognormal_quantiles(sigma="0.18", unit=10_000),
                strict=True,
            ),
        ),
        "currency": as_table([("currency", _TEXT), ("first_rate_e8", _NUMBER)], rows=first_rates().items()),
        "season": as_table(
            [("day", _NUMBER), ("company_bp", _NUMBER), ("savings_bp", _NUMBER)], rows=seasons(span)
        ),
        "pattern": as_table(
            [(name, _NUMBER) for name in ("pattern", "owner_bp", "second_bp", "third_bp")],
            rows=((number, *shares) for number, shares in enumerate(SPLITS)),
        ),
        **_calendar(span),
        **_problem_tables(loans, span=span),
    }


def _calendar(span: Span) -> dict[str, pa.Table]:
    """Quarters, years (the one before the span first) and days when interest is due."""
    years = [span.first_day.year - 1, *span.years()]
    return {
        "quarter": as_table(
            [("quarter_no", _NUMBER), ("first_day", _NUMBER), ("days", _NUMBER)],
            rows=(
                (number, (quarter.first_day - span.first_day).days, quarter.days)
                for number, quarter in enumerate(span.quarters())
            ),
        ),
        "year": as_table(
            [("year_no", _NUMBER), ("first_day", _NUMBER)],
            rows=((number, (date(year, 1, 1) - span.first_day).days) for number, year in enumerate(years)),
        ),
        "due_day": as_table([("due_day", _NUMBER), ("ends_quarter", _FLAG)], rows=_due_days(span)),
    }


def _due_days(span: Span) -> Iterator[tuple[int, bool]]:
    for offset in range(span.days):
        day = span.first_day + timedelta(days=offset)
        if day.day == _DUE_DAY_OF_MONTH:
            yield offset, day.month % 3 == 0


def _problem_tables(loans: list[ProblemLoan], *, span: Span) -> dict[str, pa.Table]:
    return {
        "problem_loan": as_table(
            [
                *(("loan_id", _TEXT), ("customer_no", _NUMBER), ("kind", _TEXT), ("manager_id", _TEXT)),
                ("granted_on", _DAY),
            ],
            rows=(
                (loan.loan_id, loan.customer_no, loan.kind, loan.manager_id, loan.granted_on)
                for loan in loans
            ),
        ),
        "problem_balance": as_table(
            [
                ("loan_id", _TEXT),
                ("kind", _TEXT),
                ("date", _DAY),
                ("fen", _NUMBER),
                ("classification", _TEXT),
            ],
            rows=(row for loan in loans for row in problems.balances(loan, span=span)),
        ),
        "problem_interest": as_table(
            [
                *(("loan_id", _TEXT), ("due_on", _DAY), ("due_fen", _NUMBER), ("collected_fen", _NUMBER)),
                ("collected_on", _DAY),
            ],
            rows=(row for loan in loans for row in problems.interest(loan, span=span)),
        ),
    }
