"""The words of a policy: everything by id, in the policy's order, with its unit."""

import pytest

from bole.assess.words import SCORE, PolicyWords
from bole.grade.outcomes import OUTCOMES
from bole.kernel.text import Text
from bole.policy.load import load_policy


@pytest.fixture(scope="module")
def words() -> PolicyWords:
    return PolicyWords(load_policy("commercial-2005").policy)


def test_published_indicators_say_unit_and_on_which_side_they_are_good(words: PolicyWords) -> None:
    assert [(each.id, each.unit, each.holds_when) for each in words.published] == [
        ("average_deposit", "wan", "at_least"),
        ("composite_volume", "wan", "at_least"),
        ("corporate_customers", "count", "at_least"),
        ("npl_ratio", "percent", "at_most"),
        ("interest_collection_rate", "percent", "at_least"),
    ]
    assert words.indicators["own_cause_npl_ratio"].holds_when is None


def test_a_post_is_asked_for_what_its_standards_name(words: PolicyWords) -> None:
    assert [each.id for each in words.asked("market")] == [
        "composite_volume",
        "average_deposit",
        "corporate_customers",
    ]
    assert [(each.id, each.unit) for each in words.asked("design")] == [(SCORE, "score")]
    assert words.asked("specialist") == ()


def test_items_are_in_what_the_facts_give_them_in(words: PolicyWords) -> None:
    units = {item.id: item.unit for item in words.items.values()}
    assert {unit for item, unit in units.items() if item.startswith("settlement_")} == {"wan_usd"}
    assert (units["corporate_customers"], units["interest_due"]) == ("count", "wan")
    assert words.items["settlement_documentary"].amount("3", "zh") == "3.00 万美元"


def test_a_measure_is_an_indicator_or_the_score(words: PolicyWords) -> None:
    assert words.measured(SCORE).gap("2.5", "zh") == "2.50 分"
    assert words.measured("npl_ratio").gap("0.01", "en") == "1 percentage points"
    with pytest.raises(KeyError):
        words.measured("gold")


def test_tiers_have_names_and_places_and_so_has_none(words: PolicyWords) -> None:
    assert words.tier("S1") == Text("高级客户经理一档", "Senior manager, tier 1")
    assert (words.tier(None).zh, words.tier("Z9").en) == ("无档次", "Z9")
    assert [words.place(tier) for tier in ("S1", "T1", None)] == [0, 10, 11]
    assert words.top_tiers == {"S1", "S2", "S3", "S4"}


def test_outcomes_come_in_their_order_and_say_who_must_be_looked_into(words: PolicyWords) -> None:
    assert list(words.outcomes)[: len(OUTCOMES)] == [each.id for each in OUTCOMES]
    assert list(words.outcomes)[len(OUTCOMES) :] == [f"veteran_V{k}" for k in (1, 2, 3, 4)]
    assert words.outcomes.keys() - words.attention == {
        "newcomer_grace",
        "grace_closed",
        *(f"veteran_V{k}" for k in (1, 2, 3, 4)),
    }
