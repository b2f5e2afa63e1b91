"""What a policy defines is named nowhere below the web: code reads it from the policy in force."""

import ast
from pathlib import Path

import pytest

import bole
from bole.contract import column_at
from bole.policy.load import load_policy
from tests.given import given

SOURCE = Path(bole.__file__).parent
SOMETHING_ELSE = {("people.py", "M1"), ("__init__.py", "A3"), ("book.py", "A3")}
"""The person of a case; paper."""
PARTS = ("kernel", "policy", "measure", "grade", "assess", "cli")


def defined() -> set[str]:
    """Every id that the shipped policy gives to something measured, a rank, a tier, a post or a grade."""
    policy = load_policy("commercial-2005").policy
    kinds = (policy.indicators, policy.items, policy.ranks, policy.tiers, policy.posts, policy.error_points)
    ids = {entry.id for entries in kinds for entry in entries} | {
        rung.id for rung in given(policy.veteran).rungs
    }
    return ids - set(column_at("accounts.product").choices)  # those the contract of the facts fixes


def names_one(text: object, ids: set[str]) -> bool:
    """Whether a text of the code is an id, or the beginning of some."""
    if not isinstance(text, str):
        return False
    return text in ids or (text.endswith("_") and any(each.startswith(text) for each in ids))


@pytest.mark.parametrize("part", PARTS)
def test_no_id_of_a_shipped_policy_is_a_word_of_the_code(part: str) -> None:
    ids = defined()
    found = {
        (path.name, node.value)
        for path in (SOURCE / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and names_one(node.value, ids)
    }
    assert found - SOMETHING_ELSE == set()
