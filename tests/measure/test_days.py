"""The days behind each contribution: they add up to it exactly, on random banks."""

import random
from collections import defaultdict
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from bole.assess.vocabulary import vocabulary_of
from bole.facts import load
from bole.kernel.period import Period, Standing
from bole.measure import measure_all, nothing_measured, open_engine, rate_day, write_contributions
from bole.measure.days import Stretch, Subject, SubjectType, days_of
from bole.policy.load import load_policy
from tests.banks import random_bank, write_bank

Totals = dict[str, tuple[int, int, int]]

TYPES: tuple[SubjectType, ...] = ("account", "loan")


def totals(stretches: list[Stretch]) -> Totals:
    """Days, balance-days and numerator of each item."""
    by_item: defaultdict[str, list[Stretch]] = defaultdict(list)
    for each in stretches:
        by_item[each.item].append(each)
    return {
        item: (
            sum(each.days for each in found),
            sum(each.balance_days_fen for each in found),
            sum(each.numerator for each in found),
        )
        for item, found in by_item.items()
    }


@pytest.mark.parametrize("seed", [1, 5, 8])
def test_the_days_add_up_to_every_contribution(seed: int, tmp_path: Path) -> None:
    bank = random_bank(seed)
    write_bank(bank, tmp_path / "facts", rng=random.Random(0))
    policy = load_policy("commercial-2005").policy
    standing = Standing.of(Period.parse(bank.period), as_of=bank.as_of)
    days = {"vocabulary": vocabulary_of(policy), "rates_on": rate_day(policy, standing)}
    loaded = load(tmp_path / "facts", tmp_path / "store", **days)  # type: ignore[arg-type]  # as named
    assert loaded.store is not None
    with open_engine(loaded.store, policy=policy, standing=standing) as engine:
        write_contributions(engine, tmp_path / "contributions.parquet")
        assert measure_all(engine)
        assert nothing_measured(engine)
        rows = pyarrow.parquet.read_table(tmp_path / "contributions.parquet").to_pylist()
        expected: defaultdict[Subject, Totals] = defaultdict(dict)
        for row in rows:
            if row["subject_type"] in TYPES:
                subject = Subject(row["subject_type"], row["subject_id"], row["manager_id"])
                figures = (row["days"], int(row["balance_days_fen"]), int(row["amount_numerator"]))
                expected[subject][row["component"]] = figures
        assert expected
        found = {subject: days_of(engine, subject) for subject in expected}
        nobody = days_of(engine, Subject("account", "no such account", "nobody"))
    assert {subject: totals(stretches) for subject, stretches in found.items()} == expected
    assert nobody == []
    for stretches in found.values():
        assert all(_inside(each, standing.year_start, standing.last_day) for each in stretches)


def _inside(stretch: Stretch, first: date, last: date) -> bool:
    return first <= stretch.first_day <= stretch.last_day <= last
