import gc
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest

from bole.grade import Judge, Judgement, ManagerCase, Node, judge_all
from bole.kernel.exact import Exact, Measures
from bole.kernel.people import ErrorPoint
from bole.kernel.period import Period, Standing
from bole.kernel.units import UNITS
from bole.policy.schema import Policy
from tests.given import given
from tests.grade.bank import (
    Q3,
    YEAR,
    case,
    error,
    grace,
    judged,
    ladder,
    manager,
    measured,
    nodes,
    passed,
    plenty,
    policy,
    qualified,
    the,
)

NEAR_ENOUGH = plenty(corporate_customers=25)
NPL = plenty(led_loans=100, npl_deduction=5, led_own_cause_npl=5)
MARKET = manager("market")


def points(number: int, on: date = date(2025, 8, 1)) -> tuple[ErrorPoint, ...]:
    """Error points that add up to a number."""
    return (error("E2.1", on, occurrences=number),)


def with_quarter(**values: object) -> Policy:
    rules = policy().consequences
    quarter = given(rules.quarter).model_copy(update=values)
    return policy().model_copy(update={"consequences": rules.model_copy(update={"quarter": quarter})})


# ------------------------------------------------------------------ quarterly: the tier that is paid


def test_the_tier_reached_is_the_tier_paid() -> None:
    judgement = judged(case())
    assert (judgement.performance_tier, judgement.qualified_tier, judgement.treatment_tier) == ("S1",) * 3
    assert judgement.outcomes == ()
    assert judgement.assumed == ()
    assert judgement.passed is None
    assert judgement.bonus_deduction == Exact(0, 1)


def test_a_judgement_keeps_who_was_judged_and_on_what() -> None:
    given = case(NEAR_ENOUGH, of=MARKET)
    judgement = judged(given)
    assert judgement.manager is given.manager
    assert judgement.measures is given.measures


def test_the_qualification_caps_the_tier() -> None:
    judgement = judged(case(qualifications=(qualified("manager"),)))
    assert (judgement.performance_tier, judgement.qualified_tier, judgement.treatment_tier) == (
        "S1",
        "M1",
        "M1",
    )


def test_performance_below_the_qualification_decides() -> None:
    assert judged(case(plenty(corporate_customers=10))).qualified_tier == "A1"


@pytest.mark.parametrize(
    ("number", "tier", "outcomes", "cut"),
    [
        (29, "S3", (), Fraction(0)),
        (30, "S4", ("demoted_one_tier",), Fraction(30, 100)),
        (31, "S4", ("demoted_one_tier",), Fraction(31, 100)),
        (99, "S4", ("demoted_one_tier",), Fraction(99, 100)),
        (100, "S4", ("demoted_one_tier",), Fraction(1)),
        (101, "S4", ("demoted_one_tier",), Fraction(1)),
        (250, "S4", ("demoted_one_tier",), Fraction(1)),
    ],
)
def test_from_thirty_points_treatment_is_a_tier_lower_and_the_bonus_cut_by_the_points(
    number: int, tier: str, outcomes: tuple[str, ...], cut: Fraction
) -> None:
    judgement = judged(case(NEAR_ENOUGH, error_points=points(number)))
    assert judgement.treatment_tier == tier
    assert judgement.qualified_tier == "S3"
    assert judgement.outcomes == outcomes
    assert Fraction(*judgement.bonus_deduction) == cut


def test_points_of_an_earlier_quarter_do_not_demote() -> None:
    judgement = judged(case(error_points=points(60, date(2025, 6, 30))))
    assert (judgement.quarter_points, judgement.year_points) == (0, 60)
    assert (judgement.treatment_tier, judgement.outcomes) == ("S1", ())


def test_a_quarter_does_not_fail_on_the_year_s_points() -> None:
    assert judged(case(error_points=points(100, date(2025, 6, 30)))).outcomes == ()


def test_below_the_last_tier_there_is_no_treatment() -> None:
    judgement = judged(case(qualifications=(), error_points=points(30)))
    assert (judgement.qualified_tier, judgement.treatment_tier) == ("T1", None)
    assert judgement.outcomes == ("demoted_one_tier",)


def test_the_numbers_of_a_demotion_are_the_policy_s() -> None:
    under = with_quarter(
        points=10,
        tiers_down=2,
        bonus_cut_per_point_percent=Decimal("2.5"),
        bonus_cut_cap_percent=Decimal(40),
    )
    judge = Judge(under, Q3)
    ten, twenty = judge(case(error_points=points(10))), judge(case(error_points=points(20)))
    assert (ten.treatment_tier, ten.bonus_deduction) == ("S3", Exact(1, 4))
    assert (twenty.treatment_tier, twenty.bonus_deduction) == ("S3", Exact(2, 5))
    assert judge(case(error_points=points(9))).treatment_tier == "S1"


def test_a_grace_suspends_treatment_and_a_demotion_still_cuts_the_bonus() -> None:
    judgement = judged(case(NPL, of=MARKET, error_points=points(30)))
    assert judgement.qualified_tier == "S1"
    assert judgement.treatment_tier is None
    assert judgement.outcomes == ("grace_started", "demoted_one_tier")
    assert judgement.bonus_deduction == Exact(3, 10)


@pytest.mark.parametrize(
    ("started_on", "outcomes", "treatment"),
    [
        (date(2025, 6, 30), ("in_grace",), None),
        (date(2024, 9, 30), ("qualification_cancelled", "grace_expired"), None),
    ],
)
def test_an_open_grace_goes_on_or_expires(
    started_on: date, outcomes: tuple[str, ...], treatment: str | None
) -> None:
    judgement = judged(case(NPL, of=MARKET, grace_periods=(grace("npl", started_on),)))
    assert (judgement.outcomes, judgement.treatment_tier) == (outcomes, treatment)


def test_a_closed_grace_leaves_the_treatment() -> None:
    judgement = judged(case(grace_periods=(grace("npl", date(2025, 6, 30)),)))
    assert (judgement.outcomes, judgement.treatment_tier) == (("grace_closed",), "S1")


def test_a_cancel_in_the_period_ends_treatment_also_of_a_qualification_given_later() -> None:
    renewed = qualified(valid_from=date(2025, 9, 1))
    errors = (error("E1.6", date(2025, 8, 1), outcome="cancel"),)
    judgement = judged(case(qualifications=(qualified(), renewed), error_points=errors))
    assert judgement.qualified_tier == "S1"
    assert judgement.treatment_tier is None
    assert judgement.outcomes == ("qualification_cancelled",)


def test_a_cancel_before_the_period_leaves_the_trainee_tier() -> None:
    errors = (error("E1.6", date(2025, 6, 30), outcome="cancel"),)
    judgement = judged(case(error_points=errors))
    assert (judgement.qualified_tier, judgement.treatment_tier, judgement.outcomes) == ("T1", "T1", ())


# ---------------------------------------------------------------------------------- annual


def test_a_good_year_is_passed() -> None:
    judgement = judged(case(), standing=YEAR)
    assert judgement.passed is True
    assert judgement.quarter_points is None
    assert judgement.outcomes == ()


@pytest.mark.parametrize(
    ("number", "outcomes", "treatment", "held"),
    [(99, (), "S1", True), (100, ("annual_failed", "qualification_cancelled"), None, False)],
)
def test_a_year_of_a_hundred_points_is_failed(
    number: int, outcomes: tuple[str, ...], treatment: str | None, held: bool
) -> None:
    judgement = judged(case(error_points=points(number)), standing=YEAR)
    assert judgement.outcomes == outcomes
    assert judgement.treatment_tier == treatment
    assert judgement.passed is held
    assert judgement.bonus_deduction == Exact(0, 1)


def test_a_year_without_a_tier_is_not_passed() -> None:
    judgement = judged(case(plenty(corporate_customers=4)), standing=YEAR)
    assert (judgement.qualified_tier, judgement.passed, judgement.outcomes) == (None, False, ())


def test_a_year_with_a_cancel_is_not_passed() -> None:
    errors = (error("E1.5", date(2025, 1, 1), outcome="cancel"),)
    judgement = judged(case(error_points=errors), standing=YEAR)
    assert judgement.outcomes == ("qualification_cancelled",)
    assert (judgement.qualified_tier, judgement.passed) == ("T1", False)


def test_a_year_in_grace_is_passed_without_treatment() -> None:
    judgement = judged(case(NPL, of=MARKET, grace_periods=(grace("npl", date(2025, 6, 30)),)), standing=YEAR)
    assert (judgement.outcomes, judgement.treatment_tier, judgement.passed) == (("in_grace",), None, True)


def test_below_a_floor_a_manager_is_transferred_out_and_the_year_not_passed() -> None:
    little = plenty(corporate_time=1499)
    assert judged(case(little), standing=YEAR).outcomes == ("transferred_out",)
    assert judged(case(little), standing=YEAR).passed is False
    assert judged(case(little)).outcomes == ()


def test_at_a_branch_with_lower_standards_a_tier_may_be_reached_by_who_is_transferred_out() -> None:
    little = plenty(corporate_time=1400, settlement_documentary=1000)
    judgement = judged(case(little, factor="0.9"), standing=YEAR)
    assert (judgement.qualified_tier, judgement.passed, judgement.outcomes) == (
        "T1",
        False,
        ("transferred_out",),
    )


def test_the_floors_take_the_branch_factor_only_where_the_policy_says_so() -> None:
    rule = given(policy().exit).model_copy(update={"branch_adjusted": True})
    judge = Judge(policy().model_copy(update={"exit": rule}), YEAR)
    little = plenty(corporate_time=1400, settlement_documentary=1000)
    assert judge(case(little, factor="0.9")).outcomes == ()
    assert judge(case(little, factor="1.0")).outcomes == ("transferred_out",)


def test_a_newcomer_below_a_floor_is_spared() -> None:
    newcomer = manager(hired_on=date(2025, 3, 1), hire_type="new_hire")
    judgement = judged(case(plenty(corporate_time=1499), of=newcomer), standing=YEAR)
    assert (judgement.outcomes, judgement.passed) == (("newcomer_grace",), False)


def test_a_veteran_grade_is_earned_with_this_year_s_own_tier_as_capped() -> None:
    history = tuple(passed(year, "S1") for year in range(2021, 2025))
    assert judged(case(history=history), standing=YEAR).outcomes == ("veteran_V1",)
    capped = case(NEAR_ENOUGH, history=history)
    assert judged(capped, standing=YEAR).outcomes == ("veteran_V3",)
    failed = case(history=history, error_points=points(100))
    assert "veteran_V1" not in judged(failed, standing=YEAR).outcomes
    assert judged(case(history=history)).outcomes == ()


def test_several_outcomes_come_in_the_contract_s_order() -> None:
    worst = plenty(corporate_time=100, led_loans=100, npl_deduction=5, led_own_cause_npl=5, interest_due=10)
    judgement = judged(
        case(
            worst,
            of=manager("credit", hired_on=date(2025, 1, 1), hire_type="new_hire"),
            error_points=points(100),
            grace_periods=(grace("interest", date(2024, 1, 1)),),
            history=tuple(passed(year, "S2") for year in range(2010, 2015)),
        ),
        standing=YEAR,
    )
    assert judgement.outcomes == (
        "annual_failed",
        "qualification_cancelled",
        "newcomer_grace",
        "grace_started",
        "grace_expired",
        "veteran_V2",
    )


def test_one_grace_may_close_while_the_other_goes_on() -> None:
    judgement = judged(
        case(
            plenty(corporate_time=100, interest_due=10),
            of=MARKET,
            error_points=points(30),
            grace_periods=(grace("npl", date(2025, 1, 1)), grace("interest", date(2025, 1, 1))),
        )
    )
    assert judgement.outcomes == ("in_grace", "grace_closed", "demoted_one_tier")


# ---------------------------------------------------------------------------------- design


def test_design_goes_by_its_score_and_has_neither_floors_nor_a_trainee_tier() -> None:
    design = manager("design")
    judgement = judged(case(measured(), of=design, score="75"), standing=YEAR)
    assert (judgement.performance_tier, judgement.treatment_tier, judgement.passed) == ("M2", "M2", True)
    assert judgement.assumed == ("X5",)
    assert judged(case(measured(), of=design), standing=YEAR).performance_tier is None
    assert judged(case(measured(), of=design, score="95", qualifications=())).qualified_tier is None


# --------------------------------------------------------------------------------- assumed


def test_what_was_assumed_is_listed_once_in_the_documents_order() -> None:
    spoilt = plenty(
        npl_deduction=1, led_loans=1000, interest_deduction=1, interest_due=1000, interest_collected=999
    )
    errors = (error("E3.10"), error("E3.6"), error("E3.6"), error("E1.1", outcome="aggravated"))
    assert judged(case(spoilt, of=MARKET, error_points=errors)).assumed == (
        "§29",
        "X2",
        "X4",
        *sorted({given(policy().consequences.aggravation).clause}),
        "E3.6",
        "E3.10",
    )


# ----------------------------------------------------------------------------- explanation


def steps_of(judgement: Judgement) -> list[str]:
    return [step.id for step in judgement.explanation.steps]


QUARTERLY_STEPS = [
    "window",
    "measures",
    "performance",
    "qualification",
    "qualified_tier",
    "error_points",
    "grace",
    "cancellation",
    "demotion",
    "distance",
]
ANNUAL_STEPS = [*QUARTERLY_STEPS[:8], "exit", "passed", "veteran", "distance"]


def test_the_explanation_follows_the_order_of_decisions() -> None:
    assert steps_of(judged(case())) == QUARTERLY_STEPS
    assert steps_of(judged(case(), standing=YEAR)) == ANNUAL_STEPS


def test_the_decision_sums_up_what_came_out() -> None:
    judgement = judged(case(qualifications=(qualified("manager"),), error_points=points(30)))
    tree = judgement.explanation
    name = ladder().name("M2")
    assert (tree.id, tree.clause, tree.value) == ("decision", "§38", "M2")
    assert (tree.text, tree.text_en) == (f"待遇档次：{name.zh}", f"Treatment: {name.en}")
    assert tree.inputs == {
        "performance_tier": "S1",
        "qualified_tier": "M1",
        "outcomes": "demoted_one_tier",
        "passed": None,
    }


def test_the_decision_of_a_year_says_whether_it_was_passed() -> None:
    tree = judged(case(error_points=points(100)), standing=YEAR).explanation
    assert tree.inputs["passed"] is False
    assert tree.inputs["outcomes"] == "annual_failed, qualification_cancelled"
    assert (tree.text, tree.text_en) == ("待遇档次：无档次", "Treatment: no tier")
    quiet = judged(case(), standing=YEAR).explanation
    assert quiet.inputs["passed"] is True
    assert quiet.inputs["outcomes"] is None


def test_the_cap_is_explained() -> None:
    name = ladder().name("M1")
    tree = judged(case(qualifications=(qualified("manager"),))).explanation
    assert the(tree, "qualified_tier") == Node(
        "qualified_tier",
        "§4",
        f"业绩与资格取低：{name.zh}",
        f"The lower of performance and qualification: {name.en}",
        {"performance_tier": "S1", "qualification_allows": "M1"},
        "M1",
        unit="tier",
    )


def test_the_demotion_is_explained_on_both_sides_of_its_limit() -> None:
    below = the(judged(case(NEAR_ENOUGH, error_points=points(29))).explanation, "demotion")
    assert below == Node(
        "demotion",
        "§30",
        "季度差错积分未达到 30 分",
        "Quarter's error points stay below 30",
        {"points": 29, "from_points": 30, "bonus_deduction": "0.000000"},
        "S3",
        "30",
        "29",
        True,
        unit="points",
        units={"value": "tier", "bonus_deduction": "percent"},
    )
    reached = the(judged(case(NEAR_ENOUGH, error_points=points(30))).explanation, "demotion")
    assert reached == Node(
        "demotion",
        "§30",
        "季度差错积分达到 30 分",
        "Quarter's error points reach 30",
        {"points": 30, "from_points": 30, "bonus_deduction": "0.300000"},
        "S4",
        "30",
        "30",
        False,
        unit="points",
        units={"value": "tier", "bonus_deduction": "percent"},
    )


def test_without_grounds_nothing_is_cancelled() -> None:
    assert the(judged(case()).explanation, "cancellation") == Node(
        "cancellation",
        policy().cancellations[0].clause,
        "本期无取消资格的情形",
        "No ground for cancellation",
        {"grounds": None},
        False,
    )


def test_without_grounds_the_first_cancellation_of_the_policy_is_cited() -> None:
    first, *others = policy().cancellations
    under = policy().model_copy(
        update={"cancellations": (first.model_copy(update={"clause": "X2"}), *others)}
    )
    assert the(Judge(under, Q3)(case()).explanation, "cancellation").clause == "X2"


def cancelled(given: ManagerCase, standing: Standing = Q3) -> Node:
    return the(judged(given, standing=standing).explanation, "cancellation")


def clause_of(ground: str) -> str:
    return next(entry.clause for entry in policy().cancellations if entry.arrives_as == ground)


def test_each_ground_of_a_cancellation_is_named_with_its_clause() -> None:
    by_error = cancelled(case(error_points=(error("E1.6", outcome="cancel"),)))
    assert by_error == Node(
        "cancellation",
        clause_of("error_point_cancel"),
        "取消资格，本期无待遇",
        "Qualification cancelled, no treatment in this period",
        {"grounds": "error_point_cancel"},
        True,
    )
    expired = cancelled(case(NPL, grace_periods=(grace("npl", date(2020, 1, 1)),)))
    assert expired.inputs == {"grounds": "expired_grace"}
    assert expired.clause == clause_of("expired_grace")
    by_points = cancelled(case(error_points=points(100)), YEAR)
    assert by_points.inputs == {"grounds": "year_points"}
    assert by_points.clause == clause_of("year_points")


def test_all_grounds_of_a_cancellation_are_named() -> None:
    node = cancelled(
        case(
            NPL,
            error_points=(*points(100), error("E1.6", outcome="cancel")),
            grace_periods=(grace("npl", date(2020, 1, 1)),),
        ),
        YEAR,
    )
    assert node.inputs == {"grounds": "error_point_cancel, expired_grace, year_points"}


@pytest.mark.parametrize(
    ("given", "inputs", "held"),
    [
        (case(), {"tier": "S1", "annual_failed": False, "cancelled": False, "transferred_out": False}, True),
        (
            case(error_points=points(100)),
            {"tier": "S1", "annual_failed": True, "cancelled": True, "transferred_out": False},
            False,
        ),
        (
            case(plenty(corporate_time=1400, settlement_documentary=1000), factor="0.9"),
            {"tier": "T1", "annual_failed": False, "cancelled": False, "transferred_out": True},
            False,
        ),
    ],
)
def test_whether_a_year_is_passed_is_explained(
    given: ManagerCase, inputs: dict[str, object], held: bool
) -> None:
    node = the(judged(given, standing=YEAR).explanation, "passed")
    assert node.inputs == inputs
    assert (node.id, node.clause, node.value) == ("passed", "§32", held)
    assert (node.text, node.text_en) == (
        ("年度考核合格", "Annual assessment passed")
        if held
        else ("年度考核不合格", "Annual assessment not passed")
    )


@pytest.mark.parametrize("standing", [Q3, YEAR])
@pytest.mark.parametrize("measures", [plenty(), measured(), NPL])
@pytest.mark.parametrize("post", ["market", "credit", "design"])
def test_every_node_cites_a_clause_and_speaks_both_languages(
    standing: Standing, measures: Measures, post: str
) -> None:
    tree = judged(case(measures, of=manager(post), score="61", error_points=points(30)), standing=standing)
    known = {entry.id for entry in policy().clauses} | {item.clause for item in policy().error_points}
    for node in nodes(tree.explanation):
        assert node.clause in known
        assert node.text
        assert node.text_en
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in node.text_en)


@pytest.mark.parametrize("standing", [Q3, YEAR])
@pytest.mark.parametrize("post", ["market", "credit", "design"])
def test_every_figure_of_an_explanation_has_a_unit_of_the_closed_set(standing: Standing, post: str) -> None:
    given = case(NPL, of=manager(post), score="61", error_points=points(30), history=(passed(2024, "S3"),))
    for node in nodes(judged(given, standing=standing).explanation):
        figures = {"value": node.value, "required": node.required, "actual": node.actual, **node.inputs}
        numbers = [name for name, figure in figures.items() if is_number(figure)]
        units = {name: (node.units or {}).get(name, node.unit) for name in numbers}
        assert set(units.values()) <= set(UNITS), (node.id, units)


def is_number(figure: object) -> bool:
    """Whether a figure of a node is one: a day, an id and a yes or no are not."""
    return not isinstance(figure, bool) and re.fullmatch(r"-?\d+(\.\d+)?", str(figure)) is not None


def test_an_explanation_is_plain_data() -> None:
    tree = judged(case()).explanation
    assert msgspec.json.decode(msgspec.json.encode(tree), type=Node) == tree


def test_a_judge_remembers_nobody() -> None:
    judge = Judge(policy(), Q3)
    one, other = case(), case(plenty(corporate_customers=4), error_points=points(30))
    assert [judge(given) for given in (one, other, one)] == [
        judged(one),
        judged(other),
        judged(one),
    ]


def test_the_standing_on_a_day_inside_the_quarter_sees_that_day() -> None:
    standing = Standing.of(Period(2025, 3), as_of=date(2025, 8, 1))
    judgement = judged(case(error_points=points(30, date(2025, 8, 2))), standing=standing)
    assert judgement.quarter_points == 0
    expiring = case(qualifications=(qualified(valid_to=date(2025, 8, 1)),))
    assert judged(expiring, standing=standing).qualified_tier == "S1"
    assert judged(expiring).qualified_tier == "T1"


@pytest.mark.parametrize("collecting", [True, False])
def test_judging_all_gives_each_in_order_and_leaves_the_collector_as_it_was(*, collecting: bool) -> None:
    cases = [case(), case(measured())]
    before = gc.isenabled()
    during = []

    def given() -> Iterator[ManagerCase]:
        for each in cases:
            during.append(gc.isenabled())
            yield each

    try:
        (gc.enable if collecting else gc.disable)()
        judgements = judge_all(given(), policy=policy(), standing=Q3)
        after = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()
    assert judgements == tuple(judged(each) for each in cases)
    assert during == [False, False]
    assert after is collecting
