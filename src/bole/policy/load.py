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
from bole.policy.overlay import NotThereError, merge
from bole.policy.problems import PolicyError, problem, schema_problems
from bole.policy.schema import Policy
from bole.policy.tightening import refused_changes

FILE_NAME = "policy.toml"

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
    return _loaded(_locate(str(reference), on=on), seen=())[0]


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


def _locate(reference: str, *, on: date | None, near: Path | None = None) -> Path:
    """The policy file of a path or id; a parent's id is looked for `near` its child first."""
    given = Path(reference)
    if near is None and given.is_file():
        return given
    if near is None and (given / FILE_NAME).is_file():
        return given / FILE_NAME
    name, _, version = reference.partition("@")
    folders = [root / name for root in (*_roots(near), shipped_folder())]
    folder = next((each for each in folders if name and _versions(each)), None)
    if folder is None:
        raise PolicyError([_no_such_policy(reference)])
    return _version_file(folder, version=version, on=on)


def _roots(near: Path | None) -> tuple[Path, ...]:
    """The folder `<root>` of a file `<root>/<id>/<effective date>/policy.toml`."""
    return () if near is None else tuple(near.resolve().parents[2:3])


def _versions(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in folder.iterdir() if (entry / FILE_NAME).is_file())


def _version_file(folder: Path, *, version: str, on: date | None) -> Path:
    versions = _versions(folder)
    if version:
        if version not in versions:
            raise PolicyError([_no_such_version(folder.name, version, versions)])
        return folder / version / FILE_NAME
    in_force = [entry for entry in versions if on is None or entry <= on.isoformat()]
    return folder / (in_force[-1] if in_force else versions[0]) / FILE_NAME


def _no_such_policy(reference: str) -> Finding:
    known = ", ".join(shipped_ids())
    return problem(
        "unknown_policy",
        path=reference,
        key="policy",
        message=Text(f"没有这个制度或文件:{reference}", f"no such policy or file: {reference}"),
        remedy=Text(f"给出文件路径,或下列之一:{known}", f"Give a path, or one of: {known}"),
    )


def _no_such_version(policy_id: str, version: str, versions: list[str]) -> Finding:
    known = ", ".join(versions)
    return problem(
        "unknown_version",
        path=policy_id,
        key="policy.effective_from",
        message=Text(f"没有 {version} 版", f"no version {version}"),
        remedy=Text(f"可用版本:{known}", f"Versions: {known}"),
    )


def _loaded(path: Path, *, seen: tuple[Path, ...]) -> tuple[LoadedPolicy, Document]:
    """A policy file over its parents, and the merged document."""
    own = _read(path)
    if path.resolve() in seen:
        _raise_if([problem("policy_parent_cycle", path=path, key="policy.parent", message=_CYCLE)])
    parent, document = _over_parent(own, path=path, seen=(*seen, path.resolve()))
    policy = _validated(document, path=path)
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
    parent, parent_document = _loaded(_locate(reference, on=None, near=path), seen=seen)
    try:
        return parent, merge(parent_document, own)
    except NotThereError as error:
        raise PolicyError([problem("policy_remove", path=path, key="remove", message=error.text)]) from error


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
