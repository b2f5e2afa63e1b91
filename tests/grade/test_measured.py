from decimal import Decimal
from fractions import Fraction

from bole.grade.measured import MeasureExplainer
from bole.grade.node import Node, Scalar
from bole.kernel.exact import Measures
from tests.grade.bank import Q3, YEAR, measured, plenty, policy, the, with_weight

FULL = measured(
    corporate_demand=Fraction(1000, 3),
    corporate_time=500,
    corporate_customers=17,
    led_loans=300,
    npl_deduction=1,
    interest_due=8,
    interest_collected=7,
    interest_deduction=1,
)


def explained(measures: Measures) -> Node:
    explainer = MeasureExplainer(policy(), Q3)
    return explainer.node(measures, explainer.printed(measures))


def test_the_window_says_which_days_were_looked_at() -> None:
    days: dict[str, Scalar] = {
        "year_start": "2025-01-01",
        "period_start": "2025-07-01",
        "last_day": "2025-09-30",
        "days": 273,
    }
    assert MeasureExplainer(policy(), Q3).window() == Node(
        "window",
        "X3",
        "年初至期末日（含首尾）计算日均和年度量；考核期首日至期末日计算期内量",
        "1 January to the last day for yearly figures, the period's first day for the period's",
        days,
        "2025-09-30",
        unit="date",
        units={"days": "days"},
    )
    assert explained(FULL).inputs == days
    assert MeasureExplainer(policy(), YEAR).window().inputs["period_start"] == "2025-01-01"


def test_indicators_print_with_six_decimals_counts_without_and_what_does_not_apply_as_nothing() -> None:
    explainer = MeasureExplainer(policy(), Q3)
    assert explainer.printed(FULL) == {
        "average_deposit": "833.333333",
        "composite_volume": "898.000000",
        "corporate_customers": "17",
        "npl_ratio": "0.003333",
        "interest_collection_rate": "0.875000",
        "own_cause_npl_ratio": "0.000000",
    }
    nothing = explainer.printed(measured())
    assert nothing["npl_ratio"] is nothing["interest_collection_rate"] is None
    assert nothing["corporate_customers"] == "0"


def test_every_indicator_is_a_step_with_its_clause_name_and_unit() -> None:
    node = explained(FULL)
    assert (node.id, node.clause, node.text, node.text_en, node.value) == (
        "measures",
        "§27",
        "业绩指标",
        "Indicators",
        None,
    )
    assert [step.id for step in node.steps] == [f"indicator.{i.id}" for i in policy().indicators]
    for step, indicator in zip(node.steps, policy().indicators, strict=True):
        assert (step.clause, step.text, step.text_en) == (indicator.clause, *indicator.name)
        assert (step.inputs, step.unit) == ({"unit": indicator.unit}, indicator.unit)
    assert the(node, "indicator.average_deposit").value == "833.333333"
    assert the(node, "indicator.corporate_customers").steps == ()


def test_a_weighted_sum_shows_what_each_item_adds() -> None:
    volume = the(explained(FULL), "indicator.composite_volume")
    names = {item.id: item.name for item in policy().items}
    assert the(volume, "item.corporate_demand") == Node(
        "item.corporate_demand",
        "X3",
        names["corporate_demand"].zh,
        names["corporate_demand"].en,
        {"amount": "333.333333", "per_100": "120"},
        "400.000000",
        unit="wan",
        units={"per_100": "per_100"},
    )
    assert the(volume, "item.settlement_documentary").units == {"per_100": "per_100", "amount": "wan_usd"}
    time = the(volume, "item.corporate_time")
    assert (time.inputs["per_100"], time.value) == ("100", "500.000000")
    deduction = the(volume, "item.npl_deduction")
    assert (deduction.clause, deduction.inputs, deduction.value, deduction.assumed) == (
        "§29",
        {"amount": "1.000000", "per_100": "-100"},
        "-1.000000",
        True,
    )
    assert len(volume.steps) == 15


def test_what_an_item_adds_is_rounded_from_the_exact_amount() -> None:
    volume = the(explained(measured(savings_demand=Fraction(1, 7))), "indicator.composite_volume")
    assert the(volume, "item.savings_demand").value == "0.514286"


def test_a_ratio_shows_its_two_items() -> None:
    ratio = the(explained(FULL), "indicator.npl_ratio")
    names = {item.id: item for item in policy().items}
    assert [step.id for step in ratio.steps] == ["item.npl_deduction", "item.led_loans"]
    led = names["led_loans"]
    assert ratio.steps[1] == Node("item.led_loans", led.clause, *led.name, {}, "300.000000", unit="wan")


def test_assumed_weights_count_as_used_only_where_their_item_is_not_zero() -> None:
    explainer = MeasureExplainer(policy(), Q3)
    assert explainer.assumed(plenty()) == ()
    assert explainer.assumed(plenty(npl_deduction=1)) == ("§29",)
    assert explainer.assumed(plenty(interest_deduction=1)) == ("X2",)
    assert explainer.assumed(FULL) == ("§29", "X2")
    assert explainer.assumed(plenty(interest_deduction=-1)) == ("X2",)


def test_a_weight_with_a_fraction_prints_as_the_policy_writes_it() -> None:
    explainer = MeasureExplainer(with_weight(Decimal("120.50")), Q3)
    measures = measured(corporate_demand=200)
    volume = the(explainer.node(measures, explainer.printed(measures)), "indicator.composite_volume")
    term = the(volume, "item.corporate_demand")
    assert (term.inputs["per_100"], term.value) == ("120.5", "241.000000")
