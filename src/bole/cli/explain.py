"""`bole explain`: why a manager has this result, down to account and day."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from bole.assess.outline import ASSUMED, MARK, Line, NotExplainedError, outline, read_explanation
from bole.cli.console import language, out
from bole.cli.failures import UsageError
from bole.cli.options import LangOption, existing
from bole.kernel.text import Language, Text


def explain(
    results: Annotated[Path, typer.Argument(metavar="DIR", help="结果文件夹 / Results folder.")],
    manager: Annotated[str, typer.Argument(metavar="MANAGER", help="客户经理编号 / Manager id.")],
    tier: Annotated[str | None, typer.Option("--tier", help="只看某一档 / One tier only.")] = None,
    full: Annotated[bool, typer.Option("--full", help="全部展开 / Everything.")] = False,  # noqa: FBT002 - a flag
    lang: LangOption = None,
) -> None:
    """解释一名客户经理的结果:每一步、每一条、差多少 / Explain one manager's result."""
    shown = language(lang)
    existing(results, what=Text("结果文件夹", "results folder"))
    try:
        node = read_explanation(results, manager)
    except FileNotFoundError as error:
        incomplete = Text(
            f"{results} 中没有完整的考核结果；请先运行 bole assess",
            f"{results} holds no complete assessment; run bole assess first",
        )
        raise UsageError(incomplete) from error
    except NotExplainedError as error:
        some = ", ".join(error.known)
        unknown = Text(
            f"结果中没有 {manager}（或其不参加考核）；有：{some} …",
            f"no {manager} among the assessed; there are: {some} …",
        )
        raise UsageError(unknown) from error
    if tier is not None:
        _check_tier(node, tier)
    line = outline(node, language=shown, tier=tier, full=full)
    out.print(_tree(line, lang=shown))


def _check_tier(node: object, tier: str) -> None:
    tiers = _tiers(node)
    if tier not in tiers:
        known = ", ".join(tiers)
        raise UsageError(
            Text(f"该岗位没有 {tier} 档；有：{known}", f"the post has no tier {tier}; it has: {known}")
        )


def _tiers(node: object) -> list[str]:
    steps = node["steps"] if isinstance(node, dict) else []
    performance = next(step for step in steps if step["id"] == "performance")
    return [step["inputs"]["tier"] for step in performance.get("steps", [])]


def _tree(line: Line, *, lang: Language, under: Tree | None = None) -> Tree:
    label = _label(line, lang)
    branch = Tree(label) if under is None else under.add(label)
    for child in line.under:
        _tree(child, lang=lang, under=branch)
    return branch


def _label(line: Line, lang: Language) -> str:
    colour = {True: "green", False: "red", None: "default"}[line.good]
    mark = f"[{colour}]{MARK[line.good]}[/{colour}] " if line.good is not None else ""
    assumed = f" [yellow]{escape(ASSUMED.says(lang))}[/yellow]" if line.assumed else ""
    return f"{mark}{escape(line.text)} [dim]{escape(line.clause)}[/dim]{assumed}"
