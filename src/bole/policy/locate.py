"""Finding the folder of a policy by path, by id, or by id and version."""

from datetime import date
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.problems import PolicyError, problem


def shipped_folder() -> Path:
    """Where the shipped policies lie: inside the installed package, or in the source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_policies"
    return installed if installed.is_dir() else package.parents[1] / "policies"


def shipped_ids() -> list[str]:
    """The ids of the shipped policies."""
    return sorted(entry.name for entry in shipped_folder().iterdir() if entry.is_dir())


def versions(folder: Path) -> list[str]:
    """The versions in a policy's folder, from the earliest: folders with files of a policy."""
    return sorted(entry.name for entry in folder.iterdir() if is_policy(entry)) if folder.is_dir() else []


def is_policy(folder: Path) -> bool:
    """Whether a folder holds the files of a policy."""
    return any(folder.glob("*.toml"))


def locate(reference: str, *, on: date | None, near: Path | None = None) -> Path:
    """The policy's folder of a path, or of an id with or without `@version`.

    A parent's id is looked for `near` its child first, then among the shipped policies.

    Raises:
        PolicyError: there is no such policy or version.
    """
    if near is None and reference and is_policy(Path(reference)):
        return Path(reference)
    name, _, version = reference.partition("@")
    folders = [root / name for root in (*_roots(near), shipped_folder())]
    folder = next((each for each in folders if name and versions(each)), None)
    if folder is None:
        raise PolicyError([_no_such_policy(reference)])
    return _version_folder(folder, version=version, on=on)


def _roots(near: Path | None) -> tuple[Path, ...]:
    """The folder `<root>` of a policy `<root>/<id>/<effective date>`."""
    return () if near is None else tuple(near.resolve().parents[1:2])


def _version_folder(folder: Path, *, version: str, on: date | None) -> Path:
    known = versions(folder)
    if version:
        if version not in known:
            raise PolicyError([_no_such_version(folder.name, version, known)])
        return folder / version
    in_force = [entry for entry in known if on is None or entry <= on.isoformat()]
    return folder / (in_force[-1] if in_force else known[0])


def _no_such_policy(reference: str) -> Finding:
    known = ", ".join(shipped_ids())
    return problem(
        "unknown_policy",
        path=reference,
        key="policy",
        message=Text(f"没有这个制度或文件夹：{reference}", f"no such policy or folder: {reference}"),
        remedy=Text(f"给出制度的文件夹，或下列之一：{known}", f"Give a policy's folder, or one of: {known}"),
    )


def _no_such_version(policy_id: str, version: str, versions: list[str]) -> Finding:
    known = ", ".join(versions)
    return problem(
        "unknown_version",
        path=policy_id,
        key="policy.effective_from",
        message=Text(f"没有 {version} 版", f"no version {version}"),
        remedy=Text(f"可用版本：{known}", f"Versions: {known}"),
    )
