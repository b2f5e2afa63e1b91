from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bole.kernel.money import (
    ceiling,
    ceiling_string,
    half_up,
    ratio_of,
    rounded_string,
    scaled_string,
)

NUMERATORS = st.integers(-(10**40), 10**40)
DENOMINATORS = st.integers(1, 10**30)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [
        (0, 7, 0),
        (1, 2, 1),
        (-1, 2, -1),
        (3, 2, 2),
        (-3, 2, -2),
        (5, 2, 3),
        (-5, 2, -3),
        (49, 100, 0),
        (-49, 100, 0),
        (51, 100, 1),
        (-51, 100, -1),
        (149, 100, 1),
        (150, 100, 2),
        (1, 3, 0),
        (2, 3, 1),
    ],
)
def test_halves_round_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


def test_rounding_is_exact_where_a_float_would_not_be() -> None:
    huge = 10**40 + 1
    assert half_up(2 * huge, 2) == huge
    assert half_up(2 * huge - 1, 2) == huge
    assert half_up(2 * huge - 2, 2) == huge - 1


@pytest.mark.parametrize(
    ("numerator", "denominator", "up"),
    [(0, 5, 0), (1, 5, 1), (5, 5, 1), (6, 5, 2), (-1, 5, 0), (-5, 5, -1), (-6, 5, -1)],
)
def test_a_ceiling_is_the_next_integer_upwards_also_below_zero(
    numerator: int, denominator: int, up: int
) -> None:
    assert ceiling(numerator, denominator) == up


@pytest.mark.parametrize(
    ("units", "decimals", "text"),
    [
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (-1500, 3, "-1.500"),
        (123456789, 6, "123.456789"),
        (42, 0, "42"),
        (-42, 0, "-42"),
    ],
)
def test_scaled_integers_read_as_plain_decimals(units: int, decimals: int, text: str) -> None:
    assert scaled_string(units, decimals) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (1, 3, "0.333333"),
        (2, 3, "0.666667"),
        (1, 2_000_000, "0.000001"),
        (-1, 2_000_000, "-0.000001"),
        (1, 2_000_001, "0.000000"),
        (-1, 2_000_001, "0.000000"),
        (-1, 10**30, "0.000000"),
        (0, 9, "0.000000"),
        (-7, 2, "-3.500000"),
        (1_999_999_5, 10_000_000, "2.000000"),
        (25_000_000, 1, "25000000.000000"),
    ],
)
def test_a_ratio_prints_rounded_half_up_and_never_as_minus_zero(
    numerator: int, denominator: int, text: str
) -> None:
    assert rounded_string(numerator, denominator) == text


def test_a_ratio_prints_with_as_many_decimals_as_asked() -> None:
    assert rounded_string(5, 8, decimals=2) == "0.63"
    assert rounded_string(-5, 8, decimals=2) == "-0.63"
    assert rounded_string(-1, 1000, decimals=2) == "0.00"


@given(NUMERATORS, DENOMINATORS, st.integers(1, 8))
def test_printing_is_scaling_after_rounding(numerator: int, denominator: int, decimals: int) -> None:
    expected = scaled_string(half_up(numerator * 10**decimals, denominator), decimals)
    assert rounded_string(numerator, denominator, decimals=decimals) == expected


@given(NUMERATORS, DENOMINATORS)
def test_a_printed_ratio_is_within_half_a_unit_of_it(numerator: int, denominator: int) -> None:
    printed = Fraction(rounded_string(numerator, denominator))
    assert abs(printed - Fraction(numerator, denominator)) <= Fraction(1, 2_000_000)


@given(NUMERATORS, DENOMINATORS)
def test_a_ratio_printed_upwards_is_enough_and_not_a_unit_too_much(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    printed = Fraction(ceiling_string(numerator, denominator, decimals=2))
    assert exact <= printed < exact + Fraction(1, 100)


def test_a_ratio_prints_upwards_with_six_decimals_unless_told() -> None:
    assert ceiling_string(1, 3) == "0.333334"
    assert ceiling_string(-1, 3) == "-0.333333"


@pytest.mark.parametrize(
    ("value", "ratio"),
    [(Decimal("1.10"), (11, 10)), (Decimal("98.5"), (197, 2)), (3, (3, 1)), (Decimal("-0.04"), (-1, 25))],
)
def test_a_decimal_is_an_exact_ratio_in_lowest_terms(value: Decimal | int, ratio: tuple[int, int]) -> None:
    assert ratio_of(value) == ratio
