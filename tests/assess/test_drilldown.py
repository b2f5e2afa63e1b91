"""Looking into a result: what it was made of, and that days come from the very same facts and policy."""

from pathlib import Path

import pytest

from bole.assess.drilldown import OtherFactsError, OtherPolicyError, read_contributions, read_days, read_made
from bole.measure.days import Subject
from bole.policy.load import load_policy
from tests.assess.folders import assess_into, facts_in


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    assess_into(folder / "out", facts_in(folder / "facts"))
    return folder


def subject_of(results: Path) -> Subject:
    """Some account of somebody."""
    for number in range(1, 9):
        for each in read_contributions(results, f"M{number}"):
            if each.subject_type == "account":
                return Subject("account", each.subject_id, f"M{number}")
    raise AssertionError


def test_a_result_names_what_it_was_made_of(bank: Path) -> None:
    made = read_made(bank / "out")
    policy = load_policy(made.policy_reference)
    assert policy.sha256 == made.policy_sha256
    assert made.standing.year_start <= made.standing.last_day


def test_days_add_up_to_the_contribution(bank: Path) -> None:
    made, subject = read_made(bank / "out"), subject_of(bank / "out")
    days = read_days(bank / "facts", made=made, policy=load_policy(made.policy_reference), subject=subject)
    assert days.stretches
    contributions = {
        each.component: each.amount_numerator
        for each in read_contributions(bank / "out", subject.manager_id)
        if each.subject_id == subject.subject_id
    }
    assert sum(each.numerator for each in days.stretches) == sum(contributions.values())


def test_one_component_is_read_alone_and_the_largest_first(bank: Path) -> None:
    subject = subject_of(bank / "out")
    every = read_contributions(bank / "out", subject.manager_id)
    for component in {each.component for each in every}:
        found = read_contributions(bank / "out", subject.manager_id, component=component)
        assert found == [each for each in every if each.component == component]
        sizes = [abs(each.amount_numerator) for each in found]
        assert sizes == sorted(sizes, reverse=True)


def test_another_policy_is_refused_before_anything_is_read(bank: Path) -> None:
    made = read_made(bank / "out")
    with pytest.raises(OtherPolicyError):
        read_days(
            bank / "nowhere", made=made, policy=load_policy("working-rules"), subject=subject_of(bank / "out")
        )


def test_other_facts_are_refused(bank: Path, tmp_path: Path) -> None:
    made = read_made(bank / "out")
    policy = load_policy(made.policy_reference)
    history = "manager_id,year,tier,passed\n"
    other = facts_in(tmp_path / "facts", tier_history=history)
    with pytest.raises(OtherFactsError):
        read_days(other, made=made, policy=policy, subject=subject_of(bank / "out"))


def test_faulty_facts_come_back_as_findings(bank: Path, tmp_path: Path) -> None:
    made = read_made(bank / "out")
    policy = load_policy(made.policy_reference)
    faulty = facts_in(tmp_path / "facts", balances="account_id,date,balance\n001,2025-01-01,ten\n")
    days = read_days(faulty, made=made, policy=policy, subject=subject_of(bank / "out"))
    assert days.stretches is None
    assert days.findings.errors


def test_without_results_nothing_was_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_made(tmp_path)
