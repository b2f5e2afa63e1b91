"""No page, model, field, export or task of the web names what a policy defines."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import bole.web
from bole.policy.load import load_policy
from bole.policy.locate import shipped_ids

WEB = Path(bole.web.__file__).parent
SOMETHING_ELSE = {"manager"}
"""Ids that are words of the house as well: everybody here is a manager (`people.models.Manager`)."""
WORD = re.compile(r"[A-Za-z][\w-]*(?:\.\w+)*")


@cache
def defined() -> set[str]:
    """Every id of something measured, a criterion, a rank, a tier, a post or a kind of error."""
    ids: set[str] = set()
    for policy in (load_policy(policy_id).policy for policy_id in shipped_ids()):
        kinds = (
            policy.indicators,
            policy.items,
            policy.ranks,
            policy.tiers,
            policy.posts,
            policy.error_points,
        )
        ids |= {entry.id for entries in kinds for entry in entries}
        ids |= {rung.id for rung in policy.veteran.rungs} if policy.veteran else set()
    return ids - SOMETHING_ELSE


def code_words(path: Path) -> Iterator[str]:
    """The words of a module: its literals but for docstrings, and the names it reads and defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                yield from _words(text)
            case (
                ast.Attribute(attr=name) | ast.Name(id=name) | ast.keyword(arg=str(name)) | ast.arg(arg=name)
            ):
                yield name


def _words(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        yield word
        yield from word.split(".")


FILES = sorted(
    path
    for path in WEB.rglob("*")
    if path.suffix in {".py", ".html", ".js", ".css"} and not {"vendor", "migrations"} & set(path.parts)
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_id_of_a_shipped_policy_is_named(path: Path) -> None:
    words = code_words(path) if path.suffix == ".py" else _words(path.read_text(encoding="utf-8"))
    assert not set(words) & defined()
