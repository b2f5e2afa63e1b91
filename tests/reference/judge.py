"""From measures to tiers and outcomes: steps 3 to 11 of the order of decisions, one manager at a time."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.constants import (
    BONUS_PER_POINT,
    DESIGN_SCORES,
    EXIT_AVERAGE_DEPOSIT,
    EXIT_COMPOSITE_VOLUME,
    GRACE_INTEREST_BELOW,
    GRACE_NPL_ABOVE,
    LADDERS,
    NEWCOMER_YEARS,
    OUTCOMES_IN_ORDER,
    POINTS,
    QUARTER_POINTS_LIMIT,
    RANKS_BEST_FIRST,
    STANDARDS,
    TIERS,
    TIERS_OF_RANK,
    TIMES_OF_OUTCOME,
    VETERAN_PASSED_YEARS,
    VETERAN_WINDOW_YEARS,
    YEAR_POINTS_LIMIT,
)
from tests.reference.display import decimal6, decimal6_or_none
from tests.reference.facts import Row, Tables, day_of, number_of, years_later
from tests.reference.measure import Bank, Measures, measure
from tests.reference.window import window_of


@dataclass(frozen=True, slots=True)
class Points:
    """Error points inside the period and in the year to date, and whether one of them cancels."""

    in_period: int
    year: int
    cancelled_in_period: bool


def _rows(bank: Bank, table: str, *, manager_id: str) -> list[Row]:
    return [row for row in bank.table(table) if row["manager_id"] == manager_id]


def standard_factor(bank: Bank, branch_id: str) -> Fraction:
    branches = {row["branch_id"]: row for row in bank.table("branches")}
    branch = branches[branch_id]
    while not branch["standard_factor"]:
        if not branch["parent_id"]:
            return Fraction(1)
        branch = branches[branch["parent_id"]]
    return number_of(branch["standard_factor"])


def _design_tier(bank: Bank, manager_id: str) -> str | None:
    for row in _rows(bank, "design_scores", manager_id=manager_id):
        if row["period"] == bank.window.period:
            score = number_of(row["score"])
            return next((tier for tier, floor in DESIGN_SCORES if score >= floor), None)
    return None


def _performance_tier(bank: Bank, manager: Row, *, measures: Measures) -> str | None:
    if manager["post"] == "design":
        return _design_tier(bank, manager["manager_id"])
    factor = standard_factor(bank, manager["branch_id"])
    for tier in LADDERS[manager["post"]]:
        standard = STANDARDS[tier]
        holds = [
            measures.composite_volume >= standard.composite_volume * factor,
            measures.average_deposit >= standard.average_deposit * factor,
            measures.corporate_customers >= standard.corporate_customers,
        ]
        if manager["post"] == "credit" and measures.npl_ratio is not None:
            holds.append(measures.npl_ratio <= standard.npl_ratio_at_most)
        if manager["post"] == "credit" and measures.interest_collection_rate is not None:
            holds.append(measures.interest_collection_rate >= standard.interest_collection_at_least)
        if all(holds):
            return tier
    return None


def _cap(bank: Bank, manager: Row) -> str | None:
    """The best tier that the qualifications of the last day allow."""
    last_day = bank.window.last_day
    cancels = [
        day_of(row["date"])
        for row in _rows(bank, "error_points", manager_id=manager["manager_id"])
        if row["outcome"] == "cancel" and day_of(row["date"]) <= last_day
    ]
    ladder = LADDERS[manager["post"]]
    held = {
        row["rank"]
        for row in _rows(bank, "qualifications", manager_id=manager["manager_id"])
        if row["post"] == manager["post"]
        and day_of(row["valid_from"]) <= last_day <= day_of(row["valid_to"])
        and not any(day_of(row["valid_from"]) <= cancel for cancel in cancels)
    }
    for rank in RANKS_BEST_FIRST:
        if rank in held:
            return next((tier for tier in ladder if tier in TIERS_OF_RANK[rank]), None)
    return "T1" if "T1" in ladder else None


def _lower(one: str | None, other: str | None) -> str | None:
    if one is None or other is None:
        return None
    return TIERS[max(TIERS.index(one), TIERS.index(other))]


def _points(bank: Bank, manager_id: str) -> Points:
    window = bank.window
    in_period = year = 0
    cancelled = False
    for row in _rows(bank, "error_points", manager_id=manager_id):
        day = day_of(row["date"])
        points = int(row["occurrences"]) * POINTS[row["item"]] * TIMES_OF_OUTCOME[row["outcome"]]
        if window.year_start <= day <= window.last_day:
            year += points
        if window.period_start <= day <= window.last_day:
            in_period += points
            cancelled = cancelled or row["outcome"] == "cancel"
    return Points(in_period, year, cancelled)


def _grace(bank: Bank, manager_id: str, *, reason: str, bad: bool) -> str | None:
    last_day = bank.window.last_day
    opened = [
        day_of(row["started_on"])
        for row in _rows(bank, "grace_periods", manager_id=manager_id)
        if row["reason"] == reason and day_of(row["started_on"]) <= last_day
    ]
    if not opened:
        return "grace_started" if bad else None
    if not bad:
        return "grace_closed"
    return "grace_expired" if last_day >= years_later(max(opened), 1) else "in_grace"


def _graces(bank: Bank, manager_id: str, *, measures: Measures) -> set[str]:
    ratio, rate = measures.own_cause_npl_ratio, measures.interest_collection_rate
    bad = {
        "npl": ratio is not None and ratio > GRACE_NPL_ABOVE,
        "interest": rate is not None and rate < GRACE_INTEREST_BELOW,
    }
    found = {_grace(bank, manager_id, reason=reason, bad=is_bad) for reason, is_bad in bad.items()}
    return {outcome for outcome in found if outcome is not None}


def _exit(bank: Bank, manager: Row, *, measures: Measures) -> str | None:
    if manager["post"] not in {"market", "credit"}:
        return None
    enough_deposit = measures.average_deposit >= EXIT_AVERAGE_DEPOSIT
    enough_volume = measures.composite_volume >= EXIT_COMPOSITE_VOLUME
    if enough_deposit and enough_volume:
        return None
    years = NEWCOMER_YEARS.get(manager["hire_type"], 0)
    if bank.window.last_day < years_later(day_of(manager["hired_on"]), years):
        return "newcomer_grace" if years else "transferred_out"
    return "transferred_out"


def _veteran(bank: Bank, manager_id: str, *, tier: str | None, passed: bool) -> str | None:
    this_year = bank.window.year_start.year
    passed_at: dict[int, str] = {
        int(row["year"]): row["tier"]
        for row in _rows(bank, "tier_history", manager_id=manager_id)
        if int(row["year"]) < this_year and row["passed"] == "true" and row["tier"]
    }
    if passed and tier is not None:
        passed_at[this_year] = tier
    for k in (1, 2, 3, 4):
        good_years = {
            year for year, reached in passed_at.items() if TIERS.index(reached) <= TIERS.index(f"S{k}")
        }
        for first in range(this_year - 100, this_year + 1):
            window = range(first, first + VETERAN_WINDOW_YEARS)
            if sum(1 for year in window if year in good_years) >= VETERAN_PASSED_YEARS:
                return f"veteran_V{k}"
    return None


def _one_tier_below(tier: str | None, *, post: str) -> str | None:
    if tier is None:
        return None
    ladder = LADDERS[post]
    place = ladder.index(tier) + 1
    return ladder[place] if place < len(ladder) else None


def _result(bank: Bank, manager: Row) -> dict[str, Any]:
    manager_id, annual = manager["manager_id"], bank.window.annual
    measures = measure(bank, manager_id)
    performance = _performance_tier(bank, manager, measures=measures)
    qualified = _lower(performance, _cap(bank, manager))
    points = _points(bank, manager_id)

    outcomes: set[str | None] = set(_graces(bank, manager_id, measures=measures))
    if annual and points.year >= YEAR_POINTS_LIMIT:
        outcomes |= {"annual_failed", "qualification_cancelled"}
    if points.cancelled_in_period or "grace_expired" in outcomes:
        outcomes.add("qualification_cancelled")
    untreated = {"grace_started", "in_grace", "grace_expired", "qualification_cancelled"} & outcomes
    treatment = None if untreated else qualified
    bonus_deduction = Fraction(0)
    if not annual and points.in_period >= QUARTER_POINTS_LIMIT:
        outcomes.add("demoted_one_tier")
        treatment = _one_tier_below(treatment, post=manager["post"])
        bonus_deduction = min(Fraction(1), points.in_period * BONUS_PER_POINT)

    passed = False
    if annual:
        outcomes.add(_exit(bank, manager, measures=measures))
        fails = {"annual_failed", "qualification_cancelled", "transferred_out"}
        passed = qualified is not None and not fails & outcomes
        outcomes.add(_veteran(bank, manager_id, tier=qualified, passed=passed))

    result: dict[str, Any] = {
        "manager_id": manager_id,
        "branch_id": manager["branch_id"],
        "post": manager["post"],
        "measures": {
            "average_deposit": decimal6(measures.average_deposit),
            "composite_volume": decimal6(measures.composite_volume),
            "corporate_customers": measures.corporate_customers,
            "npl_ratio": decimal6_or_none(measures.npl_ratio),
            "interest_collection_rate": decimal6_or_none(measures.interest_collection_rate),
        },
        "components": {
            name: {"amount": decimal6(amount), "credited": decimal6(measures.credited[name])}
            for name, amount in measures.amounts.items()
        },
        "performance_tier": performance,
        "qualified_tier": qualified,
        "error_points": {"quarter": None if annual else points.in_period, "year": points.year},
        "treatment_tier": treatment,
        "bonus_deduction": decimal6(bonus_deduction),
        "outcomes": [outcome for outcome in OUTCOMES_IN_ORDER if outcome in outcomes],
    }
    return result | {"passed": passed} if annual else result


def _not_assessed(manager: Row) -> dict[str, str] | None:
    if manager["excluded_reason"]:
        return {
            "manager_id": manager["manager_id"],
            "reason": manager["excluded_reason"],
            "clause": "§2",
        }
    if manager["post"] == "specialist":
        return {"manager_id": manager["manager_id"], "reason": "specialist", "clause": "§11"}
    return None


def assess(facts: Tables, period: str, as_of: date | None = None) -> dict[str, Any]:
    """The window, the results (without `assumed`) and the people not assessed, of valid facts."""
    window = window_of(period, as_of=as_of)
    bank = Bank(facts, window=window)
    managers = sorted(bank.table("managers"), key=lambda row: row["manager_id"])
    left_out = {manager["manager_id"]: _not_assessed(manager) for manager in managers}
    return {
        "window": [window.year_start.isoformat(), window.last_day.isoformat()],
        "managers": [
            _result(bank, manager) for manager in managers if left_out[manager["manager_id"]] is None
        ],
        "not_assessed": [entry for entry in left_out.values() if entry is not None],
    }
