"""Policy documents to break on purpose."""

import tomllib
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bole.kernel.finding import Finding
from bole.policy.lint import lint
from bole.policy.load import LoadedPolicy
from bole.policy.locate import shipped_folder
from bole.policy.schema import Policy

Document = dict[str, Any]
SHIPPED = shipped_folder() / "commercial-2005" / "2005-07-21" / "policy.toml"
OVERLAY = Path(__file__).parent / "data" / "branch-overlay.toml"


@cache
def _shipped() -> Document:
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"), parse_float=Decimal)


def entry(entries: list[Document], name: str, key: str = "id") -> Document:
    """The entry of a list with this name."""
    return next(each for each in entries if each[key] == name)


def changed(change: Callable[[Document], object]) -> Policy:
    """The shipped policy with a change made to its document."""
    document = deepcopy(_shipped())
    change(document)
    return Policy.model_validate(document)


def remarks(change: Callable[[Document], object]) -> list[Finding]:
    """What lint says of the shipped policy with a change made to its document."""
    return lint(LoadedPolicy(changed(change), "0" * 64, Path("policy.toml")))
