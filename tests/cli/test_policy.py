"""`bole policy`: check, test, diff, show and where."""

from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from bole.policy.locate import shipped_folder
from tests.cli.command import bole

SHIPPED = ["commercial-2005", "working-rules"]
POLICY = shipped_folder() / "commercial-2005" / "2005-07-21"
STANDARDS = "附件3-信贷业务经理标准.toml"
ONE_CASE = """
- case: no deposits, no tier
  clauses: [X3]
  measures: {average_deposit: 0}
  expect: {performance_tier: none, treatment_tier: S1}
- case: an account of one day counts
  clauses: [X3]
  facts:
    accounts: [{account_id: A1, product: corporate_demand}]
    balances: [{account_id: A1, date: 2025-01-01, balance: "FAULT"}]
  expect: {performance_tier: none}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A bank's own copy of the policy, with cases of its own."""
    folder = tmp_path / "own"
    copytree(POLICY, folder, ignore=ignore_patterns("cases"))
    (folder / "cases").mkdir()
    return folder


@pytest.mark.parametrize("policy", SHIPPED)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_shipped_policy_is_valid_and_its_assumed_values_are_listed(policy: str, lang: str) -> None:
    done = bole("policy", "check", policy, BOLE_LANG=lang)
    assert done.code == 0
    assert "X4     standards.market" in done.out
    assert "sha256" in done.out


def test_a_higher_tier_that_is_easier_is_an_error(own: Path) -> None:
    text = (own / STANDARDS).read_text(encoding="utf-8")
    changed = text.replace("composite_volume = 70000", "composite_volume = 7", 1)
    (own / STANDARDS).write_text(changed, encoding="utf-8")
    done = bole("policy", "check", own)
    assert done.code == 1
    assert "S1" in done.err


def test_a_policy_that_cannot_be_read_ends_with_1(own: Path) -> None:
    (own / "more.toml").write_text("[surprise]\n", encoding="utf-8")
    for command in ("check", "test", "show"):
        done = bole("policy", command, own)
        assert (done.code, "surprise" in done.err) == (1, True)


@pytest.mark.parametrize("command", ["check", "test", "show"])
def test_an_unknown_policy_ends_with_2_and_names_the_known(command: str) -> None:
    done = bole("policy", command, "nothing")
    assert done.code == 2
    assert all(name in done.err for name in SHIPPED)


def test_the_shipped_cases_hold() -> None:
    done = bole("policy", "test")
    assert done.code == 0
    assert "; 0 failed" in done.out


def test_a_case_that_does_not_hold_says_where(own: Path) -> None:
    cases = ONE_CASE.replace('"FAULT"', '"1000000"')
    (own / "cases" / "own.yaml").write_text(cases, encoding="utf-8")
    done = bole("policy", "test", own)
    assert done.code == 1
    assert "✗ no deposits, no tier  (own.yaml; X3)" in done.out
    assert "treatment_tier: expected S1, got None" in done.out
    assert "2 cases on 1 clauses; 1 failed" in done.out


def test_a_case_with_faulty_tables_names_file_and_case(own: Path) -> None:
    (own / "cases" / "own.yaml").write_text(ONE_CASE, encoding="utf-8")
    done = bole("policy", "test", own)
    assert done.code == 1
    assert "…/cases/own.yaml" in done.err
    assert all(word in done.err for word in ("account", "counts"))
    assert "1 error, 0 warnings" in done.err


def test_a_policy_without_cases_has_none_to_fail(own: Path) -> None:
    done = bole("policy", "test", own)
    assert (done.code, "0 cases on 0 clauses; 0 failed" in done.out) == (0, True)


def test_differences_are_by_clause_and_a_new_record_is_one_line() -> None:
    done = bole("policy", "diff", "commercial-2005", "working-rules")
    assert done.code == 0
    assert "## W1\n" in done.out
    assert done.out.count("governance.bodies.direct_leader") == 1


def test_a_policy_does_not_differ_from_itself() -> None:
    assert bole("policy", "diff", "working-rules", "working-rules").out == "No differences.\n"


def test_a_difference_with_an_unknown_policy_is_wrong_usage() -> None:
    assert bole("policy", "diff", "commercial-2005", "nothing").code == 2


@pytest.mark.parametrize("policy", SHIPPED)
@pytest.mark.parametrize(("lang", "said"), [("zh", "客户经理"), ("en", "relationship manager")])
def test_a_policy_is_shown_as_a_document(policy: str, lang: str, said: str) -> None:
    done = bole("policy", "show", policy, BOLE_LANG=lang, columns=40)
    assert done.code == 0
    assert done.out.startswith("# ")
    assert said in done.out.lower()


def test_where_a_clause_lives_is_said_with_file_and_line(own: Path) -> None:
    lines = (own / STANDARDS).read_text(encoding="utf-8").splitlines()
    line = lines.index('id = "led_own_cause_npl"')
    done = bole("policy", "where", "§29", "--policy", str(own), BOLE_LANG="en")
    assert done.code == 0
    assert f"{STANDARDS}:{line}  items.led_own_cause_npl" in done.out, "the line of its [[items]]"
    assert "bole/grade/grace.py:1  " in done.out
    assert "bole/measure/sql/loans_at_end.sql:1  " in done.out


def test_where_names_cases_and_keeps_clauses_apart() -> None:
    done = bole("policy", "where", "§2", BOLE_LANG="zh")
    assert "01-scope.yaml:" in done.out
    assert "grace.py" not in done.out, "§29 is another clause"
    parts = bole("policy", "where", "§48", BOLE_LANG="en")
    assert "duties.meeting" in parts.out, "§48(2) is a part of §48"
    assert "E3.10" not in bole("policy", "where", "E3.1", BOLE_LANG="en").out


def test_an_unknown_clause_is_refused_with_those_near_it() -> None:
    done = bole("policy", "where", "§292", BOLE_LANG="en")
    assert done.code == 2
    assert "§29" in done.err
