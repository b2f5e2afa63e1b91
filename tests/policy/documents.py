"""Policy documents to break on purpose."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

from bole.kernel.finding import Finding
from bole.policy.folder import read_folder
from bole.policy.lint import lint
from bole.policy.load import LoadedPolicy
from bole.policy.locate import shipped_folder
from bole.policy.schema import Policy
from bole.policy.sources import Sources

Document = dict[str, Any]
SHIPPED = shipped_folder() / "commercial-2005" / "2005-07-21"
OVERLAY = Path(__file__).parent / "data" / "branch-overlay"


@cache
def _shipped() -> Document:
    return read_folder(SHIPPED)[0]


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
    return lint(LoadedPolicy(changed(change), "0" * 64, SHIPPED, Sources()))


def copied(folder: Path, *changes: tuple[str, str], source: Path = SHIPPED) -> Path:
    """A copy of a policy's files, each change made in the one file that has its text."""
    copytree(source, folder, ignore=ignore_patterns("cases"), dirs_exist_ok=True)
    for old, new in changes:
        (file,) = (each for each in folder.glob("*.toml") if old in each.read_text(encoding="utf-8"))
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return folder
