"""Figures with their units, as people read them."""

from decimal import Decimal
from typing import get_args

import pytest

from bole.kernel.text import LANGUAGES
from bole.kernel.units import UNITS, MeasureUnit, Unit, gap_with_unit, grouped, with_unit


def test_every_unit_has_its_word() -> None:
    assert set(UNITS) == set(get_args(Unit)) > set(get_args(MeasureUnit))


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        ("1234.505", "wan", "1,234.51 万元"),
        ("3", "wan_usd", "3.00 万美元"),
        ("0.01234567", "percent", "1.2346%"),
        (Decimal(10), "percent", "1,000%"),
        (1200, "count", "1,200 户"),
        ("89.9", "score", "89.90 分"),
        (None, "count", "不适用"),
    ],
)
def test_a_figure_carries_its_unit(number: Decimal | str | int | None, unit: Unit, expected: str) -> None:
    assert with_unit(number, unit, "zh") == expected


def test_decimals_may_be_asked_for_where_a_unit_has_any() -> None:
    assert with_unit("8799.999999", "wan", "en", decimals=6) == "8,799.999999 万元"
    assert with_unit("0.123456", "percent", "en", decimals=2) == "12.35%"
    assert with_unit("0.123456", "percent", "en", decimals=6) == "12.3456%"
    assert with_unit("0.5", "percent", "en", decimals=0) == "50%"
    assert with_unit(3, "count", "en", decimals=2) == "3 customers"


@pytest.mark.parametrize(
    ("gap", "unit", "expected"),
    [
        ("0.001", "wan", "0.01 万元"),
        ("0.00000001", "percent", "0.0001 percentage points"),
        ("4", "count", "4 customers"),
    ],
)
def test_what_is_missing_is_rounded_up(gap: str, unit: Unit, expected: str) -> None:
    assert gap_with_unit(gap, unit, "en") == expected


def test_figures_are_grouped_and_rounded_half_up() -> None:
    assert (grouped("1234567.005"), grouped("-0.005"), grouped(12345, decimals=0)) == (
        "1,234,567.01",
        "-0.01",
        "12,345",
    )
    assert [with_unit(None, "wan", language) for language in LANGUAGES] == ["不适用", "not applicable"]
