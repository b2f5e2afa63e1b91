from decimal import Decimal
from fractions import Fraction

import pytest

from bole.grade import Judge
from bole.grade.distance import Distance
from bole.grade.node import Node
from bole.kernel.exact import Measures
from tests.grade.bank import (
    Q3,
    case,
    judged,
    ladder,
    manager,
    measured,
    plenty,
    policy,
    qualified,
    the,
    with_weight,
)
from tests.grade.test_performance import performed

VOLUME_ONLY = {"settlement_documentary": 100_000}


def distance(
    measures: Measures, *, rank: str | None = "senior", post: str = "credit", factor: str = "1"
) -> Node:
    held = () if rank is None else (qualified(rank, post=post),)
    given = case(measures, of=manager(post), qualifications=held, factor=factor)
    return the(judged(given).explanation, "distance")


def missing(measures: Measures, tier: str, indicator: str, *, factor: str = "1") -> Node:
    return the(distance(measures, factor=factor), f"distance.{tier}", f"missing.{indicator}")


def test_a_thousand_of_volume_is_833_34_of_corporate_demand_deposits() -> None:
    short = plenty(corporate_time=45_000, settlement_documentary=8_000)
    node = missing(short, "S1", "composite_volume")
    assert node.value == "1000.000000"
    assert node.inputs == {
        "corporate_demand": "833.34",
        "corporate_time": "1000.00",
        "savings_demand": "277.78",
        "savings_time": "333.34",
        "settlement_documentary": "333.34",
        "settlement_trade_remittance": "666.67",
        "settlement_non_trade_remittance": "833.34",
        "corporate_secured_lead": "2500.00",
        "corporate_secured_assist": "5000.00",
        "corporate_unsecured_lead": "5000.00",
        "corporate_unsecured_assist": "10000.00",
        "personal_lead": "1666.67",
        "personal_assist": "3333.34",
    }


def test_deductions_are_no_way_to_close_a_gap() -> None:
    ways = missing(plenty(corporate_time=45_000), "S1", "composite_volume").inputs
    assert not {"npl_deduction", "interest_deduction"} & set(ways)


@pytest.mark.parametrize(
    ("per_100", "way"), [("120", "0.84"), ("0.5", "200.00"), ("1", "100.00"), ("0", None), ("-1", None)]
)
def test_every_item_that_adds_something_is_a_way_and_no_other(per_100: str, way: str | None) -> None:
    judge = Judge(with_weight(Decimal(per_100)), Q3)
    tree = judge(case(plenty(corporate_time=69_999))).explanation
    ways = the(tree, "distance", "distance.S1", "missing.composite_volume").inputs
    assert ways.get("corporate_demand") == way


def test_a_gap_of_deposits_in_each_kind_of_deposit() -> None:
    node = missing(plenty(corporate_time=30_000, **VOLUME_ONLY), "S1", "average_deposit")
    assert node.value == "15000.000000"
    assert node.inputs == {
        "corporate_demand": "15000.00",
        "corporate_time": "15000.00",
        "savings_demand": "4166.67",
        "savings_time": "5000.00",
    }
    assert node.required == "45000.000000"
    assert (node.clause, node.text, node.text_en) == (
        "X3",
        "日均存款不低于标准",
        "Average deposit not below the standard",
    )


def test_the_gap_is_to_the_standard_of_the_branch() -> None:
    node = missing(plenty(corporate_time=30_000, **VOLUME_ONLY), "S1", "average_deposit", factor="1.10")
    assert (node.value, node.required) == ("19500.000000", "49500.000000")


def test_the_smallest_gap_is_shown_as_a_unit_and_never_as_nothing() -> None:
    short = plenty(corporate_time=45_000 - Fraction(1, 10**12), **VOLUME_ONLY)
    node = missing(short, "S1", "average_deposit")
    assert node.value == "0.000001"
    assert node.inputs["corporate_demand"] == "0.01"


@pytest.mark.parametrize("product", ["corporate_demand", "savings_demand", "savings_time"])
def test_what_is_said_to_be_enough_is_enough(product: str) -> None:
    short: dict[str, int | str | Fraction] = {"corporate_time": Fraction(100_000, 7), **VOLUME_ONLY}
    node = missing(plenty(**short), "S1", "average_deposit")
    more = Fraction(str(node.inputs[product]))
    assert judged(case(plenty(**short, **{product: more}))).performance_tier == "S1"
    less = more - Fraction(1, 100)
    assert judged(case(plenty(**short, **{product: less}))).performance_tier == "S2"


def test_bad_loans_to_recover_lower_both_the_bad_and_the_whole_balance() -> None:
    """50 bad of 1000 led, 1 % allowed: (50 − 0.01 × 1000) ÷ 0.99 = 40.41 once rounded up."""
    books = {"led_loans": 1000, "npl_deduction": 50}
    node = missing(plenty(**books), "S2", "npl_ratio")
    assert node.inputs == {"to_recover": "40.41"}
    assert (node.value, node.required) == ("0.040000", "0.010000")
    recovered = Fraction("40.41")
    better = plenty(led_loans=1000 - recovered, npl_deduction=50 - recovered)
    assert judged(case(better)).performance_tier == "S2"
    nearly = recovered - Fraction(1, 100)
    assert judged(case(plenty(led_loans=1000 - nearly, npl_deduction=50 - nearly))).performance_tier == "M1"


def test_a_limit_of_nothing_bad_asks_for_all_of_it() -> None:
    node = missing(plenty(led_loans=1000, npl_deduction="7.123456"), "S1", "npl_ratio")
    assert node.inputs == {"to_recover": "7.13"}
    assert (node.value, node.required) == ("0.007124", "0.000000")


def test_interest_to_collect_is_what_the_rate_asks_less_what_came_in() -> None:
    node = missing(plenty(interest_due=30, interest_collected=29), "S1", "interest_collection_rate")
    assert node.inputs == {"to_collect": "1.00"}
    assert (node.value, node.required) == ("0.033334", "1.000000")
    other = missing(plenty(interest_due=30, interest_collected=29), "S2", "interest_collection_rate")
    assert other.inputs == {"to_collect": "0.70"}
    third = missing(plenty(interest_due="33.33", interest_collected=31), "M3", "interest_collection_rate")
    assert third.inputs == {"to_collect": "1.84"}


def test_interest_collected_beside_bad_loans_is_not_mixed_up() -> None:
    spoilt = plenty(led_loans=100, npl_deduction=5, interest_due=100, interest_collected=90)
    assert missing(spoilt, "A1", "npl_ratio").inputs == {"to_recover": "2.07"}
    assert missing(spoilt, "A1", "interest_collection_rate").inputs == {"to_collect": "8.00"}


def test_a_criterion_that_does_not_apply_is_never_missed() -> None:
    short = performed(plenty(led_loans=100, npl_deduction=5))
    with pytest.raises(AssertionError, match=r"^a criterion that does not apply is met$"):
        Distance(policy())(plenty(), performance=short, ladder=ladder(), tier="M1", rank_cap="S1")


def test_customers_missing_are_a_whole_number_and_have_no_equivalent() -> None:
    node = missing(plenty(corporate_customers=17), "S1", "corporate_customers")
    assert (node.value, node.required, node.inputs) == ("13", "30", {})


def test_every_higher_tier_is_listed_from_the_nearest() -> None:
    tree = distance(plenty(corporate_customers=12))
    assert (tree.id, tree.clause, tree.text, tree.text_en) == (
        "distance",
        "§27",
        "距更高各档的差距",
        "Distance to each higher tier",
    )
    assert tree.inputs == {"from_tier": "A1"}
    assert tree.value == "M3"
    assert [step.id for step in tree.steps] == [
        f"distance.{tier}" for tier in ("M3", "M2", "M1", "S4", "S3", "S2", "S1")
    ]
    nearest = tree.steps[0]
    assert nearest.clause == "§4"
    assert nearest.text == f"距{ladder().name('M3').zh}"
    assert nearest.text_en == f"To {ladder().name('M3').en}"
    assert nearest.inputs == {"tier": "M3", "rank_needed": None}
    assert nearest.value == 1


def test_at_the_top_there_is_nothing_left() -> None:
    tree = distance(plenty())
    assert (tree.inputs, tree.value, tree.steps) == ({"from_tier": "S1"}, None, ())


def test_without_a_tier_every_tier_is_ahead() -> None:
    tree = distance(measured())
    assert tree.inputs == {"from_tier": None}
    assert [step.inputs["tier"] for step in tree.steps] == list(ladder().tiers[::-1])
    assert tree.steps[0].value == 3
    assert [step.id for step in tree.steps[0].steps] == [
        "missing.composite_volume",
        "missing.average_deposit",
        "missing.corporate_customers",
    ]


def test_a_tier_that_performance_reaches_needs_only_the_rank() -> None:
    tree = distance(plenty(), rank="assistant")
    assert tree.inputs == {"from_tier": "A1"}
    assert [(step.inputs["tier"], step.inputs["rank_needed"], step.value) for step in tree.steps] == [
        ("M3", "manager", 0),
        ("M2", "manager", 0),
        ("M1", "manager", 0),
        ("S4", "senior", 0),
        ("S3", "senior", 0),
        ("S2", "senior", 0),
        ("S1", "senior", 0),
    ]


def test_tiers_of_the_rank_held_need_no_other() -> None:
    tree = distance(plenty(corporate_customers=12), rank="manager")
    assert [step.inputs["rank_needed"] for step in tree.steps] == [None, None, None, *["senior"] * 4]


def test_the_unqualified_need_a_rank_for_all_but_the_trainee_tier() -> None:
    tree = distance(measured(), rank=None)
    needed = [step.inputs["rank_needed"] for step in tree.steps]
    assert needed == [None, *["assistant"] * 3, *["manager"] * 3, *["senior"] * 4]


def test_a_design_manager_is_told_the_score_that_is_missing_to_each_band() -> None:
    tree = judged(case(measured(), of=manager("design"), score="75.5")).explanation
    gaps = {
        node.id: [(part.id, part.value, part.required) for part in node.steps]
        for node in the(tree, "distance").steps
    }
    assert gaps == {
        "distance.M1": [("missing.score", "4.5", "80")],
        "distance.S4": [("missing.score", "14.5", "90")],
    }


def test_without_a_score_the_whole_band_is_missing() -> None:
    tree = judged(case(measured(), of=manager("design"))).explanation
    nearest = the(tree, "distance").steps[0]
    assert [(part.id, part.value) for part in nearest.steps] == [("missing.score", "60")]


def test_a_missing_score_is_explained_like_any_criterion() -> None:
    tree = judged(case(measured(), of=manager("design"), score="59.99")).explanation
    assert the(tree, "distance", "distance.M3", "missing.score") == Node(
        "missing.score",
        "X5",
        "评分不低于标准",
        "Score not below the standard",
        {"unit": "score"},
        "0.01",
        "60",
        assumed=True,
        unit="score",
    )
    assert the(tree, "distance", "distance.M3").value == 1


def test_a_score_exactly_at_a_band_misses_nothing_of_it() -> None:
    capped = case(
        measured(), of=manager("design"), score="90", qualifications=(qualified("manager", post="design"),)
    )
    (step,) = the(judged(capped).explanation, "distance").steps
    assert (step.inputs, step.value, step.steps) == ({"tier": "S4", "rank_needed": "senior"}, 0, ())
