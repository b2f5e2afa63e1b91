"""Determinations applied to a store: a store of its own, the delivered one untouched."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bole.facts import Loaded
from bole.facts.adjust import (
    Adjustment,
    Classification,
    OwnCause,
    PointsAdded,
    PointsWithdrawn,
    UnknownSubjectError,
    adjusted_store,
)
from tests.facts.bank import BANK, load_bank, stored

MARCH = date(2025, 3, 5)


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load_bank(tmp_path, BANK)


def adjusted(loaded: Loaded, folder: Path, *adjustments: Adjustment) -> Loaded:
    assert loaded.store is not None
    store, sha256 = adjusted_store(loaded.store, adjustments, folder / "adjusted")
    return replace(loaded, store=store, sha256=sha256)


def test_without_determinations_the_content_is_the_same(loaded: Loaded, tmp_path: Path) -> None:
    assert adjusted(loaded, tmp_path).sha256 == loaded.sha256


def test_the_delivered_store_stays_as_it_was(loaded: Loaded, tmp_path: Path) -> None:
    before = stored(loaded, "error_points")
    changed = adjusted(loaded, tmp_path, PointsAdded("M1", MARCH, "E2.1", 1, "base"))
    assert stored(loaded, "error_points") == before
    assert changed.sha256 != loaded.sha256


def test_a_finding_of_own_cause_replaces_earlier_ones(loaded: Loaded, tmp_path: Path) -> None:
    later = adjusted(loaded, tmp_path, OwnCause("L1", "M1", date(2025, 3, 31), own_cause=False))
    assert stored(later, "risk_findings") == [(0, 0, "2025-03-31", False)]


def test_a_finding_on_an_earlier_day_leaves_later_ones(loaded: Loaded, tmp_path: Path) -> None:
    earlier = adjusted(loaded, tmp_path, OwnCause("L1", "M1", date(2025, 3, 4), own_cause=False))
    assert stored(earlier, "risk_findings") == [(0, 0, "2025-03-04", False), (0, 0, "2025-03-05", True)]


def test_a_classification_holds_from_its_day_on(loaded: Loaded, tmp_path: Path) -> None:
    changed = adjusted(loaded, tmp_path, Classification("L1", date(2025, 2, 1), "doubtful"))
    assert stored(changed, "loan_intervals") == [
        (0, "2025-01-10", "2025-01-31", 100_000, "normal"),
        (0, "2025-02-01", "2025-02-28", 100_000, "doubtful"),
        (0, "2025-03-01", "9999-12-31", 90_000, "doubtful"),
    ]


def test_points_can_be_taken_back_and_added(loaded: Loaded, tmp_path: Path) -> None:
    withdrawn = PointsWithdrawn("M1", date(2025, 2, 18), "E1.1")
    added = PointsAdded("M1", MARCH, "E2.1", 3, "base")
    changed = adjusted(loaded, tmp_path, withdrawn, added)
    assert stored(changed, "error_points") == [("M1", "2025-03-05", "E2.1", 3, "base")]


def test_points_that_newer_facts_already_lack_need_no_taking_back(loaded: Loaded, tmp_path: Path) -> None:
    absent = PointsWithdrawn("M1", date(2024, 1, 1), "E1.1")
    assert adjusted(loaded, tmp_path, absent).sha256 == loaded.sha256


@pytest.mark.parametrize(
    "adjustment",
    [
        OwnCause("L9", "M1", MARCH, own_cause=True),
        OwnCause("L1", "M9", MARCH, own_cause=True),
        Classification("L9", MARCH, "loss"),
        PointsAdded("M9", MARCH, "E2.1", 1, "base"),
    ],
)
def test_what_the_facts_do_not_have_cannot_be_determined(
    loaded: Loaded, tmp_path: Path, adjustment: Adjustment
) -> None:
    with pytest.raises(UnknownSubjectError):
        adjusted(loaded, tmp_path, adjustment)


def test_a_file_system_without_links_gets_copies(
    loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert adjusted(loaded, tmp_path).sha256 == loaded.sha256
