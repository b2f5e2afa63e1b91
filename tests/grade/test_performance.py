from decimal import Decimal
from fractions import Fraction

import pytest

from bole.grade import Judge
from bole.grade.node import Node
from bole.grade.performance import Bands, Performance, Standards
from bole.kernel.exact import Measures
from bole.kernel.units import PERCENT
from bole.policy.schema.standards import AllHold, ScoreBands
from tests.grade.bank import Q3, case, judged, ladder, manager, measured, plenty, policy, the

TINY = Fraction(1, 10**12)


def standard(post: str) -> AllHold:
    (found,) = [s for s in policy().standards if s.post == post]
    assert isinstance(found, AllHold)
    return found


def performed(measures: Measures, *, post: str = "credit", factor: str = "1") -> Performance:
    standards = Standards(policy(), standard(post), ladder=ladder(post), factor=Decimal(factor))
    return standards.judge(measures.indicators, printed=dict.fromkeys(measures.indicators, "printed"))


def scored(score: str | None) -> Performance:
    (bands,) = [s for s in policy().standards if s.post == "design"]
    assert isinstance(bands, ScoreBands)
    return Bands(bands, ladder=ladder("design")).judge(None if score is None else Decimal(score))


CREDIT = [(tier, row) for tier, row in standard("credit").tiers.items()]
NEXT = dict(zip(ladder().tiers, [*ladder().tiers[1:], None], strict=True))


@pytest.mark.parametrize(("tier", "row"), CREDIT)
def test_deposits_exactly_at_the_standard_reach_the_tier_and_a_trace_less_does_not(
    tier: str, row: dict[str, Decimal]
) -> None:
    volume = {"settlement_documentary": 100_000}
    at = Fraction(row["average_deposit"])
    assert performed(plenty(corporate_time=at, **volume)).tier == tier
    assert performed(plenty(corporate_time=at - TINY, **volume)).tier == NEXT[tier]


@pytest.mark.parametrize(("tier", "row"), CREDIT)
def test_volume_exactly_at_the_standard_reaches_the_tier_and_a_trace_less_does_not(
    tier: str, row: dict[str, Decimal]
) -> None:
    at = Fraction(row["composite_volume"])
    deducted = {"corporate_time": 100_000, "led_loans": 10**9}
    assert performed(plenty(interest_deduction=100_000 - at, **deducted)).tier == tier
    assert performed(plenty(interest_deduction=100_000 - at + TINY, **deducted)).tier == NEXT[tier]


@pytest.mark.parametrize(
    ("customers", "tier"),
    [
        (30, "S1"),
        (29, "S3"),
        (25, "S3"),
        (24, "S4"),
        (20, "S4"),
        (19, "M1"),
        (15, "M1"),
        (14, "A1"),
        (10, "A1"),
        (9, "T1"),
        (5, "T1"),
        (4, None),
    ],
)
def test_customers_are_floors(customers: int, tier: str | None) -> None:
    assert performed(plenty(corporate_customers=customers)).tier == tier


@pytest.mark.parametrize(
    ("percent", "tier"),
    [
        ("0", "S1"),
        ("0.0001", "S2"),
        ("1", "S2"),
        ("1.0001", "M1"),
        ("2", "M1"),
        ("2.0001", "A1"),
        ("3", "A1"),
        ("3.0001", None),
    ],
)
def test_the_npl_ratio_is_a_ceiling(percent: str, tier: str | None) -> None:
    bad = Fraction(percent) / 100
    assert performed(plenty(led_loans=1, npl_deduction=bad)).tier == tier


@pytest.mark.parametrize(
    ("percent", "tier"),
    [
        ("100", "S1"),
        ("99.9999", "S2"),
        ("99", "S2"),
        ("98.9999", "M1"),
        ("98.5", "M1"),
        ("98.4999", "A1"),
        ("98", "A1"),
        ("97.9999", None),
    ],
)
def test_the_interest_collection_rate_is_a_floor(percent: str, tier: str | None) -> None:
    assert performed(plenty(interest_due=1, interest_collected=Fraction(percent) / 100)).tier == tier


def test_no_loans_and_nothing_due_mean_that_the_criteria_do_not_apply_and_hold() -> None:
    performance = performed(plenty())
    assert performance.tier == "S1"
    assert the(performance.node, "tier.S1", "criterion.npl_ratio").holds


def test_market_looks_at_neither_ratio() -> None:
    spoilt = plenty(led_loans=10, npl_deduction=9, interest_due=10, interest_collected=1)
    assert performed(spoilt, post="market").tier == "S1"
    assert performed(spoilt).tier is None


@pytest.mark.parametrize(
    ("factor", "deposit", "tier"),
    [
        ("1.10", "49500", "S1"),
        ("1.10", "49499.99", "S2"),
        ("0.90", "40500", "S1"),
        ("0.90", "40499.99", "S2"),
    ],
)
def test_the_branch_factor_scales_the_deposit_standard(factor: str, deposit: str, tier: str) -> None:
    rich = plenty(corporate_time=Fraction(deposit), settlement_documentary=100_000)
    assert performed(rich, factor=factor).tier == tier


def test_the_branch_factor_scales_neither_customers_nor_ratios() -> None:
    exact = plenty(
        corporate_customers=30, led_loans=100, npl_deduction=1, interest_due=100, interest_collected=99
    )
    assert performed(exact, factor="1.10").tier == "S2"
    assert performed(exact, factor="0.90").tier == "S2"


def test_a_tier_in_the_middle_may_hold_while_the_best_counts() -> None:
    performance = performed(plenty(corporate_customers=25))
    holds = {step.inputs["tier"]: step.holds for step in performance.node.steps}
    assert [tier for tier, held in holds.items() if not held] == ["S1", "S2"]


def test_what_each_tier_misses_is_kept_for_the_distances() -> None:
    performance = performed(plenty(corporate_customers=25, led_loans=100, npl_deduction=1))
    missed = {tier: [r.indicator for r in short] for tier, short in performance.missed.items()}
    assert missed["S1"] == ["npl_ratio", "corporate_customers"]
    assert missed["S2"] == ["corporate_customers"]
    assert missed["S3"] == []
    assert set(missed) == set(ladder().tiers)


def test_a_post_without_a_score_is_short_of_no_score() -> None:
    assert performed(measured()).short_of == {}


def test_every_tier_of_the_ladder_is_explained_from_the_top_with_all_its_criteria() -> None:
    node = performed(plenty(corporate_customers=25)).node
    assert [step.id for step in node.steps] == [f"tier.{tier}" for tier in ladder().tiers]
    for step in node.steps:
        assert [criterion.id for criterion in step.steps] == [
            "criterion.composite_volume",
            "criterion.average_deposit",
            "criterion.npl_ratio",
            "criterion.interest_collection_rate",
            "criterion.corporate_customers",
        ]


def test_a_criterion_says_what_was_required_what_was_measured_and_whether_it_holds() -> None:
    node = performed(plenty(), factor="1.10").node
    name = ladder().name("S2")
    (tier,) = [step for step in node.steps if step.id == "tier.S2"]
    assert tier.text == f"{name.zh}：标准全部达到"
    assert tier.text_en == f"{name.en}: every standard holds"
    assert (tier.clause, tier.inputs, tier.value, tier.holds, tier.assumed) == (
        "X3",
        {"tier": "S2"},
        True,
        True,
        False,
    )
    assert the(tier, "criterion.average_deposit") == Node(
        "criterion.average_deposit",
        "X3",
        "日均存款不低于标准",
        "Average deposit not below the standard",
        {"standard": "30000", "unit": "wan", "factor": "1.1"},
        "printed",
        "33000.000000",
        "printed",
        True,
        unit="wan",
        units={"factor": "times"},
    )
    assert the(tier, "criterion.npl_ratio") == Node(
        "criterion.npl_ratio",
        "X3",
        "不良率不高于标准",
        "NPL ratio not above the standard",
        {"standard": "1", "unit": "percent"},
        "printed",
        "0.010000",
        "printed",
        True,
        unit="percent",
        units={"standard": "per_100"},
    )
    assert the(tier, "criterion.corporate_customers").required == "30"


def test_a_tier_not_reached_says_so() -> None:
    node = performed(plenty(corporate_customers=29)).node
    (tier,) = [step for step in node.steps if step.id == "tier.S1"]
    assert tier.text.endswith("：有标准未达到")
    assert tier.text_en.endswith(": not every standard holds")
    assert (tier.value, tier.holds) == (False, False)
    assert the(tier, "criterion.corporate_customers").holds is False


def test_the_performance_node_names_the_tier_or_that_there_is_none() -> None:
    reached = performed(plenty())
    assert reached.node.id == "performance"
    assert reached.node.clause == "X3"
    assert reached.node.text == f"业绩达到：{ladder().name('S1').zh}"
    assert reached.node.text_en == f"Performance reaches: {ladder().name('S1').en}"
    assert (reached.node.inputs, reached.node.value, reached.node.assumed) == ({}, "S1", False)
    nothing = performed(measured())
    assert nothing.node.text == "业绩达到：无档次"
    assert nothing.node.value is None


def test_the_credit_standards_are_the_source_s_and_the_market_s_are_assumed() -> None:
    assert performed(plenty()).assumed == ()
    market = performed(plenty(), post="market")
    assert market.assumed == ("X4",)
    assert market.node.assumed
    assert all(step.assumed for step in market.node.steps)
    assert all(criterion.assumed for step in market.node.steps for criterion in step.steps)


@pytest.mark.parametrize(
    ("score", "tier"),
    [
        ("100", "S4"),
        ("90", "S4"),
        ("89.99", "M1"),
        ("80", "M1"),
        ("79.99", "M2"),
        ("70", "M2"),
        ("69.99", "M3"),
        ("60", "M3"),
        ("59.99", None),
        ("0", None),
        (None, None),
    ],
)
def test_design_goes_by_the_score_alone(score: str | None, tier: str | None) -> None:
    assert scored(score).tier == tier


def test_every_band_of_a_score_is_explained() -> None:
    performance = scored("85.50")
    assert performance.assumed == ("X5",)
    assert performance.node.inputs == {"score": "85.5"}
    assert performance.node.value == "M1"
    assert [step.holds for step in performance.node.steps] == [False, True, True, True]
    assert the(performance.node, "tier.S4", "criterion.score") == Node(
        "criterion.score",
        "X5",
        "评分不低于标准",
        "Score not below the standard",
        {"unit": "score"},
        "85.5",
        "90",
        "85.5",
        False,
        True,
        unit="score",
    )
    assert the(performance.node, "tier.M1", "criterion.score").holds is True


@pytest.mark.parametrize(
    ("score", "zh", "en"),
    [
        ("90", "标准全部达到", "every standard holds"),
        ("89.99", "有标准未达到", "not every standard holds"),
    ],
)
def test_a_band_names_its_tier_and_says_whether_the_score_reaches_it(score: str, zh: str, en: str) -> None:
    node = scored(score).node.steps[0]
    name = ladder().name("S4")
    assert (node.text, node.text_en) == (f"{name.zh}：{zh}", f"{name.en}: {en}")
    assert node.holds is node.value is node.steps[0].holds is (score == "90")


def test_without_a_score_every_band_says_that_there_is_none() -> None:
    node = scored(None).node
    assert node.inputs == {"score": None}
    assert [step.holds for step in node.steps] == [False] * 4
    assert [step.steps[0].holds for step in node.steps] == [False] * 4
    assert the(node, "tier.M3", "criterion.score").actual is None
    assert the(node, "tier.M3", "criterion.score").value is None


def test_two_managers_under_different_factors_are_not_mixed_up() -> None:
    judge = Judge(policy(), Q3)
    exact = plenty(corporate_time=45_000, settlement_documentary=100_000)
    assert [judge(case(exact, factor=factor)).performance_tier for factor in ("1", "1.10", "1")] == [
        "S1",
        "S2",
        "S1",
    ]
    assert judge(case(exact, of=manager("market"), factor="1.10")).assumed == ("X4",)


def test_percent_standards_compare_as_fractions() -> None:
    assert PERCENT == 100
    assert judged(case(plenty(led_loans=3, npl_deduction=Fraction(3, 100)))).performance_tier == "S2"
