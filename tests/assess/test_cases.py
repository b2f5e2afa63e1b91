"""Every shipped case holds in the engine; and cases that do not hold, or cannot run, say so."""

from collections.abc import Mapping
from functools import cache

import pytest

from bole.assess.cases import Mismatch, run_cases
from bole.policy.cases import Case, load_cases
from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.problems import PolicyError

POLICIES = ("commercial-2005", "working-rules")

SHIPPED = {policy: load_cases(load_policy(policy)) for policy in POLICIES}
NAMED = [(policy, case.case) for policy, cases in SHIPPED.items() for case in cases]


@cache
def mismatches(policy: str) -> Mapping[str, list[Mismatch]]:
    """What every case of a policy found; all are run together, once in a process."""
    loaded = load_policy(policy)
    return {case.case: found for case, found in run_cases(loaded, SHIPPED[policy])}


@pytest.mark.parametrize(("policy", "name"), NAMED, ids=[f"{policy}: {name}" for policy, name in NAMED])
def test_the_shipped_case_holds(policy: str, name: str) -> None:
    assert mismatches(policy)[name] == []


@pytest.fixture(scope="module")
def policy() -> LoadedPolicy:
    return load_policy("commercial-2005")


def case(name: str, **given: object) -> Case:
    return Case.model_validate({"case": name, "clauses": ("X3",), **given})


def deposit(name: str, balance: str, amount: str, **given: object) -> Case:
    """A case with one demand account; the amount is what its component should come to."""
    facts = {
        "accounts": ({"account_id": "A1", "product": "corporate_demand"},),
        "balances": ({"account_id": "A1", "date": "2024-12-31", "balance": balance},),
    }
    expect = {"components": {"corporate_demand": {"amount": amount}}}
    return case(name, facts=facts, expect=expect, **given)


def found(policy: LoadedPolicy, *cases: Case) -> list[tuple[str, list[Mismatch]]]:
    return [(each.case, mismatches) for each, mismatches in run_cases(policy, cases)]


def test_cases_run_together_do_not_see_each_other(policy: LoadedPolicy) -> None:
    cases = [deposit(f"{wan} 万元", f"{wan}0000", f"{wan}.000000") for wan in (1, 2, 3)]
    assert found(policy, *cases) == [(each.case, []) for each in cases]


def test_cases_come_back_in_their_order_whatever_ran_together(policy: LoadedPolicy) -> None:
    cases = [
        deposit("third quarter", "10000", "1.000000"),
        case("judgement", expect={"performance_tier": "S1"}),
        deposit("first quarter", "10000", "1.000000", period="2025Q1"),
        deposit("third quarter again", "20000", "2.000000"),
    ]
    assert [name for name, _ in found(policy, *cases)] == [each.case for each in cases]


def test_a_mismatch_says_where_what_was_expected_and_what_came_out(policy: LoadedPolicy) -> None:
    wrong = deposit("wrong", "10000", "2.000000")
    assert found(policy, wrong) == [
        ("wrong", [Mismatch("components.corporate_demand.amount", "2.000000", "1.000000")])
    ]


def test_lists_are_compared_as_a_whole_and_in_order(policy: LoadedPolicy) -> None:
    wrong = case("wrong", expect={"outcomes": ("in_grace",)})
    assert found(policy, wrong) == [("wrong", [Mismatch("outcomes", ["in_grace"], [])])]


def test_a_key_that_the_result_lacks_is_a_mismatch(policy: LoadedPolicy) -> None:
    wrong = case("quarter", expect={"passed": True})
    assert found(policy, wrong) == [("quarter", [Mismatch("passed", True, None)])]


@pytest.mark.parametrize("facts", [None, {"accounts": ()}])
def test_a_person_who_is_not_assessed_is_a_result_too(policy: LoadedPolicy, facts: object) -> None:
    expect = {"not_assessed": {"clause": "§2", "reason": "支行副行长"}}
    assert found(policy, case("out", excluded_reason="支行副行长", facts=facts, expect=expect)) == [
        ("out", [])
    ]


def test_rates_of_one_case_do_not_convert_another(policy: LoadedPolicy) -> None:
    def foreign(name: str, rate: str, amount: str) -> Case:
        facts = {
            "accounts": ({"account_id": "A1", "product": "corporate_demand", "currency": "USD"},),
            "balances": ({"account_id": "A1", "date": "2024-12-31", "balance": "10000"},),
            "rates": ({"currency": "USD", "date": "2025-09-30", "cny_per_unit": rate},),
        }
        return case(name, facts=facts, expect={"components": {"corporate_demand": {"amount": amount}}})

    cases = [
        foreign("seven", "7", "7.000000"),
        foreign("eight", "8", "8.000000"),
        foreign("7", "7", "7.000000"),
    ]
    assert found(policy, *cases) == [(each.case, []) for each in cases]


def test_control_totals_are_each_case_s_own(policy: LoadedPolicy) -> None:
    total = {
        "table": "balances",
        "date": "2025-01-01",
        "product_or_kind": "corporate_demand",
        "currency": "CNY",
        "total": "10000",
    }
    facts = {
        "accounts": ({"account_id": "A1", "product": "corporate_demand"},),
        "balances": ({"account_id": "A1", "date": "2024-12-31", "balance": "10000"},),
        "control_totals": (total,),
    }
    expect = {"components": {"corporate_demand": {"amount": "1.000000"}}}
    cases = [case(name, facts=facts, expect=expect) for name in ("one", "two")]
    assert found(policy, *cases) == [("one", []), ("two", [])]


def test_faulty_tables_name_the_case_and_spare_those_that_ran_with_it(policy: LoadedPolicy) -> None:
    right, faulty = deposit("right", "10000", "1.000000"), deposit("faulty", "ten", "1.000000")
    with pytest.raises(PolicyError) as refused:
        found(policy, right, faulty)
    (finding,) = refused.value.findings
    assert finding.key == "faulty: balances"
    assert "ten" in finding.message.en
    assert found(policy, right) == [("right", [])]
