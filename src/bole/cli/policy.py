"""`bole policy`: check, test, compare and read policies."""

from typing import Annotated

import typer
from rich.markup import escape

from bole.assess.cases import Mismatch, run_cases
from bole.cli.console import language, out, print_findings, progress, say
from bole.cli.failures import UsageError, refuse
from bole.cli.options import DEFAULT_POLICY, LangOption
from bole.kernel.text import Language, Text
from bole.policy.cases import Case, load_cases
from bole.policy.differences import by_record, render
from bole.policy.differences import diff as differences_between
from bole.policy.lint import assumed_values, lint
from bole.policy.load import load_policy
from bole.policy.reading import show as as_document
from bole.policy.where import nearest
from bole.policy.where import where as whereabouts

policy_app = typer.Typer(
    help="制度：检查、案例、差异、阅读、查条款 / Policies: check, test, diff, show, where.",
    no_args_is_help=True,
)

PolicyArgument = Annotated[
    str,
    typer.Argument(metavar="POLICY", help="制度编号（可加 @版本）或文件 / Policy id (id@version) or file."),
]


@policy_app.command()
def check(policy: PolicyArgument = DEFAULT_POLICY, lang: LangOption = None) -> None:
    """检查制度文件：格式、引用、单调性、空缺 / Check a policy file: schema, references, order, gaps."""
    shown = language(lang)
    loaded = load_policy(policy)
    remarks = lint(loaded)
    if remarks:
        print_findings(remarks, lang=shown)
    assumed = assumed_values(loaded.policy)
    if assumed:
        say(
            Text("假定值（由银行设定前均有标记）：", "Assumed values, marked until the bank sets them:"),
            shown,
        )
        for value in assumed:
            say(Text(*(f"  {value.clause:<6} {value.key}  {name}" for name in value.name)), shown)
    if any(remark.severity == "error" for remark in remarks):
        refuse()
    name, sha = f"{loaded.id} {loaded.version}", f"sha256 {loaded.sha256}"
    say(Text(f"{name}：有效。{sha}", f"{name}: valid. {sha}"), shown)


@policy_app.command("test")
def run_all_cases(policy: PolicyArgument = DEFAULT_POLICY, lang: LangOption = None) -> None:
    """运行制度的全部案例 / Run every case of a policy."""
    shown = language(lang)
    loaded = load_policy(policy)
    cases = load_cases(loaded)
    failed = 0
    with progress(len(cases)) as step:
        for case, mismatches in run_cases(loaded, cases):
            step(case.case)
            if mismatches:
                failed += 1
                _print_failure(case, mismatches, lang=shown)
    clauses = {clause for case in cases for clause in case.clauses}
    said = Text(
        f"{loaded.id}：{len(cases)} 个案例，涉及 {len(clauses)} 条；{failed} 个不符",
        f"{loaded.id}: {len(cases)} cases on {len(clauses)} clauses; {failed} failed",
    )
    say(said, shown)
    if failed:
        refuse()


def _print_failure(case: Case, mismatches: list[Mismatch], *, lang: Language) -> None:
    out.print(f"[red]✗[/red] {escape(case.case)}  ({escape(case.file.name)}; {', '.join(case.clauses)})")
    for each in mismatches:
        said = Text(
            f"    {each.place}：应为 {each.expected}，得到 {each.actual}",
            f"    {each.place}: expected {each.expected}, got {each.actual}",
        )
        say(said, lang)


@policy_app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="旧制度 / The old policy.")],
    new: Annotated[str, typer.Argument(metavar="B", help="新制度 / The new policy.")],
    lang: LangOption = None,
) -> None:
    """按条款列出两个制度的差异 / What differs between two policies, by clause."""
    found = differences_between(load_policy(old).policy, load_policy(new).policy)
    out.print(render(by_record(found), language=language(lang)), markup=False, soft_wrap=True, end="")


@policy_app.command()
def show(policy: PolicyArgument = DEFAULT_POLICY, lang: LangOption = None) -> None:
    """以可读文档（Markdown）给出整个制度 / Print the whole policy as a readable document."""
    out.print(as_document(load_policy(policy), language(lang)), markup=False, soft_wrap=True, end="")


@policy_app.command()
def where(
    clause: Annotated[str, typer.Argument(metavar="CLAUSE", help="条款，如 §29、X3 / A clause: §29, X3.")],
    policy: Annotated[str, typer.Option(metavar="POLICY", help="制度 / The policy.")] = DEFAULT_POLICY,
    lang: LangOption = None,
) -> None:
    """条款在何处：数值、程序、案例 / Where a clause lives: values, code and cases, with file and line."""
    shown = language(lang)
    loaded = load_policy(policy)
    found = whereabouts(loaded, clause)
    if found is None:
        near = "、".join(nearest(loaded, clause)) or "—"
        raise UsageError(
            Text(
                f"{loaded.id} 中没有条款“{clause}”；相近的有：{near}。",
                f"{loaded.id} has no clause “{clause}”; near it: {near}.",
            )
        )
    parts = {
        Text("数值", "values"): [
            f"{spot or ''}  {value.key}  {value.name.says(shown) if value.name else ''}"
            for value, spot in found.values
        ],
        Text("程序", "code"): [f"{each.path}:{each.line}  {each.text}" for each in found.code],
        Text("案例", "cases"): [f"{case.file.name}:{case.line}  {case.case}" for case in found.cases],
    }
    for name, lines in parts.items():
        said = Text(f"{clause} {name.zh}（{len(lines)}）", f"{clause} {name.en} ({len(lines)})")
        say(said, shown)
        for line in lines:
            out.print(f"  {line.rstrip()}", markup=False, highlight=False, soft_wrap=True)
