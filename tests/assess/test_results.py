"""`results.json` and `explanations.jsonl` in the shape of the contract."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bole.kernel.period import Period, Standing
from tests.assess.folders import QUARTER, assess_into, facts_in, lying_in, policy
from tests.facts.bank import BANK

COMPONENTS = {
    "corporate_demand",
    "corporate_time",
    "savings_demand",
    "savings_time",
    "settlement_documentary",
    "settlement_trade_remittance",
    "settlement_non_trade_remittance",
    "corporate_secured_lead",
    "corporate_secured_assist",
    "corporate_unsecured_lead",
    "corporate_unsecured_assist",
    "personal_lead",
    "personal_assist",
    "npl_deduction",
    "interest_deduction",
}
MEASURES = {
    "average_deposit",
    "composite_volume",
    "corporate_customers",
    "npl_ratio",
    "interest_collection_rate",
}
KEYS = {
    "manager_id",
    "branch_id",
    "post",
    "measures",
    "components",
    "performance_tier",
    "qualified_tier",
    "error_points",
    "treatment_tier",
    "bonus_deduction",
    "outcomes",
    "assumed",
}
SIX_DECIMALS = re.compile(r"-?\d+\.\d{6}")

Files = dict[str, bytes]


def files_of(folder: Path, standing: Standing) -> Files:
    facts = facts_in(
        folder / "facts",
        managers=BANK["managers"] + "M0,钱八,B1,design,2015-01-01,regular,\n",
        design_scores=BANK["design_scores"] + "M0,2025Q1,75\n",
        tier_history=BANK["tier_history"].replace("M2,true", "M2,true"),
    )
    assess_into(folder / "out", facts, standing=standing)
    return lying_in(folder / "out")


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return files_of(tmp_path_factory.mktemp("quarter"), QUARTER)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return files_of(tmp_path_factory.mktemp("year"), Standing.of(Period(2025)))


def document(files: Files) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files["results.json"])
    return read


def test_results_are_utf8_with_sorted_keys_and_one_trailing_newline(quarter: Files) -> None:
    text = quarter["results.json"].decode()
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert json.dumps(document(quarter), ensure_ascii=False, sort_keys=True, indent=1) + "\n" == text
    assert "支行副行长" in text


def test_the_head_says_what_was_assessed_under_what(quarter: Files) -> None:
    found = document(quarter)
    assert set(found) == {"contract", "period", "window", "policy", "facts", "managers", "not_assessed"}
    assert (found["contract"], found["period"]) == (1, "2025Q1")
    assert found["window"] == ["2025-01-01", "2025-03-31"]
    assert found["policy"] == {
        "id": "commercial-2005",
        "version": "2005-07-21",
        "sha256": policy().sha256,
    }
    assert re.fullmatch("[0-9a-f]{64}", found["facts"]["sha256"])


def test_managers_come_by_identifier_and_who_is_left_out_comes_with_the_clause(quarter: Files) -> None:
    found = document(quarter)
    assert [entry["manager_id"] for entry in found["managers"]] == ["M0", "M1", "M2"]
    assert found["not_assessed"] == [
        {"manager_id": "M3", "reason": "specialist", "clause": "§11"},
        {"manager_id": "M4", "reason": "支行副行长", "clause": "§2"},
    ]


def test_every_manager_has_every_key_measure_and_component(quarter: Files) -> None:
    for entry in document(quarter)["managers"]:
        assert set(entry) == KEYS
        assert set(entry["measures"]) == MEASURES
        assert set(entry["components"]) == COMPONENTS
        for component in entry["components"].values():
            assert set(component) == {"amount", "credited"}
            assert all(SIX_DECIMALS.fullmatch(value) for value in component.values())
        assert isinstance(entry["measures"]["corporate_customers"], int)
        assert SIX_DECIMALS.fullmatch(entry["measures"]["average_deposit"])
        assert SIX_DECIMALS.fullmatch(entry["bonus_deduction"])
        assert set(entry["error_points"]) == {"quarter", "year"}


def test_what_does_not_apply_is_null_and_zero_is_written_out(quarter: Files) -> None:
    (design,) = [entry for entry in document(quarter)["managers"] if entry["manager_id"] == "M0"]
    assert design["measures"]["npl_ratio"] is None
    assert design["measures"]["interest_collection_rate"] is None
    assert design["components"]["npl_deduction"] == {"amount": "0.000000", "credited": "0.000000"}
    assert (design["performance_tier"], design["qualified_tier"]) == ("M2", None)
    assert design["assumed"] == ["X5"]


def test_a_quarter_has_quarterly_points_and_does_not_say_passed(quarter: Files) -> None:
    (credit,) = [entry for entry in document(quarter)["managers"] if entry["manager_id"] == "M1"]
    assert credit["error_points"] == {"quarter": 40, "year": 40}
    assert credit["outcomes"] == [
        "qualification_cancelled",
        "grace_started",
        "grace_expired",
        "demoted_one_tier",
    ]
    assert credit["bonus_deduction"] == "0.400000"
    assert "passed" not in credit


def test_a_year_has_no_quarterly_points_and_says_whether_it_was_passed(year: Files) -> None:
    found = document(year)
    assert found["period"] == "2025"
    for entry in found["managers"]:
        assert set(entry) == KEYS | {"passed"}
        assert entry["error_points"]["quarter"] is None
        assert isinstance(entry["passed"], bool)


def test_there_is_one_explanation_a_line_in_the_order_of_the_results(quarter: Files) -> None:
    lines = quarter["explanations.jsonl"].decode().splitlines()
    assert quarter["explanations.jsonl"].endswith(b"}\n")
    read = [json.loads(line) for line in lines]
    assert [set(line) for line in read] == [{"manager_id", "explanation"}] * 3
    entries = document(quarter)["managers"]
    assert [line["manager_id"] for line in read] == [entry["manager_id"] for entry in entries]
    assert [line["explanation"]["value"] for line in read] == [entry["treatment_tier"] for entry in entries]


def test_every_node_of_an_explanation_has_the_contract_s_keys(quarter: Files) -> None:
    for line in quarter["explanations.jsonl"].splitlines():
        for node in nodes(json.loads(line)["explanation"]):
            assert {"clause", "text", "inputs", "value"} <= set(node)
            if node["id"].startswith("criterion."):
                assert {"required", "holds"} <= set(node)


def nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(below for step in node.get("steps", ()) for below in nodes(step))]
