"""Every shipped case holds in the slow reference implementation, which knows nothing of policy files."""

import pytest

from bole.policy.cases import Case, load_cases
from bole.policy.load import load_policy
from tests.policy.reference_runner import differences, reference_result

LOADED = load_policy("commercial-2005")
CASES = load_cases(LOADED)


@pytest.mark.parametrize("case", CASES, ids=[case.case for case in CASES])
def test_the_reference_agrees_with_the_case(case: Case) -> None:
    found = differences(case.expect.as_result(), reference_result(case, LOADED.policy))
    assert found == []
