"""What may move a result one way only: deposits, deductions, qualifications, error points."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bole.grade import Judgement
from bole.kernel.people import ErrorPoint, Qualification
from bole.kernel.period import Period, Standing
from tests.grade.bank import case, error, judged, ladder, manager, measured, policy, qualified
from tests.properties.engine import (
    SEEDS,
    Outcome,
    assessed,
    assessed_as_it_is,
    bank_of,
    copied,
    few,
    replaced,
)
from tests.speed import some

ONE_DAY = timedelta(days=1)
DEPOSITS = ("corporate_demand", "corporate_time", "savings_demand", "savings_time")
TIERS = tuple(tier.id for tier in policy().tiers)

POSTS = st.sampled_from(("market", "credit"))
STANDINGS = st.sampled_from(
    (Standing.of(Period(2025, 2)), Standing.of(Period(2025, 4)), Standing.of(Period(2025)))
)
AMOUNTS = st.one_of(
    st.integers(0, 80_000).map(Fraction),
    st.fractions(0, 30_000, max_denominator=365),
    st.sampled_from([1500, 2000, 2500, 5500, 11_000, 70_000]).map(Fraction),
)
DAYS = st.dates(date(2024, 6, 1), date(2026, 3, 1))


def place(tier: str | None) -> int:
    """How far from the top; no tier is the lowest."""
    return len(TIERS) if tier is None else TIERS.index(tier)


@st.composite
def books(draw: st.DrawFn) -> dict[str, Fraction]:
    """Items that fit together: what is bad is led, what is uncollected was due."""
    led = draw(AMOUNTS)
    bad = led * draw(st.fractions(0, 1, max_denominator=100)) / draw(st.sampled_from((1, 20)))
    due = draw(AMOUNTS)
    collected = due * draw(st.fractions(Fraction(95, 100), 1, max_denominator=1000))
    return {item: draw(AMOUNTS) for item in DEPOSITS} | {
        "corporate_customers": Fraction(draw(st.integers(0, 40))),
        "led_loans": led,
        "npl_deduction": bad,
        "led_own_cause_npl": bad * draw(st.sampled_from((0, 1))),
        "interest_due": due,
        "interest_collected": collected,
        "interest_deduction": due - collected,
    }


QUALIFICATIONS = st.lists(
    st.builds(
        lambda rank, post, first, days: qualified(
            rank, post=post, valid_from=first, valid_to=first + timedelta(days=days)
        ),
        st.sampled_from(("senior", "manager", "assistant")),
        st.sampled_from(("credit", "market", "design")),
        DAYS,
        st.integers(0, 900),
    ),
    max_size=5,
).map(tuple)

OFFERED = tuple((item.id, outcome) for item in policy().error_points for outcome in item.outcomes)
ERRORS = st.lists(
    st.builds(
        lambda offered, on, occurrences: error(offered[0], on, occurrences=occurrences, outcome=offered[1]),
        st.sampled_from(OFFERED),
        DAYS,
        st.integers(1, 4),
    ),
    max_size=6,
).map(tuple)


def decided(
    post: str,
    items: Mapping[str, Fraction],
    standing: Standing,
    qualifications: tuple[Qualification, ...] | None = None,
    errors: tuple[ErrorPoint, ...] = (),
) -> Judgement:
    given = case(
        measured(**items), of=manager(post), qualifications=qualifications, error_points=errors, factor="1.10"
    )
    return judged(given, standing=standing)


@settings(max_examples=some(100, 10))
@given(POSTS, books(), STANDINGS, st.sampled_from(DEPOSITS), AMOUNTS)
def test_more_deposits_never_lower_the_performance_tier(
    post: str, items: dict[str, Fraction], standing: Standing, product: str, more: Fraction
) -> None:
    before = decided(post, items, standing)
    after = decided(post, items | {product: items[product] + more}, standing)
    assert place(after.performance_tier) <= place(before.performance_tier)


@settings(max_examples=some(100, 10))
@given(POSTS, books(), STANDINGS, st.fractions(0, 1, max_denominator=50))
def test_a_loan_that_turns_bad_never_raises_a_tier(
    post: str, items: dict[str, Fraction], standing: Standing, part: Fraction
) -> None:
    more = (items["led_loans"] - items["npl_deduction"]) * part
    before = decided(post, items, standing)
    after = decided(post, items | {"npl_deduction": items["npl_deduction"] + more}, standing)
    assert place(after.performance_tier) >= place(before.performance_tier)
    assert place(after.treatment_tier) >= place(before.treatment_tier)


@settings(max_examples=some(100, 10))
@given(POSTS, books(), STANDINGS, st.fractions(0, 1, max_denominator=50))
def test_interest_that_stays_uncollected_never_raises_a_tier(
    post: str, items: dict[str, Fraction], standing: Standing, part: Fraction
) -> None:
    lost = items["interest_collected"] * part
    worse = {
        "interest_collected": items["interest_collected"] - lost,
        "interest_deduction": items["interest_deduction"] + lost,
    }
    before = decided(post, items, standing)
    after = decided(post, items | worse, standing)
    assert place(after.performance_tier) >= place(before.performance_tier)
    assert place(after.treatment_tier) >= place(before.treatment_tier)


@settings(max_examples=some(150, 10))
@given(st.sampled_from(("market", "credit", "design")), STANDINGS, QUALIFICATIONS, ERRORS, st.data())
def test_a_qualification_taken_away_never_raises_the_qualified_tier(
    post: str,
    standing: Standing,
    held: tuple[Qualification, ...],
    errors: tuple[ErrorPoint, ...],
    data: st.DataObject,
) -> None:
    left_out = data.draw(st.integers(0, len(held)))
    fewer = held[:left_out] + held[left_out + 1 :]
    rich = case(of=manager(post), qualifications=held, error_points=errors, score="95")
    poor = case(of=manager(post), qualifications=fewer, error_points=errors, score="95")
    before, after = judged(rich, standing=standing), judged(poor, standing=standing)
    assert place(after.qualified_tier) >= place(before.qualified_tier)
    assert after.performance_tier == before.performance_tier


@settings(max_examples=some(150, 10))
@given(STANDINGS, ERRORS, ERRORS, QUALIFICATIONS)
def test_more_error_points_never_raise_the_treatment(
    standing: Standing,
    errors: tuple[ErrorPoint, ...],
    more: tuple[ErrorPoint, ...],
    held: tuple[Qualification, ...],
) -> None:
    items = {"corporate_time": Fraction(60_000), "corporate_customers": Fraction(30)}
    before = decided("credit", items, standing, (*held, qualified()), errors)
    after = decided("credit", items, standing, (*held, qualified()), errors + more)
    assert place(after.treatment_tier) >= place(before.treatment_tier)
    assert place(after.qualified_tier) >= place(before.qualified_tier)
    assert Fraction(*after.bonus_deduction) >= Fraction(*before.bonus_deduction)
    assert after.year_points >= before.year_points
    assert not (after.passed and not before.passed)


@settings(max_examples=some(100, 10))
@given(POSTS, books(), STANDINGS)
def test_a_tier_reached_means_every_lower_one_would_be(
    post: str, items: dict[str, Fraction], standing: Standing
) -> None:
    judgement = decided(post, items, standing)
    if judgement.performance_tier is None:
        return
    (performance,) = [step for step in judgement.explanation.steps if step.id == "performance"]
    below = ladder(post).tiers[place(judgement.performance_tier) :]
    holds = {step.inputs["tier"]: step.holds for step in performance.steps}
    assert all(holds[tier] for tier in below)


@few(2)
@given(seed=SEEDS)
def test_more_deposits_in_the_facts_never_lower_a_performance_tier(seed: int) -> None:
    tables = copied(bank_of(seed))
    for row in tables["balances"]:
        row["balance"] = f"{round(float(row['balance'])) + 1_000_000}.00"
    tables["control_totals"] = []
    check_no_tier_moved(seed, assessed(replaced(bank_of(seed), **tables)), up=True)


@few(2)
@given(seed=SEEDS)
def test_loans_that_turn_bad_in_the_facts_never_raise_a_performance_tier(seed: int) -> None:
    tables = copied(bank_of(seed))
    for number, row in enumerate(tables["loan_balances"]):
        if number % 3 == 0:
            row["classification"] = "loss"
    check_no_tier_moved(seed, assessed(replaced(bank_of(seed), **tables)), up=False)


@few(2)
@given(seed=SEEDS)
def test_interest_not_collected_in_the_facts_never_raises_a_performance_tier(seed: int) -> None:
    tables = copied(bank_of(seed))
    for number, row in enumerate(tables["interest"]):
        if number % 2 == 0:
            row |= {"collected": "0", "collected_on": ""}
    check_no_tier_moved(seed, assessed(replaced(bank_of(seed), **tables)), up=False)


def check_no_tier_moved(seed: int, after: Outcome, *, up: bool) -> None:
    before = assessed_as_it_is(seed)
    for name, entry in before.managers.items():
        moved = place(after.managers[name]["performance_tier"]) - place(entry["performance_tier"])
        assert moved <= 0 if up else moved >= 0
    assert before.managers != after.managers
