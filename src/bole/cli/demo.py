"""`bole demo`: a synthetic bank, four quarters and the year assessed, and a summary to read."""

import sys
from collections import Counter
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from bole.assess import Assessment, run
from bole.assess.outline import COLON
from bole.assess.shortfall import shortfalls
from bole.assess.words import PolicyWords
from bole.cli.console import language, out, print_findings, progress, say
from bole.cli.failures import UsageError, refuse
from bole.cli.options import DEFAULT_POLICY, LangOption
from bole.facts import TABLES
from bole.grade import Judgement
from bole.grade.node import Scalar
from bole.kernel.period import Period, Standing
from bole.kernel.text import Language, Text
from bole.policy.load import load_policy
from bole.synth import generate

YEAR = 2025
PERIODS = (*(Period(YEAR, quarter) for quarter in (1, 2, 3, 4)), Period(YEAR))
SEED = 2025
_NO_TREATMENT = Text("无待遇", "no treatment")
LISTED = 6
"""How many people a list of the summary names."""


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="新建的文件夹 / A new folder.")],
    managers: Annotated[
        int, typer.Option("--managers", min=1, help="客户经理人数，至少 1 / Managers, at least 1.")
    ] = 120,
    accounts: Annotated[
        int, typer.Option("--accounts", min=1, help="账户数，至少 1 / Accounts, at least 1.")
    ] = 8000,
    lang: LangOption = None,
) -> None:
    """造一家演示银行，考核四个季度和全年，打印摘要 / A demo bank, a year assessed, a summary."""
    shown = language(lang)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(Text(f"{folder} 不是空文件夹", f"{folder} is not an empty folder"))
    facts = folder / "facts"
    with progress(len(TABLES)) as step:
        generate(
            facts, managers=managers, accounts=accounts, seed=SEED, months=24, last_year=YEAR, progress=step
        )
    year = [_assess(facts, period, folder / "results" / str(period), shown) for period in PERIODS]
    words = PolicyWords(year[0].policy.policy)
    _print_tiers(year, words, shown)
    _print_movers(year[0], year[3], words, shown)
    _print_near_misses(year[3], words, shown)
    _print_outcomes(year, words, shown)
    _print_places(folder, year[3], shown)


def _assess(facts: Path, period: Period, output: Path, lang: Language) -> Assessment:
    standing = Standing.of(period)
    with progress(len(TABLES) + 7) as step:
        result = run(
            facts,
            policy=load_policy(DEFAULT_POLICY, on=standing.last_day),
            standing=standing,
            output=output,
            progress=lambda name: step(f"{period} {name}"),
        )
    if result.assessment is None:
        print_findings(result.findings, lang=lang)
        refuse()
    return result.assessment


def _heading(text: Text, lang: Language) -> None:
    out.print()
    say(text, lang, style="bold")


def _print_tiers(year: list[Assessment], words: PolicyWords, lang: Language) -> None:
    """How many managers stand in each tier, period by period."""
    _heading(Text("各期待遇档次（人数）", "Treatment tiers, period by period (managers)"), lang)
    counts = [Counter(j.treatment_tier for j in assessment.judgements) for assessment in year]
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(Text("档次", "tier").says(lang), no_wrap=True)
    for assessment in year:
        table.add_column(str(assessment.standing.period), justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    widest = max(counts[3].values(), default=1)
    for tier in (*words.tiers, None):
        bar = "█" * round(10 * counts[3][tier] / widest)
        name = f"{tier} {words.tier(tier).says(lang)}" if tier else _NO_TREATMENT.says(lang)
        table.add_row(name, *(str(count[tier] or "·") for count in counts), f"[cyan]{bar}[/cyan]")
    out.print(table)


def _print_movers(before: Assessment, after: Assessment, words: PolicyWords, lang: Language) -> None:
    """Who moved furthest between two quarters, up and down."""
    first, last = before.standing.period, after.standing.period
    _heading(Text(f"{first} 到 {last} 变动最大的人", f"Who moved furthest, {first} to {last}"), lang)
    was = {j.manager.manager_id: j for j in before.judgements}
    moves = sorted(
        (
            words.place(j.treatment_tier) - words.place(was[j.manager.manager_id].treatment_tier),
            j.manager.manager_id,
            j,
        )
        for j in after.judgements
    )
    for move, manager_id, judgement in [*moves[:LISTED], *moves[-LISTED:]]:
        if move:
            arrow = "[green]▲[/green]" if move < 0 else "[red]▼[/red]"
            old, new = (j.treatment_tier or _NO_TREATMENT.says(lang) for j in (was[manager_id], judgement))
            why = _why(judgement, words, lang)
            out.print(f"  {arrow} {_person(judgement)}  {old} → {new}  [dim]{why}[/dim]")


def _why(judgement: Judgement, words: PolicyWords, lang: Language) -> str:
    said = [words.outcomes[outcome].name.says(lang) for outcome in judgement.outcomes]
    if judgement.performance_tier != judgement.qualified_tier:
        tier = judgement.performance_tier
        said.append(
            Text(f"业绩达 {tier}，受资格限制", f"performance {tier}, capped by qualification").says(lang)
        )
    return escape("；".join(said) if lang == "zh" else "; ".join(said))


def _person(judgement: Judgement) -> str:
    return escape(f"{judgement.manager.manager_id} {judgement.manager.name}")


def _print_near_misses(assessment: Assessment, words: PolicyWords, lang: Language) -> None:
    """Who lacks only one criterion of the next tier, the smallest gap first."""
    _heading(Text("差一点就升档的人", "Nearly one tier higher"), lang)
    nearest = [next(iter(shortfalls(judgement)), None) for judgement in assessment.judgements]
    near = [s for s in nearest if s is not None and len(s.missed) == 1 and s.rank is None]
    for shortfall in sorted(near, key=attrgetter("closeness"))[:LISTED]:
        missed = shortfall.missed[0]
        measured = words.measured(missed.indicator)
        said = Text("距 {tier} 只差{name} {gap}", "only {gap} of {name} short of {tier}").says(lang)
        name, gap = measured.name.says(lang), measured.gap(missed.gap, lang)
        filled = said.format(tier=shortfall.tier, name=name, gap=gap) + _equal(missed.ways, words, lang)
        out.print(f"  {_person(shortfall.judgement)}  {escape(filled)}", soft_wrap=True)


def _equal(ways: Mapping[str, Scalar], words: PolicyWords, lang: Language) -> str:
    """What a gap equals in the first product of its indicator."""
    item = next((words.items[way] for way in ways if way in words.items), None)
    if item is None:
        return ""
    said = Text("（合{name} {n}）", " (= {n} of: {name})").says(lang)
    return said.format(name=item.name.says(lang), n=item.amount(str(ways[item.id]), lang))


def _print_outcomes(year: list[Assessment], words: PolicyWords, lang: Language) -> None:
    """What needs attention, period by period."""
    _heading(Text("需要处理的结果", "Outcomes that need attention"), lang)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text("结果", "outcome").says(lang))
    for assessment in year:
        table.add_column(str(assessment.standing.period), justify="right", no_wrap=True)
    for outcome in words.outcomes.values():
        counts = [sum(outcome.id in j.outcomes for j in assessment.judgements) for assessment in year]
        if any(counts):
            table.add_row(escape(outcome.name.says(lang)), *(str(count or "·") for count in counts))
    out.print(table)


def _print_places(folder: Path, assessment: Assessment, lang: Language) -> None:
    """Where everything lies, and what to try next."""
    results = folder / "results" / str(assessment.standing.period)
    paid = (j for j in assessment.judgements if j.treatment_tier is not None)
    someone = next(paid, next(iter(assessment.judgements), None))
    _heading(Text("接下来看什么", "What to look at next"), lang)
    for text, path in (
        (Text("事实数据", "facts"), folder / "facts"),
        (Text("Excel 台账", "Excel ledger"), results / "results.xlsx"),
        (Text("逐人解释", "explanations"), results / "explanations.jsonl"),
        (Text("逐户贡献", "contributions"), results / "contributions.parquet"),
    ):
        out.print(f"  {text.says(lang)}{COLON.says(lang)}{escape(str(path))}", soft_wrap=True)
    bole = escape(sys.argv[0])
    if someone is not None:
        manager_id = escape(someone.manager.manager_id)
        out.print(f"  {bole} explain {escape(str(results))} {manager_id}", soft_wrap=True)
    out.print(f"  {bole} policy show {DEFAULT_POLICY}", soft_wrap=True)
