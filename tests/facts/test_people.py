"""The small tables for judgement."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from bole.facts import Store, read_people, standard_factors
from bole.kernel.people import (
    Branch,
    DesignScore,
    ErrorPoint,
    GracePeriod,
    Manager,
    Qualification,
    YearRecord,
)
from bole.kernel.period import Period
from tests.facts.bank import BANK, load_bank


def test_people_are_read_exactly(tmp_path: Path) -> None:
    loaded = load_bank(tmp_path, BANK)
    assert isinstance(loaded.store, Store)
    people = read_people(loaded.store)
    assert people.branches[1] == Branch("B2", "𠮷林分行", "branch", "B1", Decimal("1.1"))
    assert people.managers[3] == Manager(
        3, "M4", "赵六", "B2", "market", date(2015, 1, 1), "regular", "支行副行长"
    )
    assert people.qualifications[1] == Qualification(
        "M2", "market", "assistant", "temporary", date(2024, 7, 1), date(2025, 12, 31)
    )
    assert people.error_points == (ErrorPoint("M1", date(2025, 2, 18), "E1.1", 2, "aggravated"),)
    assert people.grace_periods == (GracePeriod("M1", "npl", date(2023, 12, 31)),)
    assert people.design_scores == (
        DesignScore("M1", Period(2024), Decimal(60)),
        DesignScore("M1", Period(2025, 1), Decimal("91.5")),
    )
    assert people.tier_history == (YearRecord("M1", 2023, None, False), YearRecord("M1", 2024, "M2", True))


def test_an_empty_standard_factor_is_the_parents() -> None:
    branches = [
        Branch("HQ", "总行", "head_office", None, None),
        Branch("B1", "一", "branch", "HQ", Decimal("0.9")),
        Branch("B11", "一一", "sub_branch", "B1", None),
        Branch("B111", "一一一", "department", "B11", None),
        Branch("B2", "二", "branch", "HQ", None),
    ]
    assert standard_factors(branches) == {
        "HQ": Decimal("1.00"),
        "B1": Decimal("0.9"),
        "B11": Decimal("0.9"),
        "B111": Decimal("0.9"),
        "B2": Decimal("1.00"),
    }
