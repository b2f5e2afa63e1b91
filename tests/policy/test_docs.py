"""The pages on the policy format keep up with the format."""

from pathlib import Path

import pytest

from bole.policy.cases import read_cases
from bole.policy.load import load_policy
from bole.policy.schema import Policy
from tests.policy.documents import OVERLAY
from tests.policy.reference_runner import differences, reference_result

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "policy-format.md", DOCS / "policy-format.zh-CN.md"]


def _blocks(page: Path, language: str) -> list[str]:
    parts = page.read_text(encoding="utf-8").split(f"```{language}\n")[1:]
    return [part.split("```")[0] for part in parts]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_overlay_on_the_page_is_the_tested_one(page: Path) -> None:
    assert _blocks(page, "toml") == [(OVERLAY / "overlay.toml").read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_cases_on_the_page_hold(page: Path, tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text("".join(_blocks(page, "yaml")), encoding="utf-8")
    policy = load_policy("commercial-2005").policy
    cases = read_cases(tmp_path)
    assert len(cases) == 2
    for case in cases:
        assert differences(case.expect.as_result(), reference_result(case, policy)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_section_is_on_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for section in Policy.model_fields:
        assert f"[{section}]" in text or f"`{section}`" in text, section


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_right_of_a_branch_is_on_the_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for right in load_policy("commercial-2005").policy.governance.branch_may:
        last = right.section.split(".")[-1]
        assert f"`{right.section}`" in text or f"`.{last}`" in text, right.section
