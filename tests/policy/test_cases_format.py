from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bole.kernel.finding import Finding
from bole.kernel.people import DesignScore, ErrorPoint, GracePeriod, Qualification, YearRecord
from bole.kernel.period import Period
from bole.policy.cases import Case, load_cases, measures_of, people_of, read_cases, tables_of
from bole.policy.load import load_policy
from bole.policy.problems import PolicyError
from tests.policy.documents import OVERLAY, changed, copied
from tests.policy.reference_runner import differences, reference_result

POLICY = load_policy("commercial-2005").policy
PLAIN = "- case: a\n  clauses: [§29]\n  expect: {performance_tier: S1}\n"


def _read(folder: Path, text: str) -> list[Case]:
    (folder / "01.yaml").write_text(text, encoding="utf-8")
    return read_cases(folder)


def _one(folder: Path, text: str) -> Case:
    (case,) = _read(folder, text)
    return case


def _findings(folder: Path, text: str) -> tuple[Finding, ...]:
    with pytest.raises(PolicyError) as caught:
        _read(folder, text)
    assert all(finding.file == str(folder / "01.yaml") for finding in caught.value.findings)
    assert all("案例" in finding.remedy.zh for finding in caught.value.findings)
    return caught.value.findings


def test_what_a_case_leaves_out_has_a_default(tmp_path: Path) -> None:
    case = _one(tmp_path, PLAIN)
    assert (case.kind, case.factor) == ("judgement", Decimal(1))
    assert case.standing.last_day == date(2025, 9, 30)
    people = people_of(case, POLICY)
    assert people.manager.post == POLICY.standards[0].post
    assert (people.manager.hired_on, people.manager.hire_type) == (date(2015, 1, 1), "regular")
    assert [held.rank for held in people.qualifications] == ["senior"]
    assert case.file == tmp_path / "01.yaml"


def test_everything_a_case_says_is_read(tmp_path: Path) -> None:
    case = _one(
        tmp_path,
        """
- case: b
  clauses: [§29, X2]
  post: design
  period: 2025
  as_of: 2025-06-30
  factor: "1.10"
  hired_on: 2024-02-29
  hire_type: graduate
  excluded_reason: on loan
  measures: {npl_ratio: "3.0001", interest_collection_rate: none, corporate_customers: 29}
  score: "91.5"
  qualifications:
    - {rank: manager, valid_from: 2024-01-01, valid_to: 2026-12-31, post: market, kind: temporary}
  error_points:
    - {date: 2025-03-01, item: E1.1, occurrences: 3, outcome: aggravated}
    - {date: 2025-03-02, item: E2.1}
  grace_periods: [{reason: npl, started_on: 2024-09-30}]
  tier_history: [{year: 2020, tier: S1}, {year: 2021, tier: none, passed: false}]
  expect:
    performance_tier: none
    outcomes: []
    passed: false
    error_points: {quarter: none, year: 60}
    not_assessed: {clause: §2}
""",
    )
    assert measures_of(case, POLICY)["npl_ratio"] == Decimal("3.0001")
    assert measures_of(case, POLICY)["interest_collection_rate"] is None
    people = people_of(case, POLICY)
    assert people.branch.standard_factor == Decimal("1.10")
    assert people.manager.excluded_reason == "on loan"
    assert people.qualifications == (
        Qualification("M1", "market", "manager", "temporary", date(2024, 1, 1), date(2026, 12, 31)),
    )
    assert people.error_points == (
        ErrorPoint("M1", date(2025, 3, 1), "E1.1", 3, "aggravated"),
        ErrorPoint("M1", date(2025, 3, 2), "E2.1", 1, "base"),
    )
    assert people.grace_periods == (GracePeriod("M1", "npl", date(2024, 9, 30)),)
    assert people.design_scores == (DesignScore("M1", Period(2025), Decimal("91.5")),)
    assert people.tier_history == (YearRecord("M1", 2020, "S1", True), YearRecord("M1", 2021, None, False))
    assert case.expect.as_result() == {
        "performance_tier": None,
        "outcomes": (),
        "passed": False,
        "error_points": {"quarter": None, "year": 60},
        "not_assessed": {"clause": "§2"},
    }


def test_no_qualification_at_all_is_an_empty_list(tmp_path: Path) -> None:
    assert people_of(_one(tmp_path, PLAIN + "  qualifications: []\n"), POLICY).qualifications == ()


def test_measures_that_are_left_out_are_comfortable(tmp_path: Path) -> None:
    given = measures_of(_one(tmp_path, PLAIN), POLICY)
    assert given == {
        "average_deposit": Decimal(90000),
        "composite_volume": Decimal(140000),
        "corporate_customers": Decimal(60),
        "interest_collection_rate": Decimal(100),
        "npl_ratio": Decimal(0),
        "own_cause_npl_ratio": Decimal(0),
    }


def test_a_measure_that_is_no_indicator_is_refused(tmp_path: Path) -> None:
    case = _one(tmp_path, PLAIN + "  measures: {deposits: 1}\n")
    with pytest.raises(KeyError, match="deposits"):
        measures_of(case, POLICY)


def test_a_criterion_that_no_standard_asks_for_has_a_level_too(tmp_path: Path) -> None:
    policy = changed(lambda document: [standard.update(tiers={}) for standard in document["standards"][:2]])
    assert measures_of(_one(tmp_path, PLAIN), policy)["average_deposit"] == 0


def test_expected_measures_have_the_kinds_of_the_result_file(tmp_path: Path) -> None:
    case = _one(
        tmp_path,
        """
- case: c
  clauses: [§27]
  facts: {accounts: [{account_id: A1, product: savings_time}]}
  expect: {measures: {corporate_customers: 1, npl_ratio: none, average_deposit: "1.500000"}}
""",
    )
    expected = {"corporate_customers": 1, "npl_ratio": None, "average_deposit": "1.500000"}
    assert case.expect.as_result() == {"measures": expected}


def test_an_expected_count_may_be_nothing(tmp_path: Path) -> None:
    text = "- case: c\n  clauses: [§27]\n  facts: {}\n  expect: {measures: {corporate_customers: none}}\n"
    assert _one(tmp_path, text).expect.as_result() == {"measures": {"corporate_customers": None}}


def test_tables_are_filled_in(tmp_path: Path) -> None:
    case = _one(
        tmp_path,
        """
- case: d
  clauses: [X3]
  factor: "0.90"
  error_points: [{date: 2025-08-01, item: E1.1}]
  tier_history: [{year: 2020, tier: none, passed: false}]
  facts:
    managers: [{manager_id: M2}]
    customers: [{customer_id: C2, kind: personal}]
    accounts: [{account_id: A1, customer_id: C2, product: savings_time}]
    balances: [{account_id: A1, date: 2025-01-01, balance: "1.00"}]
    loans: [{loan_id: L1, granted_on: 2025-01-01}]
    loan_balances: [{loan_id: L1, date: 2025-01-01, balance: "2.00"}]
  expect: {performance_tier: none}
""",
    )
    tables = tables_of(case, POLICY)
    assert tables["branches"][0]["standard_factor"] == "0.90"
    assert [row["manager_id"] for row in tables["managers"]] == ["M1", "M2"]
    assert tables["managers"][1]["post"] == "credit"
    assert [(row["customer_id"], row["kind"]) for row in tables["customers"]] == [
        ("C2", "personal"),
        ("C1", "corporate"),
    ]
    assert tables["accounts"][0]["currency"] == "CNY"
    assert tables["loan_balances"][0]["classification"] == "normal"
    assert [
        (row["subject_type"], row["subject_id"], row["role"], row["share"]) for row in tables["attributions"]
    ] == [
        ("account", "A1", "owner", "100"),
        ("loan", "L1", "lead", "100"),
        ("customer", "C2", "owner", "100"),
        ("customer", "C1", "owner", "100"),
    ]
    assert tables["error_points"][0]["date"] == "2025-08-01"
    assert tables["tier_history"] == [{"manager_id": "M1", "year": "2020", "tier": "", "passed": "false"}]
    assert "grace_periods" not in tables


def test_attributions_that_are_given_are_the_only_ones(tmp_path: Path) -> None:
    case = _one(
        tmp_path,
        """
- case: e
  clauses: [X3]
  facts:
    loans: [{loan_id: L1, granted_on: 2025-01-01}]
    attributions: [{subject_type: loan, subject_id: L1}, {subject_type: customer, subject_id: C1, share: "5"}]
  expect: {performance_tier: none}
""",
    )
    rows = tables_of(case, POLICY)["attributions"]
    assert [(row["role"], row["share"], row["manager_id"]) for row in rows] == [
        ("lead", "100", "M1"),
        ("owner", "5", "M1"),
    ]


def test_a_judgement_case_has_no_business_tables(tmp_path: Path) -> None:
    assert set(tables_of(_one(tmp_path, PLAIN), POLICY)) == {"branches", "managers", "qualifications"}


WRONG = {
    "an unknown key": (PLAIN + "  posts: credit\n", "cases.a.posts", "case_extra_forbidden"),
    "an unknown key inside": (
        PLAIN + "  error_points: [{date: 2025-01-01, item: E1.1, points: 3}]\n",
        "cases.a.error_points.0.points", "case_extra_forbidden",
    ),
    "an unknown expectation": (
        "- case: a\n  clauses: [§29]\n  expect: {tier: S1}\n",
        "cases.a.expect.tier", "case_extra_forbidden",
    ),
    "a missing key": ("- case: a\n  expect: {passed: true}\n", "cases.a.clauses", "case_missing"),
    "no clause": ("- case: a\n  clauses: []\n  expect: {passed: true}\n", "cases.a", "case_value_error"),
    "nothing expected": ("- case: a\n  clauses: [§29]\n  expect: {}\n", "cases.a", "case_value_error"),
    "an unknown clause": (
        "- case: a\n  clauses: [Art29]\n  expect: {passed: true}\n",
        "cases.a.clauses.0", "case_value_error",
    ),
    "measures and facts": (
        PLAIN + "  measures: {npl_ratio: 1}\n  facts: {}\n", "cases.a", "case_value_error",
    ),
    "measures expected without facts": (
        "- case: a\n  clauses: [§29]\n  expect: {measures: {npl_ratio: none}}\n",
        "cases.a", "case_value_error",
    ),
    "a day outside the period": (PLAIN + "  as_of: 2025-06-30\n", "cases.a", "case_value_error"),
    "no day": (PLAIN + "  hired_on: soon\n", "cases.a.hired_on", "case_value_error"),
    "no period": (PLAIN + "  period: 2025Q5\n", "cases.a.period", "case_value_error"),
    "no number": (PLAIN + "  score: high\n", "cases.a.score", "case_decimal_parsing"),
    "no case": ("- just text\n", "cases.#1", "case_model_type"),
    "a case without a name": (
        "- clauses: [§29]\n  expect: {passed: true}\n", "cases.#1.case", "case_missing",
    ),
    "no list": ("case: a\n", "", "case_syntax"),
    "no YAML": ("- [\n", "", "case_syntax"),
    "a key given twice": (PLAIN + "  post: market\n  post: credit\n", "", "case_syntax"),
    "a name given twice": (PLAIN + PLAIN, "a", "case_duplicate"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "kind"), WRONG.values(), ids=WRONG)
def test_a_wrong_case_is_named_with_file_and_place(tmp_path: Path, text: str, key: str, kind: str) -> None:
    assert [(finding.kind, finding.key) for finding in _findings(tmp_path, text)] == [(kind, key)]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01.yaml").write_bytes("- case: 甲".encode("gb18030"))
    with pytest.raises(PolicyError) as caught:
        read_cases(tmp_path)
    assert [finding.kind for finding in caught.value.findings] == ["case_syntax"]


def test_a_folder_without_cases_has_none(tmp_path: Path) -> None:
    assert read_cases(tmp_path / "cases") == []


def test_scalars_stay_text(tmp_path: Path) -> None:
    rates = "  facts: {rates: [{currency: NO, date: 2025-01-01, cny_per_unit: 1.10}]}\n"
    case = _one(tmp_path, "- case: yes\n  clauses: [§29]\n" + rates + "  expect: {passed: true}\n")
    assert case.case == "yes"
    assert case.facts is not None
    assert case.facts["rates"][0] == {"currency": "NO", "date": "2025-01-01", "cny_per_unit": "1.10"}


def test_a_parents_case_holds_unless_its_clause_changed_or_it_is_replaced(tmp_path: Path) -> None:
    loaded = load_policy(copied(tmp_path, source=OVERLAY))
    assert loaded.parent is not None
    inherited = load_cases(loaded)
    assert inherited
    assert not any("X4" in case.clauses or "E2.4" in case.clauses for case in inherited)
    (tmp_path / "cases").mkdir()
    name = inherited[0].case
    own = _one(tmp_path / "cases", f'- case: "{name}"\n  clauses: [X4]\n  expect: {{passed: true}}\n')
    cases = load_cases(loaded)
    assert len(cases) == len(inherited)
    assert cases[-1] == own


def test_a_case_that_does_not_hold_is_seen(tmp_path: Path) -> None:
    case = _one(tmp_path, PLAIN + "  measures: {corporate_customers: 29}\n")
    found = differences(case.expect.as_result(), reference_result(case, POLICY))
    assert found == ["performance_tier: expected S1, got S3"]
