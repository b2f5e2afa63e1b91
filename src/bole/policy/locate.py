"""Finding a policy file by path, by id, or by id and version."""

from datetime import date
from pathlib import Path

from bole.kernel.finding import Finding
from bole.kernel.text import Text
from bole.policy.problems import PolicyError, problem

FILE_NAME = "policy.toml"


def shipped_folder() -> Path:
    """Where the shipped policies lie: inside the installed package, or in the source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_policies"
    return installed if installed.is_dir() else package.parents[1] / "policies"


def shipped_ids() -> list[str]:
    """The ids of the shipped policies."""
    return sorted(entry.name for entry in shipped_folder().iterdir() if entry.is_dir())


def locate(reference: str, *, on: date | None, near: Path | None = None) -> Path:
    """The policy file of a path, or of an id with or without `@version`.

    A parent's id is looked for `near` its child first, then among the shipped policies.

    Raises:
        PolicyError: there is no such policy or version.
    """
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
        message=Text(f"没有这个制度或文件：{reference}", f"no such policy or file: {reference}"),
        remedy=Text(f"给出文件路径，或下列之一：{known}", f"Give a path, or one of: {known}"),
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
