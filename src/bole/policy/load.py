"""Finding, reading and validating policy files, parents merged in."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.folder import read_folder
from bole.policy.integrity import broken_references
from bole.policy.locate import locate
from bole.policy.overlay import Document, MergeError, merge
from bole.policy.problems import PolicyError, problem, raise_if, schema_problems
from bole.policy.schema import Policy
from bole.policy.sources import Sources, key_of
from bole.policy.tightening import refused_changes


@dataclass(frozen=True, slots=True)
class LoadedPolicy:
    """A validated policy and the folder it was read from.

    `sha256` is over its content, parents merged in: how it is cut into files and lines does not count.
    """

    policy: Policy
    sha256: str
    path: Path
    sources: Sources
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
    """Load a policy by id (`commercial-2005`), id and version (`commercial-2005@2005-07-21`) or folder.

    An id without a version takes the version in force on the day `on` (§57): the latest that
    takes effect by then; before the first version, the first; without a day, the latest.

    Raises:
        PolicyError: no such policy, or it is not valid; every problem is in `findings`.
    """
    return _loaded(locate(str(reference), on=on), seen=())[0]


def content_hash(document: Document) -> str:
    """SHA-256 over the policy's content; comments, spacing, files and the order of keys do not count."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a policy holds no {type(value).__name__}")


def _loaded(path: Path, *, seen: tuple[Path, ...]) -> tuple[LoadedPolicy, Document]:
    """A policy's folder over its parents, and the merged document."""
    own, sources = read_folder(path)
    if path.resolve() in seen:
        raise_if(
            sources.located([problem("policy_parent_cycle", path=path, key="policy.parent", message=_CYCLE)])
        )
    parent, document = _over_parent(own, sources, path=path, seen=(*seen, path.resolve()))
    whole = Sources(sources.files, parent.sources if parent else None)
    policy = _validated(document, whole, path=path)
    raise_if(whole.located(_misplaced(policy, path)))
    if parent is not None and policy.policy.kind == "branch_overlay":
        raise_if(sources.located(refused_changes(parent.policy, policy, path=path)))
    return LoadedPolicy(policy, content_hash(document), path, whole, parent), document


def _over_parent(
    own: Document, sources: Sources, *, path: Path, seen: tuple[Path, ...]
) -> tuple[LoadedPolicy | None, Document]:
    identity = own.get("policy")
    if not isinstance(identity, dict) or "parent" not in identity:
        return None, own
    version = identity.get("parent_effective_from")
    reference = f"{identity['parent']}@{version}" if version else str(identity["parent"])
    parent, parent_document = _loaded(locate(reference, on=None, near=path), seen=seen)
    try:
        return parent, merge(parent_document, own)
    except MergeError as error:
        found = problem("policy_merge", path=path, key=error.key, message=error.text)
        raise PolicyError(sources.located([found])) from error


def _misplaced(policy: Policy, path: Path) -> list[Finding]:
    """In a folder of versions, `<id>/<effective date>`, the names must be the policy's own."""
    folder, effective_from = path.resolve(), policy.policy.effective_from.isoformat()
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


def _validated(document: Document, sources: Sources, *, path: Path) -> Policy:
    try:
        policy = Policy.model_validate(document)
    except ValidationError as error:
        found = schema_problems(error, path=path, key_of=lambda parts: key_of(parts, document))
        raise PolicyError(sources.located(found)) from error
    raise_if(sources.located(broken_references(policy, path=path)))
    return policy
