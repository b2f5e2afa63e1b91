"""A bank whose policy has little: what it leaves out is asked of nobody, in every output."""

import json
from pathlib import Path

import pytest
import python_calamine

from bole.assess import run
from bole.assess.cases import run_cases
from bole.kernel.period import Period, Standing
from bole.kernel.text import LANGUAGES, Language
from bole.policy.cases import load_cases
from bole.policy.lint import assumed_values, lint
from bole.policy.load import load_policy
from bole.policy.reading import show
from tests.facts.bank import write

FOLDER = Path(__file__).parents[1] / "policy" / "data" / "small-bank"
POLICY = load_policy(FOLDER)
LAST_HEADING = {"zh": "## 第四章 指标与计量", "en": "## Chapter 4: Indicators and measuring"}
FACTS = {
    "branches": "branch_id,name,kind,parent_id,standard_factor\nB1,总行,head_office,,\n",
    "managers": (
        "manager_id,name,branch_id,post,hired_on,hire_type,excluded_reason\n"
        "M1,张三,B1,sales,2020-01-01,regular,\n"
        "M2,李四,B1,sales,2020-01-01,new_hire,\n"
        "M3,王五,B1,sales,2020-01-01,regular,支行行长\n"
    ),
    "customers": "customer_id,name,kind,credit_line\nC1,甲公司,corporate,\n",
    "accounts": "account_id,customer_id,product,currency\nA1,C1,corporate_demand,CNY\n",
    "balances": "account_id,date,balance\nA1,2025-01-01,990000.00\n",
    "attributions": (
        "subject_type,subject_id,manager_id,role,share,valid_from,valid_to\n"
        "account,A1,M1,owner,100,2025-01-01,\n"
    ),
}


def test_it_takes_few_lines_to_say() -> None:
    assert len((FOLDER / "policy.toml").read_text(encoding="utf-8").splitlines()) < 30


def test_checking_it_finds_only_that_it_has_no_english() -> None:
    assert [(remark.severity, remark.kind) for remark in lint(POLICY)] == [("warning", "lint_untranslated")]
    assert assumed_values(POLICY.policy) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_shown_without_the_chapters_it_does_not_have(language: Language) -> None:
    text = show(POLICY, language)
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert (len(headings), headings[-1]) == (4, LAST_HEADING[language])
    assert "None" not in text


def test_its_cases_hold() -> None:
    assert [mismatches for _, mismatches in run_cases(POLICY, load_cases(POLICY))] == [[], [], [], []]


@pytest.mark.parametrize(("period", "passed"), [("2025Q1", None), ("2025", True)])
def test_a_bank_is_assessed_by_it(tmp_path: Path, period: str, passed: object) -> None:
    standing = Standing.of(Period.parse(period))
    run(write(tmp_path / "facts", FACTS), policy=POLICY, standing=standing, output=tmp_path / "out")
    document = json.loads((tmp_path / "out" / "results.json").read_bytes())
    first, second = document["managers"]
    assert (first["treatment_tier"], first["outcomes"], first.get("passed")) == ("L", [], passed)
    assert first["measures"] == {"deposits": "99.000000"}
    assert (second["treatment_tier"], second["outcomes"]) == (None, [])
    assert [entry["manager_id"] for entry in document["not_assessed"]] == ["M3"]
    line = (tmp_path / "out" / "explanations.jsonl").read_text(encoding="utf-8").splitlines()[0]
    unasked = ("qualification", "qualified_tier", "cancellation", "demotion", "exit", "veteran")
    assert not any(f'"id":"{each}"' in line for each in unasked)
    ledger = python_calamine.CalamineWorkbook.from_path(tmp_path / "out" / "results.xlsx")
    rows = ledger.get_sheet_by_name("台账").to_python()[1:]
    assert [{"M1", "M2"} & set(row) for row in rows] == [{"M1"}, {"M2"}]
