"""`bole facts`: check what was delivered, and the template to deliver in."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bole.assess import vocabulary_of
from bole.assess.run import write_findings
from bole.cli import options
from bole.cli.console import language, print_findings, progress, say
from bole.cli.failures import UsageError, refuse
from bole.facts import TABLES, load
from bole.facts.template import write_template
from bole.kernel.text import Text
from bole.measure import rate_day
from bole.policy.load import load_policy

facts_app = typer.Typer(help="事实数据：检查、模板 / Facts: check, template.", no_args_is_help=True)


@facts_app.command()
def check(
    facts: options.FactsArgument,
    policy: options.PolicyOption = options.DEFAULT_POLICY,
    period: Annotated[
        str | None, typer.Option("--period", help="按该期间检查汇率 / Check the rates for this period.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="另存 findings.json 的文件 / Also write the findings here."),
    ] = None,
    threads: options.ThreadsOption = options.DEFAULT_THREADS,
    memory_limit: options.MemoryOption = options.DEFAULT_MEMORY,
    lang: options.LangOption = None,
) -> None:
    """检查事实数据，列出全部问题 / Check facts and report everything that is wrong."""
    shown = language(lang)
    options.existing(facts, what=Text("事实数据", "facts"))
    days = None if period is None else options.standing(period, None)
    loaded_policy = load_policy(policy, on=days.last_day if days else None).policy
    with tempfile.TemporaryDirectory(prefix="bole-") as work, progress(len(TABLES) + 3) as step:
        loaded = load(
            facts,
            Path(work),
            vocabulary=vocabulary_of(loaded_policy),
            rates_on=rate_day(loaded_policy, days) if days else None,
            threads=threads,
            memory_limit=memory_limit,
            progress=step,
        )
    if output is not None:
        write_findings(loaded.findings, output)
    if loaded.findings.errors or loaded.findings.warnings:
        print_findings(loaded.findings, lang=shown)
    for table, rows in loaded.row_counts.items():
        if rows:
            title = TABLES[table].title
            say(Text(f"{title.zh} {table}：{rows:,}", f"{title.en} {table}: {rows:,}"), shown)
    if loaded.sha256 is None:
        refuse()
    say(Text(f"无错误。 sha256 {loaded.sha256}", f"No errors. sha256 {loaded.sha256}"), shown)


@facts_app.command()
def template(
    path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="要写的工作簿 / The workbook to write.")],
    lang: options.LangOption = None,
) -> None:
    """写一个 Excel 模板，每表一页 / Write an Excel template, one sheet per table."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(
            Text(
                f"模板是 Excel 工作簿，文件名须以 .xlsx 结尾：{path}",
                f"the template is a workbook; its name ends in .xlsx: {path}",
            )
        )
    options.existing(path.parent, what=Text("文件夹", "folder"))
    with tempfile.TemporaryDirectory(prefix=".bole-", dir=path.parent) as folder:
        write_template(Path(folder) / path.name)
        (Path(folder) / path.name).replace(path)
    say(Text(f"模板已写入 {path}", f"Template written to {path}"), language(lang))
