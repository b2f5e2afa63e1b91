"""Runs a policy case on the slow reference implementation of the contract."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unittest.mock import patch

from bole.policy.cases import Case, measures_of, tables_of
from bole.policy.schema import Policy
from tests.reference import assess
from tests.reference.constants import PER_100
from tests.reference.measure import Measures

HUNDRED = 100


def reference_result(case: Case, policy: Policy) -> dict[str, Any]:
    """What the reference says of the case's manager M1, or why M1 is not assessed."""
    tables = tables_of(case, policy)
    as_of = case.as_of
    if case.kind == "facts":
        result = assess(tables, str(case.period), as_of)
    else:
        with patch("tests.reference.judge.measure", return_value=_measures(measures_of(case, policy))):
            result = assess(tables, str(case.period), as_of)
    for entry in result["not_assessed"]:
        if entry["manager_id"] == "M1":
            return {"not_assessed": entry}
    found: dict[str, Any] = next(entry for entry in result["managers"] if entry["manager_id"] == "M1")
    return found


def _measures(given: Mapping[str, Decimal | None]) -> Measures:
    """Measures as if one component had brought the given volume and deposit."""
    deposit, volume = given["average_deposit"], given["composite_volume"]
    assert deposit is not None
    assert volume is not None
    customers = given["corporate_customers"]
    assert customers is not None
    nothing = dict.fromkeys(PER_100, Fraction(0))
    return Measures(
        amounts=nothing | {"corporate_time": Fraction(deposit)},
        credited=nothing | {"corporate_time": Fraction(volume)},
        corporate_customers=int(customers),
        npl_ratio=_fraction(given["npl_ratio"]),
        own_cause_npl_ratio=_fraction(given["own_cause_npl_ratio"]),
        interest_collection_rate=_fraction(given["interest_collection_rate"]),
    )


def _fraction(percent: Decimal | None) -> Fraction | None:
    return None if percent is None else Fraction(percent) / HUNDRED


def differences(expected: object, actual: object, place: str = "") -> list[str]:
    """Where the actual value is not what is expected; keys that are not expected do not count.

    The reference knows no marks of assumed values, so those are left to the engine's own run.
    """
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return [
            line
            for key, value in expected.items()
            if key != "assumed"
            for line in differences(value, actual.get(key, "(absent)"), f"{place}.{key}".lstrip("."))
        ]
    if isinstance(expected, tuple) and isinstance(actual, list):
        expected = list(expected)
    return [] if expected == actual else [f"{place}: expected {expected}, got {actual}"]
