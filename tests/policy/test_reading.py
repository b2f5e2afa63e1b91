import pytest

from bole.kernel.text import LANGUAGES, Language
from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.locate import shipped_ids
from bole.policy.reading import show
from bole.policy.sources import Sources
from bole.policy.walk import cited_values
from tests.policy.documents import OVERLAY, SHIPPED, changed, entry


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reference", [*shipped_ids(), str(OVERLAY)])
def test_the_document_names_every_clause_of_a_value(reference: str, language: Language) -> None:
    loaded = load_policy(reference)
    text = show(loaded, language)
    for value in cited_values(loaded.policy):
        assert value.record.clause in text, value.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reading_is_in_the_document(language: Language) -> None:
    loaded = load_policy("commercial-2005")
    text = show(loaded, language)
    for value in cited_values(loaded.policy):
        if value.record.reading is not None:
            assert value.record.reading.says(language) in text, value.key


def test_the_chinese_document() -> None:
    text = show(load_policy("commercial-2005"), "zh")
    assert text.startswith("# 商业银行客户经理管理办法（试行）\n")
    assert "## 第一章 范围与岗位" in text
    assert "## 第十一章 日常管理" in text
    assert "| S1 | 70000 | 45000 | 0 | 100 | 30 |" in text
    assert "X4 §28 【假定】 【理解】" in text
    assert "| E1.1 | 违规操作 | 10 | 基本、加重、取消资格 | E1.1 |" in text
    assert "| 存款或授信 1000 万元以上（含） | 1000 | 每月 1 次走访 | §48(1) |" in text
    assert "大专 满 3 年 或 本科及以上 满 2 年" in text


def test_the_english_document() -> None:
    text = show(load_policy("commercial-2005"), "en")
    assert text.startswith("# Commercial bank relationship-manager measures (trial)\n")
    assert "## Chapter 1: Scope and posts" in text
    assert "| S1 | 70000 | 45000 | 0 | 100 | 30 |" in text
    assert "X4 §28 [assumed] [reading]" in text
    assert "- **Average deposit**: below 1500 万元 (§35)" in text
    assert "| §57 | In force from | data | policy.effective_from, policy.replaces;" in text


def test_the_document_of_a_child_names_its_parent_and_an_assumed_day() -> None:
    text = show(load_policy("working-rules"), "en")
    assert "- **Parent**: `commercial-2005` 2005-07-21" in text
    assert "- **In force from**: 2005-07-21 [assumed] (§57)" in text
    assert "2 visit a month" in text


def test_the_document_of_an_overlay_says_who_approved_it() -> None:
    assert "- **批准**：总行,2005-12-20" in show(load_policy(OVERLAY), "zh")


def test_a_post_needs_no_nature() -> None:
    policy = changed(lambda document: entry(document["posts"], "specialist").pop("nature"))
    text = show(LoadedPolicy(policy, "0" * 64, SHIPPED, Sources()), "zh")
    assert text.count("类型：") == 3


def test_no_two_empty_lines_follow_each_other() -> None:
    assert "\n\n\n" not in show(load_policy("commercial-2005"), "zh")
