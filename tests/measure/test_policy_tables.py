"""The policy's items as rows that the SQL joins."""

from datetime import date
from decimal import Decimal

import pytest

from bole.kernel.period import Period, Standing
from bole.measure.policy_tables import (
    TABLES,
    common_days,
    component_weights,
    integer_weights,
    item_start,
    policy_rows,
    window_start,
)
from bole.policy.schema.indicators import WeightedSum
from tests.measure.store import Q1, Q3, YEAR, Measure, account, item, policy, share, with_items


@pytest.mark.parametrize(
    ("window", "standing", "first"),
    [
        ("year_to_date", Q3, date(2025, 1, 1)),
        ("in_period", Q3, date(2025, 7, 1)),
        ("last_day", Q3, date(2025, 9, 30)),
        ("in_period", YEAR, date(2025, 1, 1)),
        ("in_period", Standing.of(Period(2025, 3), as_of=date(2025, 7, 1)), date(2025, 7, 1)),
    ],
)
def test_each_window_has_its_first_day(window: str, standing: Standing, first: date) -> None:
    assert window_start(window, standing) == first


def test_a_stock_at_the_end_looks_at_the_last_day_alone() -> None:
    assert item_start(item("led_loans"), Q3) == date(2025, 9, 30)
    assert item_start(item("corporate_customers"), Q3) == date(2025, 9, 30)
    assert item_start(item("corporate_time"), Q3) == date(2025, 1, 1)


def test_days_are_common_to_all_averages() -> None:
    in_period = item("corporate_time").model_copy(update={"window": "in_period"})
    assert common_days(policy(), standing=Q3) == 273
    assert common_days(with_items(in_period), standing=Q3) == 273 * 92
    assert common_days(with_items(in_period), standing=Q1) == 90
    without = policy().model_copy(update={"items": (item("led_loans"),)})
    assert common_days(without, standing=Q3) == 1


def test_factors_bring_every_item_to_the_common_denominator() -> None:
    in_period = item("corporate_time").model_copy(update={"window": "in_period"})
    rows = policy_rows(with_items(in_period), standing=Q3)["item_factors"]
    factors = {name: factor for name, factor, _ in rows}
    assert factors["corporate_time"] == 273
    assert factors["corporate_demand"] == 92
    assert factors["led_loans"] == factors["interest_due"] == 273 * 92
    assert factors["corporate_customers"] == 273 * 92 * 10**6


def test_weights_of_components_are_integers_over_one_base() -> None:
    weights, base = component_weights(policy())
    assert base == 10
    assert weights["corporate_demand"] == 12
    assert weights["savings_demand"] == 36
    assert weights["corporate_unsecured_assist"] == 1
    assert weights["npl_deduction"] == -10
    rows = policy_rows(policy(), standing=Q1)["item_factors"]
    assert {name: weight for name, _, weight in rows} == dict.fromkeys(
        (entry.id for entry in policy().items), 0
    ) | weights


def test_odd_weights_stay_exact() -> None:
    shown = next(i for i in policy().indicators if isinstance(i, WeightedSum) and i.components)
    terms = tuple(
        term.model_copy(update={"per_100": Decimal(value)})
        for term, value in zip(shown.terms[:3], ("33.3", "12.25", "200"), strict=True)
    )
    weights, base = integer_weights(shown.model_copy(update={"terms": terms}))
    assert base == 2000
    assert list(weights.values()) == [666, 245, 4000]


def test_every_combination_of_a_loan_item_is_a_row() -> None:
    rows = policy_rows(policy(), standing=Q3)
    personal = [row for row in rows["loan_average_items"] if row[0] == "personal_lead"]
    assert len(personal) == 2 * 5
    assert {row[3] for row in personal} == {"secured", "unsecured"}
    assert {row[5:] for row in personal} == {(date(2025, 1, 1), date(2025, 12, 31), date(2025, 1, 1))}
    bad = [row for row in rows["loan_end_items"] if row[0] == "npl_deduction"]
    assert len(bad) == 2 * 2 * 3
    assert {row[5:] for row in bad} == {(date(1, 1, 1), date(9999, 12, 31), False)}
    own = [row for row in rows["loan_end_items"] if row[0] == "led_own_cause_npl"]
    assert {row[7] for row in own} == {True}


def test_deposits_interest_settlements_and_customers_have_their_rows() -> None:
    rows = policy_rows(policy(), standing=Q3)
    assert ("corporate_time", "corporate_time", date(2025, 1, 1)) in rows["deposit_items"]
    assert ("interest_collected", "lead", "collected", date(2025, 1, 1)) in rows["interest_items"]
    assert ("settlement_documentary", "documentary", date(2025, 7, 1)) in rows["settlement_items"]
    assert rows["customer_items"] == [("corporate_customers", "corporate", date(2025, 9, 30))]


def test_a_policy_without_items_of_a_kind_measures_nothing_of_it(measure: Measure) -> None:
    items = tuple(entry for entry in policy().items if not entry.id.startswith("settlement"))
    shown = next(i for i in policy().indicators if isinstance(i, WeightedSum) and i.components)
    terms = tuple(term for term in shown.terms if not term.item.startswith("settlement"))
    others = tuple(i for i in policy().indicators if i.id != shown.id)
    indicators = (*others, shown.model_copy(update={"terms": terms}))
    found = measure(
        under=policy().model_copy(update={"items": items, "indicators": indicators}),
        settlements=[(0, "S1", 0, date(2025, 1, 1), "documentary", 100)],
        customer_attributions=[share(0)],
        accounts=[account()],
        account_attributions=[share(0)],
    )
    assert found.items() == {"corporate_customers": 1}


def test_every_table_has_rows_of_its_columns() -> None:
    for table, rows in policy_rows(policy(), standing=Q3).items():
        columns = TABLES[table].split(", ")
        assert rows
        assert {len(row) for row in rows} == {len(columns)}
