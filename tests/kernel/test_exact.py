from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bole.kernel.exact import Exact

EXACTS = st.builds(Exact, st.integers(-(10**25), 10**25), st.integers(1, 10**20))


def test_equal_ratios_of_different_terms_are_at_least_and_at_most_and_not_below_each_other() -> None:
    half, two_quarters = Exact(1, 2), Exact(2, 4)
    assert half.at_least(two_quarters)
    assert half.at_most(two_quarters)
    assert not half.below(two_quarters)


def test_the_smallest_difference_decides() -> None:
    limit, above = Exact(3, 100), Exact(3 * 10**30 + 1, 100 * 10**30)
    assert limit.below(above)
    assert not above.at_most(limit)
    assert above.at_least(limit)


@given(EXACTS, EXACTS)
def test_comparisons_are_those_of_fractions(one: Exact, other: Exact) -> None:
    left, right = Fraction(*one), Fraction(*other)
    assert one.at_least(other) == (left >= right)
    assert one.below(other) == (left < right)
    assert one.at_most(other) == (left <= right)


def test_it_prints_six_decimals_and_a_count_none() -> None:
    assert Exact(1, 3).printed() == "0.333333"
    assert Exact(30, 10).printed("count") == "3"
