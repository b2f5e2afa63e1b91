"""Every clause of both documents has its place: a case, a value, or a stated home."""

import pytest

from bole.policy.cases import load_cases
from bole.policy.lint.clauses import article, cited_clauses
from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.locate import shipped_ids

ARTICLES = [f"§{number}" for number in range(1, 58)]
ANNEXES = [f"X{number}" for number in range(1, 11)]
WORKING_RULES = [f"W{number}" for number in range(1, 7)]


@pytest.fixture(params=shipped_ids(), scope="module")
def loaded(request: pytest.FixtureRequest) -> LoadedPolicy:
    return load_policy(str(request.param))


def _listed(loaded: LoadedPolicy, *homes: str) -> set[str]:
    return {entry.id for entry in loaded.policy.clauses if not homes or entry.home in homes}


def test_every_clause_of_both_documents_is_listed(loaded: LoadedPolicy) -> None:
    items = [item.id for item in loaded.policy.error_points]
    assert {*ARTICLES, *ANNEXES, *WORKING_RULES, "E", *items} <= _listed(loaded)


def test_every_computed_clause_has_a_case(loaded: LoadedPolicy) -> None:
    with_cases = {clause for case in load_cases(loaded) for clause in case.clauses}
    assert _listed(loaded, "computed") - with_cases == set()


def test_every_clause_of_a_case_is_listed(loaded: LoadedPolicy) -> None:
    assert {clause for case in load_cases(loaded) for clause in case.clauses} <= _listed(loaded)


def test_every_clause_cited_by_a_value_is_listed(loaded: LoadedPolicy) -> None:
    listed = _listed(loaded)
    assert [clause for clause in cited_clauses(loaded.policy) if article(clause) not in listed] == []


def test_every_clause_at_home_in_the_file_is_cited_by_a_value(loaded: LoadedPolicy) -> None:
    cited = set(cited_clauses(loaded.policy))
    covered = cited | {article(clause) for clause in cited}
    assert _listed(loaded, "computed", "data") - covered == set()


def test_the_working_rules_belong_to_the_policy_of_that_name() -> None:
    entries = {entry.id: entry for entry in load_policy("commercial-2005").policy.clauses}
    assert all("working-rules" in entries[rule].where.en for rule in WORKING_RULES)
    ours = {entry.id: entry.home for entry in load_policy("working-rules").policy.clauses}
    assert {ours[rule] for rule in WORKING_RULES} == {"data"}


def test_working_rules_inherit_the_cases_of_their_parent() -> None:
    child = load_policy("working-rules")
    assert child.parent is not None
    assert load_cases(child) == load_cases(child.parent)
