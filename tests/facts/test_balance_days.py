"""The files that follow from the others: balance-days ready at every change and attribution."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from bole.facts.session import statement
from bole.kernel.people import OPEN_END

Row = tuple[Any, ...]
Balances = dict[date, int]
"""The closing balance of an account in fen, from each day on."""

DAY = timedelta(days=1)
LARGEST_FEN = 10**16 - 1
"""The largest amount that a cell may have."""

DAYS = st.dates(date(2023, 11, 1), date(2025, 3, 31))
FEN = st.one_of(st.sampled_from((0, -1, 1, LARGEST_FEN, -LARGEST_FEN)), st.integers(-(10**9), 10**9))


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with one account.

    Not a fixture: pytest and Hypothesis keep test functions to the very end, and with them the class
    that a parameter is annotated with, which the engine would tell as leaked.
    """
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE SCHEMA stored")
        connection.execute(
            "CREATE TABLE account_numbers AS SELECT 'A' AS account_id, 0::INTEGER AS account_no"
        )
        connection.execute(
            "CREATE TABLE stored.accounts AS SELECT 0::INTEGER AS account_no, 'A' AS account_id, "
            "7::INTEGER AS customer_no, 'corporate_time' AS product, 'CNY' AS currency"
        )
        yield connection


def run_up(connection: duckdb.DuckDBPyConnection, balances: Balances) -> list[Row]:
    """`account_balance_days` of one account."""
    connection.execute("CREATE OR REPLACE TABLE balances (account_id VARCHAR, date DATE, balance BIGINT)")
    if balances:
        connection.executemany(
            "INSERT INTO balances VALUES ('A', ?, ?)", [list(row) for row in balances.items()]
        )
    connection.execute(
        "CREATE OR REPLACE TABLE stored.account_balance_days AS " + statement("store/account_balance_days")
    )
    return connection.execute("FROM stored.account_balance_days").fetchall()


def holdings(connection: duckdb.DuckDBPyConnection, *attributions: tuple[int, date, date]) -> list[Row]:
    """`account_holdings` of manager, first and last day; what does not change from row to row is left out."""
    connection.execute(
        "CREATE OR REPLACE TABLE stored.account_attributions (account_no INTEGER, manager_no INTEGER, "
        "role VARCHAR, valid_from DATE, valid_to DATE, share_bp INTEGER)"
    )
    connection.executemany(
        "INSERT INTO stored.account_attributions VALUES (0, ?, 'owner', ?, ?, 10000)",
        [list(row) for row in attributions],
    )
    connection.execute(
        "CREATE OR REPLACE TABLE stored.account_holdings AS " + statement("store/account_holdings")
    )
    return connection.execute(
        "SELECT manager_no, held_from, valid_to, stretches, balance_days_before, balance_days_through "
        "FROM stored.account_holdings ORDER BY manager_no, valid_from"
    ).fetchall()


def of_year(balances: Balances, day: date) -> int:
    """The balance-days from 1 January to a day, added up day by day."""
    total = 0
    for ordinal in range(date(day.year, 1, 1).toordinal(), day.toordinal() + 1):
        readings = [first for first in balances if first.toordinal() <= ordinal]
        total += balances[max(readings)] if readings else 0
    return total


def test_every_balance_has_what_its_year_had_run_up_before_it() -> None:
    """Days of 2024: 100 fen from 30 December on, 40 from 1 March (a leap year), 0 from 1 July."""
    with connected() as connection:
        balances = {date(2023, 12, 30): 100, date(2024, 3, 1): 40, date(2024, 7, 1): 0}
        assert run_up(connection, balances) == [
            (0, date(2023, 12, 30), date(2024, 2, 29), 100, 0),
            (0, date(2024, 3, 1), date(2024, 6, 30), 40, 60 * 100),
            (0, date(2024, 7, 1), OPEN_END, 0, 60 * 100 + 122 * 40),
        ]


def test_a_holding_has_what_ran_up_to_its_begin_and_end() -> None:
    with connected() as connection:
        run_up(connection, {date(2024, 3, 1): 40, date(2024, 7, 1): 0})
        assert holdings(
            connection,
            (1, date(2000, 1, 1), date(2024, 2, 29)),
            (2, date(2000, 1, 1), date(2024, 3, 10)),
            (2, date(2024, 3, 12), OPEN_END),
            (3, date(2025, 1, 1), date(2025, 1, 1)),
        ) == [
            (1, None, date(2024, 2, 29), 1, 0, None),
            (2, date(2024, 3, 1), date(2024, 3, 10), 2, 0, 10 * 40),
            (2, date(2024, 3, 12), OPEN_END, 2, 11 * 40, None),
            (3, date(2025, 1, 1), date(2025, 1, 1), 1, 0, 0),
        ]


def test_an_account_without_balances_is_held_all_the_same() -> None:
    with connected() as connection:
        run_up(connection, {})
        assert holdings(connection, (1, date(2000, 1, 1), OPEN_END)) == [(1, None, OPEN_END, 1, 0, None)]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(DAYS, FEN, min_size=1, max_size=8), DAYS, DAYS)
def test_balance_days_are_those_of_every_single_day(balances: Balances, one: date, other: date) -> None:
    valid_from, valid_to = sorted((one, other))
    with connected() as connection:
        days = run_up(connection, balances)
        [(_, held_from, _, _, before_held, through)] = holdings(connection, (1, valid_from, valid_to))
    for _, first, last, fen, before in days:
        assert before == (0 if (first.month, first.day) == (1, 1) else of_year(balances, first - DAY))
        assert {balances[day] for day in balances if first <= day <= last} == {fen}
    if held_from is None:
        assert valid_to < min(balances)
    else:
        assert held_from == max(valid_from, min(balances))
        assert before_held == (
            0 if held_from.timetuple().tm_yday == 1 else of_year(balances, held_from - DAY)
        )
        assert through == of_year(balances, valid_to)
