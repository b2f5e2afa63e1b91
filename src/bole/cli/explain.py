"""`bole explain`: why a manager has this result, down to account and day."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.tree import Tree

from bole.assess.explanation import Node, NotExplainedError, item_names, read_explanation, step_of
from bole.assess.outline import ASSUMED, MARK, Line, outline
from bole.cli import options
from bole.cli.console import language, out
from bole.cli.drilldown import Explained, explain_days, explain_item, policy_if_found
from bole.cli.failures import UsageError
from bole.kernel.text import Language, Text
from bole.measure.days import Subject


def explain(  # noqa: PLR0913, PLR0917 - each is one way to look closer
    results: Annotated[Path, typer.Argument(metavar="DIR", help="结果文件夹 / Results folder.")],
    manager: Annotated[str, typer.Argument(metavar="MANAGER", help="客户经理编号 / Manager id.")],
    tier: Annotated[
        str | None, typer.Option("--tier", help="只看某一档，如 S4 / One tier only, such as S4.")
    ] = None,
    item: Annotated[
        str | None,
        typer.Option(
            "--item", help="某一项由哪些账户、贷款、结算构成 / The accounts, loans or settlements of an item."
        ),
    ] = None,
    account: Annotated[
        str | None,
        typer.Option("--account", help="某账户逐日（需 --facts） / The days of an account (with --facts)."),
    ] = None,
    loan: Annotated[
        str | None,
        typer.Option("--loan", help="某贷款逐日（需 --facts） / The days of a loan (with --facts)."),
    ] = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", help="考核所用的事实数据 / The facts that were assessed.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy",
            "-p",
            help="考核所用的制度，不在随附制度中时给出 / The policy used, unless it is a shipped one.",
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="全部展开 / Everything.")] = False,  # noqa: FBT002 - a flag
    threads: options.ThreadsOption = options.DEFAULT_THREADS,
    memory_limit: options.MemoryOption = options.DEFAULT_MEMORY,
    lang: options.LangOption = None,
) -> None:
    """解释一名客户经理的结果，直到账户和日 / Explain one manager's result, down to account and day."""
    shown = language(lang)
    _check_options(tier, item, account, loan, facts=facts)
    options.existing(results, what=Text("结果文件夹", "results folder"))
    explained = Explained(results, manager, _explanation(results, manager), policy, shown)
    subject = _subject(manager, account=account, loan=loan)
    if subject is not None and facts is not None:
        options.existing(facts, what=Text("事实数据", "facts"))
        explain_days(explained, subject, facts, threads=threads, memory_limit=memory_limit)
    elif item is not None:
        explain_item(explained, item, full=full)
    else:
        if tier is not None:
            _check_tier(explained.node, tier)
        used = policy_if_found(explained)
        ranks = {rank.id: rank.name for rank in used.policy.ranks} if used else {}
        line = outline(explained.node, language=shown, ranks=ranks, tier=tier, full=full)
        out.print(_tree(line, lang=shown))
        explained.hint(f"--item {next(iter(item_names(explained.node)))}")


def _check_options(*one_of: str | None, facts: Path | None) -> None:
    """At most one way to look closer; the days of an account or loan go with the facts."""
    if sum(given is not None for given in one_of) > 1:
        raise UsageError(
            Text(
                "--tier、--item、--account、--loan 只能给一个",
                "give only one of --tier, --item, --account and --loan",
            )
        )
    by_day = one_of[2:] != (None, None)
    if by_day and facts is None:
        raise UsageError(
            Text(
                "逐日解释需要 --facts：考核所用的事实数据",
                "the days need --facts: the facts that were assessed",
            )
        )
    if facts is not None and not by_day:
        raise UsageError(
            Text("--facts 须与 --account 或 --loan 同用", "--facts goes with --account or --loan")
        )


def _subject(manager: str, *, account: str | None, loan: str | None) -> Subject | None:
    if account is not None:
        return Subject("account", account, manager)
    return None if loan is None else Subject("loan", loan, manager)


def _explanation(results: Path, manager: str) -> Node:
    try:
        return read_explanation(results, manager)
    except (FileNotFoundError, NotADirectoryError) as error:
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


def _check_tier(node: Node, tier: str) -> None:
    performance = step_of(node, "performance") or {}
    tiers = [step["inputs"]["tier"] for step in performance.get("steps", [])]
    if tier not in tiers:
        known = ", ".join(tiers)
        raise UsageError(
            Text(f"该岗位没有 {tier} 档；有：{known}", f"the post has no tier {tier}; it has: {known}")
        )


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
