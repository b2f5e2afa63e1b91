from datetime import date
from fractions import Fraction
from typing import Literal

import pytest

from bole.grade.exit import ExitDecision, ExitRule
from bole.grade.node import Node
from bole.kernel.exact import Exact, Measures
from bole.kernel.people import HireType, Manager
from bole.policy.schema import Policy
from tests.given import given
from tests.grade.bank import manager, measured, policy, the

LAST = date(2025, 12, 31)
TINY = Fraction(1, 10**12)
ENOUGH = measured(corporate_time=1500, settlement_documentary=Fraction(1000, 3))
LITTLE_DEPOSIT = measured(corporate_time=1500 - TINY, settlement_documentary=1000)
LITTLE_VOLUME = measured(corporate_time=1500, settlement_documentary=Fraction(1000, 3) - TINY)
NOTHING = measured()


def decided(
    measures: Measures,
    of: Manager | None = None,
    *,
    factor: str = "1",
    last_day: date = LAST,
    under: Policy | None = None,
) -> ExitDecision:
    ratio = Fraction(factor)
    rules = under or policy()
    return ExitRule(rules, given(rules.exit))(
        of or manager(),
        measures=measures,
        factor=Exact(ratio.numerator, ratio.denominator),
        last_day=last_day,
    )


def with_exit(*, combine: Literal["any", "all"] = "any", branch_adjusted: bool = False) -> Policy:
    rule = given(policy().exit).model_copy(update={"combine": combine, "branch_adjusted": branch_adjusted})
    return policy().model_copy(update={"exit": rule})


@pytest.mark.parametrize(
    ("measures", "state"),
    [
        (ENOUGH, "stays"),
        (LITTLE_DEPOSIT, "transferred_out"),
        (LITTLE_VOLUME, "transferred_out"),
        (NOTHING, "transferred_out"),
    ],
)
def test_exactly_at_both_floors_a_manager_stays_and_below_either_leaves(
    measures: Measures, state: str
) -> None:
    assert decided(measures).state == state


def test_where_the_policy_asks_for_all_floors_one_missed_is_not_enough() -> None:
    lenient = with_exit(combine="all")
    assert decided(LITTLE_DEPOSIT, under=lenient).state == "stays"
    assert decided(NOTHING, under=lenient).state == "transferred_out"


@pytest.mark.parametrize(("post", "state"), [("market", "transferred_out"), ("design", "stays")])
def test_the_floors_are_for_the_posts_that_the_policy_names(post: str, state: str) -> None:
    assert decided(NOTHING, manager(post)).state == state


@pytest.mark.parametrize("factor", ["0.9", "1.1"])
def test_the_branch_factor_does_not_touch_the_floors(factor: str) -> None:
    assert decided(ENOUGH, factor=factor).state == "stays"
    assert decided(LITTLE_DEPOSIT, factor=factor).state == "transferred_out"
    assert the(decided(ENOUGH, factor=factor).node, "exit.average_deposit").required == "1500.000000"


def test_the_branch_factor_scales_the_floors_where_the_policy_says_so() -> None:
    adjusted = with_exit(branch_adjusted=True)
    assert decided(ENOUGH, factor="1.1", under=adjusted).state == "transferred_out"
    assert decided(LITTLE_DEPOSIT, factor="0.9", under=adjusted).state == "stays"
    node = decided(ENOUGH, factor="1.1", under=adjusted).node
    assert the(node, "exit.average_deposit").required == "1650.000000"
    assert the(node, "exit.composite_volume").required == "2750.000000"


@pytest.mark.parametrize(
    ("hire_type", "hired_on", "state"),
    [
        ("new_hire", date(2025, 1, 1), "newcomer_grace"),
        ("new_hire", date(2024, 12, 31), "transferred_out"),
        ("graduate", date(2024, 1, 1), "newcomer_grace"),
        ("graduate", date(2023, 12, 31), "transferred_out"),
        ("regular", date(2025, 12, 1), "transferred_out"),
        ("regular", date(2026, 1, 1), "transferred_out"),
    ],
)
def test_newcomers_are_spared_until_their_anniversary(
    hire_type: HireType, hired_on: date, state: str
) -> None:
    assert decided(NOTHING, manager(hired_on=hired_on, hire_type=hire_type)).state == state


@pytest.mark.parametrize(
    ("last_day", "state"), [(date(2025, 2, 27), "newcomer_grace"), (date(2025, 2, 28), "transferred_out")]
)
def test_who_was_hired_on_29_february_is_spared_until_the_27th(last_day: date, state: str) -> None:
    hired = manager(hired_on=date(2024, 2, 29), hire_type="new_hire")
    assert decided(NOTHING, hired, last_day=last_day).state == state


def test_a_newcomer_above_the_floors_simply_stays() -> None:
    assert decided(ENOUGH, manager(hired_on=LAST, hire_type="new_hire")).state == "stays"


@pytest.mark.parametrize(
    ("measures", "hire_type", "zh", "en"),
    [
        (ENOUGH, "regular", "业绩不低于退出下限", "Not below the floors of exit"),
        (
            NOTHING,
            "regular",
            "业绩低于退出下限，调离营销岗位",
            "Below a floor of exit: transferred out of marketing",
        ),
        (
            NOTHING,
            "new_hire",
            "业绩低于退出下限，但在新入行宽限期内",
            "Below a floor of exit, but within the newcomer's grace",
        ),
    ],
)
def test_the_explanation_says_what_was_decided(
    measures: Measures, hire_type: HireType, zh: str, en: str
) -> None:
    decision = decided(measures, manager(hired_on=date(2025, 3, 1), hire_type=hire_type))
    assert (decision.node.text, decision.node.text_en) == (zh, en)
    assert decision.node.value == decision.state
    assert (decision.node.id, decision.node.clause) == ("exit", "§35")
    assert decision.node.inputs == {
        "hired_on": "2025-03-01",
        "hire_type": hire_type,
        "spared_until": "2026-03-01" if hire_type == "new_hire" else None,
    }


def test_the_explanation_has_each_floor_with_what_was_reached() -> None:
    node = decided(LITTLE_DEPOSIT).node
    assert the(node, "exit.average_deposit") == Node(
        "exit.average_deposit",
        "§35",
        "日均存款不低于退出下限",
        "Average deposit not below the floor of exit",
        {"floor": "1500"},
        "1500.000000",
        "1500.000000",
        "1500.000000",
        False,
        unit="wan",
    )
    volume = the(node, "exit.composite_volume")
    assert (volume.required, volume.actual, volume.holds) == ("2500.000000", "4500.000000", True)


def test_a_post_without_floors_says_that_they_do_not_apply() -> None:
    node = decided(NOTHING, manager("design")).node
    assert (node.text, node.text_en) == (
        "本岗位不适用退出下限",
        "The floors of exit do not apply to this post",
    )
    assert node.steps == ()
    assert node.value == "stays"


def test_a_floor_on_an_indicator_that_does_not_apply_holds() -> None:
    floor = given(policy().exit).floors[0].model_copy(update={"indicator": "npl_ratio"})
    rule = given(policy().exit).model_copy(update={"floors": (floor,)})
    decision = decided(NOTHING, under=policy().model_copy(update={"exit": rule}))
    assert decision.state == "stays"
    step = the(decision.node, "exit.npl_ratio")
    assert (step.value, step.actual, step.holds) == (None, None, True)
