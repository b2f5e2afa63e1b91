"""Drilling down: contributions and days as rows by columns, from the very same facts and policy."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bole.assess.drilldown import (
    Contribution,
    DayRow,
    Sum,
    contribution_columns,
    day_columns,
    read_contributions,
    sum_of,
)
from bole.assess.made import Days, OtherFactsError, OtherPolicyError, read_days, read_made
from bole.kernel.text import Text
from bole.measure.days import Subject
from bole.policy.load import load_policy
from tests.assess.folders import assess_into, facts_in, policy

ITEMS = {item.id: item for item in policy().policy.items}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    assess_into(folder / "out", facts_in(folder / "facts"))
    return folder


def contributed(bank: Path) -> list[Contribution]:
    """Every contribution of somebody who has an account."""
    for number in range(1, 9):
        found = read_contributions(bank / "out", f"M{number}")
        if any(each.subject_type == "account" for each in found):
            return found
    raise AssertionError


def manager_of(bank: Path) -> str:
    return next(
        f"M{n}" for n in range(1, 9) if read_contributions(bank / "out", f"M{n}") == contributed(bank)
    )


def days_of_account(bank: Path, *, facts: Path | None = None, under: str = "commercial-2005") -> Days:
    every = contributed(bank)
    account = next(each.subject_id for each in every if each.subject_type == "account")
    return read_days(
        facts or bank / "facts",
        made=read_made(bank / "out"),
        policy=load_policy(under),
        subject=Subject("account", account, manager_of(bank)),
        contributions=every,
    )


def test_a_result_names_what_it_was_made_of(bank: Path) -> None:
    made = read_made(bank / "out")
    assert load_policy(made.policy_reference).sha256 == made.policy_sha256
    assert made.standing.year_start <= made.standing.last_day


def test_days_add_up_to_the_contribution_exactly_and_as_printed(bank: Path) -> None:
    days = days_of_account(bank)
    assert days.items
    every = {(each.component, each.subject_id): each for each in contributed(bank)}
    for found in days.items:
        (contribution,) = [each for (component, _), each in every.items() if component == found.item][:1]
        exactly = sum(row.exactly for row in found.rows)
        assert exactly * contribution.amount_denominator == contribution.amount_numerator
        assert sum(row.added for row in found.rows) == found.added == contribution.amount
        assert (found.days, found.in_full) == (contribution.days, contribution.in_full)


def test_one_component_is_read_alone_and_the_largest_first(bank: Path) -> None:
    every, manager = contributed(bank), manager_of(bank)
    for component in {each.component for each in every}:
        found = read_contributions(bank / "out", manager, component=component)
        assert found == [each for each in every if each.component == component]
        sizes = [abs(each.amount_numerator) for each in found]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("item", "subject_type", "days", "in_full", "amount"),
    [
        ("corporate_demand", "account", "days", "balance-days (万元·day)", "amount (万元)"),
        ("led_loans", "loan", "days", "closing balance (万元)", "amount (万元)"),
        ("interest_due", "loan", "entries", "in full (万元)", "amount (万元)"),
        ("settlement_documentary", "settlement", "entries", "in full (万 US$)", "amount (万 US$)"),
        ("corporate_customers", "customer", "days", "customers", "amount"),
        (None, "settlement", "days or entries", "in full (万 US$)", "amount (万 US$)"),
    ],
)
def test_columns_say_what_the_figures_of_an_item_are(
    item: str | None, subject_type: str, days: str, in_full: str, amount: str
) -> None:
    columns = contribution_columns(ITEMS[item] if item else None, subject_type=subject_type)
    headers = {column.key: column.header.en for column in columns}
    assert (headers["days"], headers["in_full"], headers["amount"]) == (days, in_full, amount)
    assert set(headers) <= set(dir(Contribution))


def test_columns_of_days_are_attributes_of_the_rows() -> None:
    columns = day_columns(ITEMS["corporate_demand"], subject_type="account", currency="USD")
    assert {column.key for column in columns} <= set(DayRow.__slots__)
    assert {column.key: column.header for column in columns}["share"] == Text("比例（%）", "share (%)")
    assert {column.key: column.unit for column in columns}["balance"] == "currency"
    assert day_columns(ITEMS["led_loans"], subject_type="loan", currency="CNY")[3].header.zh == "余额（元）"


def test_balance_days_of_different_currencies_are_not_added_up() -> None:
    one = Contribution("x", "account", "1", "CNY", 3, 5_000_000, Decimal(100), Decimal(5), None, 5, 1)
    other = replace(one, currency="USD", credited=Decimal(6))
    assert sum_of([one, one]) == Sum(Decimal(10), Decimal(10), None)
    assert sum_of([one, other]) == Sum(None, Decimal(10), Decimal(6))


def test_another_policy_is_refused_before_anything_is_read(bank: Path) -> None:
    with pytest.raises(OtherPolicyError):
        days_of_account(bank, facts=bank / "nowhere", under="working-rules")


def test_other_facts_are_refused(bank: Path, tmp_path: Path) -> None:
    with pytest.raises(OtherFactsError):
        days_of_account(bank, facts=facts_in(tmp_path, tier_history="manager_id,year,tier,passed\n"))


def test_faulty_facts_come_back_as_findings(bank: Path, tmp_path: Path) -> None:
    faulty = facts_in(tmp_path / "facts", balances="account_id,date,balance\n001,2025-01-01,ten\n")
    days = days_of_account(bank, facts=faulty)
    assert days.items is None
    assert days.findings.errors


def test_without_results_nothing_was_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_made(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_contributions(tmp_path, "M1")
