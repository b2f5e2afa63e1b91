"""The usual slips: what is said of each, where, and in one language at a time."""

import re
from pathlib import Path

import pytest

from bole.kernel.finding import Finding
from bole.policy.load import load_policy
from bole.policy.problems import PolicyError
from tests.policy.documents import copied

SYNTAX = {
    'names = ["a"， "b"]': (13, "，", ","),
    "points： 3": (7, "：", "="),
    "name = “x”": (8, "“", '"'),
    'name = "x”': (10, "”", '"'),
    "limit = 3%": (9, "3%", "3"),
    "limit = 98.5 ％": (9, "98.5 ％", "98.5"),
    "limit = ３０": (9, "３０", "30"),
    "clause = 第八条": (10, "第八条", '"§8"'),
    "clause = 第二十九条": (10, "第二十九条", '"§29"'),
    "clause = 第１０２条": (10, "第１０２条", '"§102"'),
    "［policy］": (1, "［", "["),
    'row = { a = 1、b = "x" }': (14, "、", ","),
}

FAULTS = {
    "a = 1\na = 2\n": (2, "写了两次"),
    "[a]\n[a]\n": (2, "写了两次"),
    "points 3\n": (1, "等号"),
    "points = 3 4\n": (1, "多余"),
    "a = [1 2]\n": (1, "列表"),
    "a = { b = 1 c = 2 }\n": (1, "行内的表"),
    "a = x\n": (1, "双引号"),
    'a = "x\n': (1, "右引号"),
    "\n= 1\n": (2, "键的写法"),
    "a = [1,\n": (2, "值的写法"),
    "[a\n": (1, "不是有效的 TOML"),
}

VALUES = {
    ("limit_percent = 3", 'limit_percent = "3%"'): ("graces.npl.limit_percent", "3%", "3"),
    ("from_wan = 1000", 'from_wan = "1,000万元"'): ("duties.visits.large.from_wan", "1,000万元", "1000"),
    ("points = 100\n", 'points = "１００"\n'): ("consequences.year.points", "１００", "100"),
    ('[exit]\nclause = "§35"', '[exit]\nclause = "第三十五条"'): ("exit.clause", "第三十五条", "§35"),
    ('[exit]\nclause = "§35"', '[exit]\nclause = "§３５"'): ("exit.clause", "§３５", "§35"),
    ('pay]\nclause = "X9"', 'pay]\nclause = "附件九"'): ("veteran.pay.clause", "附件九", "X9"),
    ("branch_adjusted = false", 'branch_adjusted = "否"'): ("exit.branch_adjusted", "否", "false"),
    ("effective_from = 2005-07-21", 'effective_from = "2005年7月21日"'): (
        "policy.effective_from", "2005年7月21日", "2005-07-21",
    ),
}  # fmt: skip

EXPECTATIONS = {
    ("limit_percent = 3", 'limit_percent = "three"'): ("应为数字", "expected a number"),
    ("points = 100\n", "points = 1.5\n"): ("应为整数", "expected a whole number"),
    ('combine = "any"', 'combine = "some"'): ("应为其中之一：any, all", "expected one of: any, all"),
    ('unit = "count"\nname', "unit = 1\nname"): ("应为其中之一：wan", "expected one of: wan"),
    ('posts = ["market", "credit"]\ncombine', 'posts = "market"\ncombine'): ("应为列表", "expected a list"),
    ("effective_from = 2005-07-21", "effective_from = 1"): ("应为日期", "expected a day"),
    ("branch_adjusted = false", "branch_adjusted = 1"): ("应为 true", "expected true"),
    ('[exit]\nclause = "§35"', '[exit]\nclause = "Art. 35"'): ("不是条款：Art. 35", "no clause: Art. 35"),
    ('[exit]\nclause = "§35"', "[exit]\nclause = 35"): ("应为加引号的文字", "expected a text in quotes"),
    ('kind = "same"', 'kind = "equal"'): ("应为其中之一：weighted_sum", "expected one of: weighted_sum"),
    ('indicator = "own_cause_npl_ratio"', 'indicator = "own cause"'): ("编号以字母开头", "an id starts"),
}


def _findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(PolicyError) as caught:
        load_policy(folder)
    for finding in caught.value.findings:
        assert not re.search(r"[\u4e00-\u9fff]", finding.remedy.en)
        assert not re.search(r"[a-z]{4,} [a-z]{2,} ", finding.message.zh), finding.message.zh
    return caught.value.findings


@pytest.mark.parametrize(("line", "said"), SYNTAX.items(), ids=SYNTAX)
def test_a_slip_of_the_keyboard_is_named_with_what_to_write(
    tmp_path: Path, line: str, said: tuple[int, str, str]
) -> None:
    (tmp_path / "a.toml").write_text(f"# 第一行，“说明”：3%\n{line}\n", encoding="utf-8")
    first = _findings(tmp_path)[0]
    column, wrong, right = said
    assert (first.file, first.row) == (str(tmp_path / "a.toml"), 2)
    assert first.message.zh == f"第 {column} 列：“{wrong}”应写作 {right}"
    assert first.message.en == f"column {column}: write {right} for “{wrong}”"


@pytest.mark.parametrize(("text", "said"), FAULTS.items(), ids=FAULTS)
def test_a_fault_of_syntax_is_told_in_chinese(tmp_path: Path, text: str, said: tuple[int, str]) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (finding,) = _findings(tmp_path)
    assert finding.row == said[0]
    assert said[1] in finding.message.zh


@pytest.mark.parametrize(("change", "said"), VALUES.items(), ids=str)
def test_a_value_as_people_write_it_is_named_with_what_to_write(
    tmp_path: Path, change: tuple[str, str], said: tuple[str, str, str]
) -> None:
    (finding,) = _findings(copied(tmp_path, change))
    key, wrong, right = said
    assert (finding.key, finding.message.zh) == (key, f"“{wrong}”应写作 {right}")


@pytest.mark.parametrize(("change", "said"), EXPECTATIONS.items(), ids=str)
def test_what_a_value_should_be_is_said_in_either_language(
    tmp_path: Path, change: tuple[str, str], said: tuple[str, str]
) -> None:
    finding = _findings(copied(tmp_path, change))[0]
    assert said[0] in finding.message.zh
    assert said[1] in finding.message.en
