"""`bole rerun`: assess a cycle again from its own facts and policy, and prove that nothing changed."""

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from bole import __version__
from bole.cli.console import err, language, out
from bole.cli.doctor import open_data
from bole.cli.failures import REFUSED, UsageError, leave
from bole.cli.options import LangOption
from bole.cli.serve import DataOption
from bole.kernel.text import Text

if TYPE_CHECKING:
    from bole.web.cycles.models import Cycle

FILES = ("results.json", "explanations.jsonl", "contributions.parquet")
"""What a computation keeps that must come out the same; the workbook is made from these."""


def rerun(
    cycle: Annotated[
        int,
        typer.Argument(
            metavar="CYCLE", help="考核周期的编号，见其网址 / Number of the cycle, as in its address."
        ),
    ],
    data: DataOption = None,
    lang: LangOption = None,
) -> None:
    """用原来的数据和制度重算一个周期，逐字节核对 / Assess a cycle again and compare byte by byte."""
    shown = language(lang)
    open_data(data)
    found = _cycle(cycle)
    changed, sha256 = _changed(found)
    name = f"{found.branch.name} {found.period}"
    if changed:
        then = found.computation.engine_version if found.computation else ""
        files = ", ".join(changed)
        differs = Text(
            f"{name}：重算结果不同：{files}（当时引擎 {then}，现在 {__version__}）",
            f"{name}: not the same: {files} (engine {then} then, {__version__} now)",
        )
        err.print(f"[red]{escape(differs.says(shown))}[/red]", soft_wrap=True)
        leave(REFUSED)
    same = Text(f"{name}：重算结果逐字节相同", f"{name}: the same bytes")
    out.print(f"{escape(same.says(shown))}  sha256 {sha256}", soft_wrap=True)


def _cycle(number: int) -> "Cycle":
    from bole.web.cycles.models import Cycle  # noqa: PLC0415 - after the setup

    found = Cycle.objects.select_related("branch", "computation__facts").filter(pk=number).first()
    if found is None or found.computation is None:
        missing = Text(
            f"没有周期 {number}，或它还没有采用的结果。",
            f"there is no cycle {number}, or it has no accepted results yet.",
        )
        raise UsageError(missing)
    return found


def _changed(found: "Cycle") -> tuple[list[str], str]:
    """Which files came out differently, and the hash of the results now."""
    from bole.web.cycles.compute import (  # noqa: PLC0415 - after the setup
        PolicyChangedError,
        compute,
        folder_of,
        policy_of,
    )
    from bole.web.facts.folders import store_of  # noqa: PLC0415 - after the setup

    kept = found.computation
    assert kept is not None  # noqa: S101 - `_cycle` gives none without
    try:
        policy = policy_of(found.policy_reference, found.policy_sha256)
    except PolicyChangedError:
        return ["policy.toml"], ""
    before = folder_of(found.pk, kept.number)
    with tempfile.TemporaryDirectory(prefix="bole-") as work:
        again = Path(work) / "again"
        computed = compute(
            store_of(kept.facts),
            adjustments=kept.adjustments,
            policy=policy,
            period=found.period,
            branch=found.branch,
            folder=again,
        )
        changed = [name for name in FILES if _sha256(before / name) != _sha256(again / name)]
    if computed.results_sha256 != kept.results_sha256 and FILES[0] not in changed:
        changed.insert(0, FILES[0])
    return changed, computed.results_sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
