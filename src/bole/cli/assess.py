"""`bole assess`: from a facts folder to a results folder."""

from collections import Counter
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from bole.assess import Assessment, run
from bole.assess.outline import COLON
from bole.assess.run import FINDINGS, write_findings
from bole.cli import options
from bole.cli.console import err, language, out, print_findings, progress, say
from bole.cli.failures import refuse
from bole.facts import TABLES
from bole.grade.outcomes import outcomes_of
from bole.kernel.finding import Findings
from bole.kernel.text import Language, Text
from bole.policy.load import LoadedPolicy, load_policy
from bole.policy.problems import PolicyError

STEPS = len(TABLES) + 7


class Engine(StrEnum):
    """The engines that can compute the measures."""

    duckdb = "duckdb"


def assess(  # noqa: PLR0913, PLR0917 - each is one choice of whoever assesses
    facts: options.FactsArgument,
    period: Annotated[
        str,
        typer.Option(
            "--period", help="如 2025Q3（季度）、2025（全年） / 2025Q3 for a quarter, 2025 for a year."
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="结果文件夹 / Results folder.")],
    policy: options.PolicyOption = options.DEFAULT_POLICY,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="期内某日，YYYY-MM-DD / A day inside the period, YYYY-MM-DD."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="计算引擎：duckdb / Engine: duckdb.")
    ] = Engine.duckdb,
    threads: options.ThreadsOption = options.DEFAULT_THREADS,
    memory_limit: options.MemoryOption = options.DEFAULT_MEMORY,
    lang: options.LangOption = None,
) -> None:
    """考核一个季度、一年或期内某日 / Assess a quarter, a year, or the standing on a day."""
    del engine  # the one engine there is; the option is part of the public command
    shown = language(lang)
    days = options.standing(period, as_of)
    options.existing(facts, what=Text("事实数据", "facts"))
    loaded = _policy(policy, days.last_day, output, shown)
    with progress(STEPS) as step:
        result = run(
            facts,
            policy=loaded,
            standing=days,
            output=output,
            threads=threads,
            memory_limit=memory_limit,
            progress=step,
        )
    if result.findings.errors or result.findings.warnings:
        print_findings(result.findings, lang=shown)
    if result.assessment is None:
        refused = Text(
            "事实数据有错误，未考核；详见 {path}", "The facts have errors; nothing was assessed; see {path}"
        )
        say(refused.fill(path=output / FINDINGS), shown, on=err)
        refuse()
    print_summary(result.assessment, output=output, lang=shown)


def _policy(reference: str, last_day: date, output: Path, lang: Language) -> LoadedPolicy:
    """The policy in force on the last day; its errors also go to `findings.json` (contract)."""
    try:
        return load_policy(reference, on=last_day)
    except PolicyError as error:
        if error.wrong_reference:
            raise
        findings = Findings()
        findings.extend(error.findings)
        output.mkdir(parents=True, exist_ok=True)
        write_findings(findings, output / FINDINGS)
        print_findings(error.findings, lang=lang)
        refuse()


def print_summary(assessment: Assessment, *, output: Path, lang: Language) -> None:
    """What came out, in a few lines: how many per tier, which outcomes, where the files are."""
    policy = assessment.policy.policy
    tiers = Counter(judgement.treatment_tier for judgement in assessment.judgements)
    say(_title(assessment), lang)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text("待遇档次", "treatment tier").says(lang))
    table.add_column(Text("人数", "managers").says(lang), justify="right")
    for tier in policy.tiers:
        if tiers[tier.id]:
            table.add_row(f"{tier.id} {tier.name.says(lang)}", str(tiers[tier.id]))
    if tiers[None]:
        table.add_row(Text("无", "none").says(lang), str(tiers[None]))
    out.print(table)
    outcomes = Counter(outcome for judgement in assessment.judgements for outcome in judgement.outcomes)
    for outcome in outcomes_of(policy).values():
        if outcomes[outcome.id]:
            out.print(f"  {escape(outcome.name.says(lang))}{COLON.says(lang)}{outcomes[outcome.id]}")
    assumed = sorted({clause for judgement in assessment.judgements for clause in judgement.assumed})
    if assumed:
        zh, en = "、".join(assumed), ", ".join(assumed)
        say(Text(f"含假定值的条款：{zh}", f"Assumed values entered through: {en}"), lang)
    say(Text(f"结果：{output}", f"Results: {output}"), lang)
    if assessment.judgements:
        command = f"bole explain {output} {assessment.judgements[0].manager.manager_id}"
        say(Text(f"逐人解释：{command}", f"Explanations: {command}"), lang, style="dim")


def _title(assessment: Assessment) -> Text:
    said = Text(
        "{period}（{start} 至 {last}）：考核 {assessed} 人，不参加考核 {out} 人",
        "{period} ({start} to {last}): {assessed} assessed, {out} not assessed",
    )
    return said.fill(
        period=assessment.standing.period,
        start=assessment.standing.year_start,
        last=assessment.standing.last_day,
        assessed=len(assessment.judgements),
        out=len(assessment.not_assessed),
    )
