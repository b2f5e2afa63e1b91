"""Finding, reading and validating policy files, parents merged in."""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.integrity import broken_references
from bole.policy.locate import locate
from bole.policy.overlay import NotThereError, merge
from bole.policy.problems import PolicyError, problem, schema_problems
from bole.policy.schema import Policy
from bole.policy.tightening import refused_changes

Document = dict[str, Any]
"""A policy file as it was parsed, before validation."""


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """A validated policy. `sha256` is over its content, parents merged in, not over file bytes."""

    policy: Policy
    sha256: str
    path: Path
    parent: "LoadedPolicy | None" = None

    @property
    def id(self) -> str:
        """The policy's id."""
        return self.policy.policy.id

    @property
    def version(self) -> str:
        """The day the policy takes effect."""
        return self.policy.policy.effective_from.isoformat()


def load_policy(reference: str | Path, *, on: date | None = None) -> LoadedPolicy:
    """Load a policy by id (`commercial-2005`), id and version (`commercial-2005@2005-07-21`) or path.

    An id without a version takes the version in force on the day `on` (§57): the latest that
    takes effect by then; before the first version, the first; without a day, the latest.

    Raises:
        PolicyError: no such policy, or it is not valid; every problem is in `findings`.
    """
    return _loaded(locate(str(reference), on=on), seen=())[0]


def content_hash(document: Document) -> str:
    """SHA-256 over the policy's content; comments, spacing and key order do not count."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a policy holds no {type(value).__name__}")


def _loaded(path: Path, *, seen: tuple[Path, ...]) -> tuple[LoadedPolicy, Document]:
    """A policy file over its parents, and the merged document."""
    own = _read(path)
    if path.resolve() in seen:
        _raise_if([problem("policy_parent_cycle", path=path, key="policy.parent", message=_CYCLE)])
    parent, document = _over_parent(own, path=path, seen=(*seen, path.resolve()))
    policy = _validated(document, path=path)
    _raise_if(_misplaced(policy, path))
    if parent is not None and policy.policy.kind == "branch_overlay":
        _raise_if(refused_changes(parent.policy, policy, path=path))
    return LoadedPolicy(policy, content_hash(document), path, parent), document


def _over_parent(
    own: Document, *, path: Path, seen: tuple[Path, ...]
) -> tuple[LoadedPolicy | None, Document]:
    identity = own.get("policy")
    if not isinstance(identity, dict) or "parent" not in identity:
        return None, own
    version = identity.get("parent_effective_from")
    reference = f"{identity['parent']}@{version}" if version else str(identity["parent"])
    parent, parent_document = _loaded(locate(reference, on=None, near=path), seen=seen)
    try:
        return parent, merge(parent_document, own)
    except NotThereError as error:
        raise PolicyError([problem("policy_remove", path=path, key="remove", message=error.text)]) from error


def _misplaced(policy: Policy, path: Path) -> list[Finding]:
    """In a folder of versions, `<id>/<effective date>/policy.toml`, the names must be the file's own."""
    folder, effective_from = path.resolve().parent, policy.policy.effective_from.isoformat()
    expected = f"{policy.policy.id}/{effective_from}"
    if not _DATED.fullmatch(folder.name) or f"{folder.parent.name}/{folder.name}" == expected:
        return []
    message = Text(f"文件夹应为 {expected}", f"the folder must be {expected}")
    remedy = Text(
        "改文件夹名，或改 id 与 effective_from", "Rename the folder, or correct id and effective_from"
    )
    key = "policy.effective_from"
    return [problem("policy_misplaced", path=path, key=key, message=message, remedy=remedy)]


_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")

_CYCLE = Text("上级制度互相引用", "policies name each other as parents")


def _read(path: Path) -> Document:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = Text(f"不是有效的 UTF-8 TOML:{error}", f"not valid UTF-8 TOML: {error}")
        raise PolicyError([problem("policy_syntax", path=path, key="", message=message)]) from error


def _validated(document: Document, *, path: Path) -> Policy:
    try:
        policy = Policy.model_validate(document)
    except ValidationError as error:
        raise PolicyError(schema_problems(error, path=path)) from error
    _raise_if(broken_references(policy, path=path))
    return policy


def _raise_if(findings: list[Finding]) -> None:
    if findings:
        raise PolicyError(findings)
