"""A bank of some size has what the product must cope with."""

from collections import Counter
from decimal import Decimal

import pytest

from bole.synth import generate
from tests.synth.delivered import Row, amount, day, read

Tables = dict[str, list[Row]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("plausible") / "facts"
    generate(folder, managers=150, accounts=6000, seed=3)
    return read(folder)


def test_accounts_change_about_ten_times_a_year(tables: Tables) -> None:
    changes = sum(row["date"].startswith("2025") for row in tables["balances"])
    assert 7 < changes / len(tables["accounts"]) < 13


def test_a_few_accounts_hold_most_of_the_money(tables: Tables) -> None:
    closing: dict[str, Decimal] = {}
    for row in tables["balances"]:
        closing[row["account_id"]] = amount(row["balance"])
    sizes = sorted(closing.values(), reverse=True)
    assert sum(sizes[: len(sizes) // 10]) > sum(sizes) * Decimal("0.6")


def test_every_kind_of_share_occurs(tables: Tables) -> None:
    shares = Counter((row["role"], row["share"]) for row in tables["attributions"])
    for share in ("100.00", "60.00", "40.00", "33.33", "66.67", "33.34", "25.00", "5.00"):
        assert shares["owner", share], share
    assert shares["lead", "60.00"]
    assert shares["assist", "100.00"]
    assert shares["assist", "33.33"]


def test_accounts_and_loans_change_hands_inside_the_span(tables: Tables) -> None:
    handed = Counter(row["subject_type"] for row in tables["attributions"] if row["valid_to"] > "2025-01-01")
    assert handed["account"] > 20
    assert handed["loan"] > 5


def test_every_product_currency_and_classification_occurs(tables: Tables) -> None:
    assert {row["currency"] for row in tables["accounts"]} == {"CNY", "EUR", "HKD", "JPY", "USD"}
    assert len({row["product"] for row in tables["accounts"]}) == 5
    assert len({row["classification"] for row in tables["loan_balances"]}) == 5
    assert len({row["kind"] for row in tables["settlements"]}) == 3
    assert any(amount(row["balance"]) < 0 for row in tables["balances"])


def test_posts_exclusions_and_conduct_occur(tables: Tables) -> None:
    assert {row["post"] for row in tables["managers"]} == {"market", "credit", "design", "specialist"}
    assert any(row["excluded_reason"] for row in tables["managers"])
    assert {row["outcome"] for row in tables["error_points"]} == {"base", "aggravated", "cancel"}
    assert {row["own_cause"] for row in tables["risk_findings"]} == {"true", "false"}
    assert {row["reason"] for row in tables["grace_periods"]} == {"npl", "interest"}
    assert {row["kind"] for row in tables["qualifications"]} == {"regular", "temporary", "exception"}


def test_tier_history_goes_back_six_to_eight_years(tables: Tables) -> None:
    years = {int(row["year"]) for row in tables["tier_history"]}
    assert years == set(range(2017, 2025))


def test_names_include_what_breaks_careless_software(tables: Tables) -> None:
    people = [row["name"] for row in tables["customers"] if row["kind"] == "personal"]
    assert any(ord(character) > 0xFFFF for name in people for character in name)
    assert any(name.startswith("欧阳") for name in people)
    assert all("," not in row["name"] and '"' not in row["name"] for row in tables["customers"])


def test_some_loans_are_granted_inside_and_some_before_the_assessed_year(tables: Tables) -> None:
    granted = Counter(day(row["granted_on"]).year for row in tables["loans"])
    assert granted[2025] > 100
    assert granted[2024] > 100
    assert any(year < 2023 for year in granted)
