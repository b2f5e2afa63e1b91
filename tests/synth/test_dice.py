"""Chance is well spread, repeatable, and the same in SQL as in Python."""

from hashlib import md5
from importlib.resources import files

import duckdb
import pytest

from bole.synth.dice import Dice, lognormal_quantiles, scatter, spread
from bole.synth.organisation import apportion


def test_sql_and_python_spread_a_number_alike() -> None:
    macros = files("bole.synth").joinpath("sql", "macros.sql").read_text(encoding="utf-8")
    connection = duckdb.connect()
    connection.execute(macros.format(seed=5, account_width=6, customer_width=5, slot_width=5))
    rows = connection.sql("SELECT range, draw('noise', range * 7919) FROM range(2000)").fetchall()
    key = int(md5(b"5:noise", usedforsecurity=False).hexdigest()[:8], 16)
    assert rows == [(number, spread(number * 7919 ^ key)) for number in range(2000)]


def test_draws_are_even_and_purposes_differ() -> None:
    one, two = Dice(seed=1, purpose="one"), Dice(seed=1, purpose="two")
    draws = [one.between(0, 9) for _ in range(10_000)]
    assert all(850 < draws.count(value) < 1150 for value in range(10))
    agreeing = sum(draw == two.between(0, 9) for draw in draws)
    assert 850 < agreeing < 1150


def test_a_shuffle_keeps_every_item() -> None:
    assert sorted(Dice(seed=1, purpose="shuffle").shuffled(range(50))) == list(range(50))


@pytest.mark.parametrize("among", [1, 2, 3, 7, 618, 1000, 1001, 9973])
def test_scattering_moves_every_number_to_a_place_of_its_own(among: int) -> None:
    assert sorted(scatter(number, among=among) for number in range(among)) == list(range(among))


def test_quantiles_of_a_lognormal_rise_around_their_median() -> None:
    quantiles = lognormal_quantiles(sigma="1.3", unit=1000)
    assert quantiles == sorted(quantiles)
    assert quantiles[511] < 1000 <= quantiles[512]
    assert (quantiles[0], quantiles[-1]) == (13, 72701)


@pytest.mark.parametrize(("total", "weights"), [(0, [1, 2]), (7, [1, 1, 1]), (1000, [3, 0, 11, 6])])
def test_apportioning_leaves_no_remainder(total: int, weights: list[int]) -> None:
    shares = apportion(total, weights=weights)
    assert sum(shares) == total
    assert all(
        abs(share - total * weight / sum(weights)) < 1 for share, weight in zip(shares, weights, strict=True)
    )
