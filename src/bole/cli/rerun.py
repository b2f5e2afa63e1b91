"""`bole rerun`: assess a cycle again from its own facts and policy, and prove that nothing changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from bole import __version__
from bole.cli.console import err, language, say
from bole.cli.doctor import open_data
from bole.cli.failures import UsageError, refuse
from bole.cli.options import LangOption
from bole.cli.serve import DataOption
from bole.kernel.text import Text

if TYPE_CHECKING:
    from bole.web.cycles.models import Cycle


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
    from bole.web.results import rerun as results  # noqa: PLC0415 - after the setup

    again = results.rerun(found)
    name = f"{found.branch.name} {found.period}"
    if again.changed:
        then = found.computation.engine_version if found.computation else ""
        files = ", ".join(again.changed)
        differs = Text(
            f"{name}：重算结果不同：{files}（当时引擎 {then}，现在 {__version__}）",
            f"{name}: not the same: {files} (engine {then} then, {__version__} now)",
        )
        say(differs, shown, style="red", on=err)
        refuse()
    sha = f"sha256 {again.results_sha256}"
    say(Text(f"{name}：重算结果逐字节相同  {sha}", f"{name}: the same bytes  {sha}"), shown)


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
