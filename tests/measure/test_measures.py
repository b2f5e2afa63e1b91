"""`measures.sql` and what is made of its sums."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from bole.kernel.exact import Exact
from bole.kernel.people import OPEN_END
from bole.measure import measure_all, nothing_measured, open_engine
from tests.measure.store import Q1, Measure, Row, account, held, measured, policy, share, write_store

FIRST = date(2025, 1, 1)
WAN = 10_000
HUGE_FEN = 9 * 10**18


def test_average_deposit_and_composite_volume_weigh_what_was_measured(measure: Measure) -> None:
    products = ("corporate_demand", "corporate_time", "savings_demand", "savings_time")
    found = measure(
        accounts=[account(number, product=product) for number, product in enumerate(products)],
        account_intervals=[held(number, FIRST, OPEN_END, WAN * 10**number) for number in range(4)],
        account_attributions=[share(number) for number in range(4)],
    )
    indicators = found.measures[0].indicators
    assert Fraction(*(indicators["average_deposit"] or (0, 1))) == 1 + 10 + 360 + 3000
    volume = Fraction(12, 10) + 10 + 360 + 3000
    assert Fraction(*(indicators["composite_volume"] or (0, 1))) == volume
    components = found.measures[0].components
    assert Fraction(*components["savings_demand"].amount) == 100
    assert Fraction(*components["savings_demand"].credited) == 360
    assert next(iter(components)) == "corporate_demand"
    assert len(components) == 15
    assert components["npl_deduction"].amount.printed() == "0.000000"


def test_a_count_is_a_whole_number(measure: Measure) -> None:
    found = measure(accounts=[account()], account_attributions=[share(0)])
    count = found.measures[0].indicators["corporate_customers"]
    assert count is not None
    assert Fraction(*count) == 1


def test_who_has_nothing_is_not_listed_and_measures_zero_or_not_applicable(tmp_path: Path) -> None:
    store = write_store(tmp_path / "store")
    with open_engine(store, policy=policy(), standing=Q1) as engine:
        assert measure_all(engine) == {}
        nothing = nothing_measured(engine)
    assert nothing.indicators["npl_ratio"] is None
    assert nothing.indicators["interest_collection_rate"] is None
    volume = nothing.indicators["composite_volume"]
    assert volume is not None
    assert volume.printed() == "0.000000"
    assert all(value.numerator == 0 for value in nothing.items.values())


def test_an_engine_has_one_common_denominator(tmp_path: Path) -> None:
    store = write_store(tmp_path / "store")
    with open_engine(store, policy=policy(), standing=Q1) as engine:
        assert engine.denominator == 90 * 10_000 * 10**8 * 10**6
        assert engine.weight_base == 10
        assert nothing_measured(engine).items["led_loans"] == Exact(0, engine.denominator)


def test_a_store_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    store = write_store(tmp_path / "store")
    store.path_of("loans").unlink()
    with pytest.raises(duckdb.Error), open_engine(store, policy=policy(), standing=Q1):
        pass


@pytest.mark.parametrize("rate", [9 * 10**18, 10**15])
def test_an_amount_beyond_128_bits_is_an_error_and_never_a_wrong_number(tmp_path: Path, rate: int) -> None:
    """One day of a balance of 9 × 10¹⁶ yuan, at rates that no currency has."""
    overflowing: dict[str, list[Row]] = {
        "accounts": [account(0, currency="USD"), account(1, currency="HKD")],
        "account_intervals": [(0, FIRST, FIRST, HUGE_FEN), (1, FIRST, FIRST, HUGE_FEN)],
        "account_attributions": [share(0), share(1)],
        "rates": [("USD", FIRST, rate), ("HKD", FIRST, rate)],
    }
    with pytest.raises(duckdb.Error, match=r"[Oo]verflow|out of range"):
        measured(tmp_path, standing=Q1, under=None, **overflowing)


def test_balance_days_beyond_64_bits_are_an_error_and_never_a_wrong_number(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error, match=r"[Oo]verflow"):
        measured(
            tmp_path,
            accounts=[account()],
            account_intervals=[(0, FIRST, OPEN_END, HUGE_FEN)],
            account_attributions=[share(0)],
        )


def test_the_largest_bank_one_could_think_of_fits(measure: Measure) -> None:
    """A thousand accounts of a trillion dollars each, held all year, at a rate of 100."""
    count = 1000
    found = measure(
        accounts=[account(number, currency="USD") for number in range(count)],
        account_intervals=[held(number, FIRST, OPEN_END, 10**12) for number in range(count)],
        account_attributions=[share(number) for number in range(count)],
        rates=[("USD", FIRST, 100 * 10**8)],
    )
    assert found.amount("corporate_time") == Fraction(count * 10**12 * 100, WAN)
