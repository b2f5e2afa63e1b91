"""Finding, reading and validating policy files, parents merged in."""

import hashlib
import json
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
from bole.policy.overlay import merge
from bole.policy.problems import PolicyError, problem, schema_problems
from bole.policy.schema import Policy
from bole.policy.tightening import laxer_conditions

FILE_NAME = "policy.toml"


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """A validated policy. `sha256` is over its content, parents merged in, not over file bytes."""

    policy: Policy
    sha256: str
    path: Path

    @property
    def id(self) -> str:
        """The policy's id."""
        return self.policy.policy.id

    @property
    def version(self) -> str:
        """The day the policy takes effect."""
        return self.policy.policy.effective_from.isoformat()


def shipped_folder() -> Path:
    """Where the shipped policies lie: inside the installed package, or in the source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_policies"
    return installed if installed.is_dir() else package.parents[1] / "policies"


def shipped_ids() -> list[str]:
    """The ids of the shipped policies."""
    return sorted(entry.name for entry in shipped_folder().iterdir() if entry.is_dir())


def load_policy(reference: str | Path, *, on: date | None = None) -> LoadedPolicy:
    """Load a policy by id (`commercial-2005`), id and version (`commercial-2005@2005-07-21`) or path.

    An id without a version takes the version in force on the day `on` (§57): the latest that
    takes effect by then; before the first version, the first; without a day, the latest.

    Raises:
        PolicyError: no such policy, or it is not valid; every problem is in `findings`.
    """
    path = _locate(str(reference), on=on)
    document, parent = _merged_document(path, seen=())
    policy = _validated(document, path=path)
    if parent is not None and policy.policy.kind == "branch_overlay":
        _raise_if(laxer_conditions(parent, policy, path=path))
    return LoadedPolicy(policy=policy, sha256=content_hash(document), path=path)


def content_hash(document: dict[str, Any]) -> str:
    """SHA-256 over the policy's content; comments, spacing and key order do not count."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a policy holds no {type(value).__name__}")


def _locate(reference: str, *, on: date | None) -> Path:
    given = Path(reference)
    if given.is_file():
        return given
    if (given / FILE_NAME).is_file():
        return given / FILE_NAME
    name, _, version = reference.partition("@")
    folder = shipped_folder() / name
    if not name or not folder.is_dir() or folder.parent != shipped_folder():
        known = ", ".join(shipped_ids())
        _raise_if(
            [
                problem(
                    "unknown_policy",
                    path=reference,
                    key="policy",
                    message=Text(f"没有这个制度或文件:{reference}", f"no such policy or file: {reference}"),
                    remedy=Text(f"给出文件路径,或下列之一:{known}", f"Give a path, or one of: {known}"),
                )
            ]
        )
    return _version_file(folder, version=version, on=on)


def _version_file(folder: Path, *, version: str, on: date | None) -> Path:
    versions = sorted(entry.name for entry in folder.iterdir() if (entry / FILE_NAME).is_file())
    if version:
        if version not in versions:
            known = ", ".join(versions)
            _raise_if(
                [
                    problem(
                        "unknown_version",
                        path=folder.name,
                        key="policy.effective_from",
                        message=Text(f"没有 {version} 版", f"no version {version}"),
                        remedy=Text(f"可用版本:{known}", f"Versions: {known}"),
                    )
                ]
            )
        return folder / version / FILE_NAME
    in_force = [entry for entry in versions if on is None or entry <= on.isoformat()]
    return folder / (in_force[-1] if in_force else versions[0]) / FILE_NAME


def _merged_document(path: Path, *, seen: tuple[Path, ...]) -> tuple[dict[str, Any], Policy | None]:
    document = _read(path)
    identity = document.get("policy")
    parent_id = identity.get("parent") if isinstance(identity, dict) else None
    if parent_id is None:
        return document, None
    version = identity.get("parent_effective_from") if isinstance(identity, dict) else None
    parent_path = _locate(f"{parent_id}@{version}" if version else str(parent_id), on=None)
    if path.resolve() in seen:
        _raise_if([problem("policy_parent_cycle", path=path, key="policy.parent", message=_CYCLE)])
    parent_document, _ = _merged_document(parent_path, seen=(*seen, path.resolve()))
    parent = _validated(parent_document, path=parent_path)
    try:
        merged = merge(parent_document, document)
    except (KeyError, TypeError, AttributeError) as error:
        message = Text(
            f"remove 指向不存在的条目:{error}", f"remove names an entry that is not there: {error}"
        )
        raise PolicyError([problem("policy_remove", path=path, key="remove", message=message)]) from error
    return merged, parent


_CYCLE = Text("上级制度互相引用", "policies name each other as parents")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = Text(f"不是有效的 UTF-8 TOML:{error}", f"not valid UTF-8 TOML: {error}")
        raise PolicyError([problem("policy_syntax", path=path, key="", message=message)]) from error


def _validated(document: dict[str, Any], *, path: Path) -> Policy:
    try:
        policy = Policy.model_validate(document)
    except ValidationError as error:
        raise PolicyError(schema_problems(error, path=path)) from error
    _raise_if(broken_references(policy, path=path))
    return policy


def _raise_if(findings: list[Finding]) -> None:
    if findings:
        raise PolicyError(findings)
