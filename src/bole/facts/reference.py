"""The tables and checks of the facts contract as Markdown, from the same data that reading uses."""

import re
from collections.abc import Mapping
from importlib.resources import files

from bole.contract import TABLES, TYPES, Column, PolicyPart, Table
from bole.contract.data import OnFirstUse, parsed, validated
from bole.facts.checks import CATALOGUE
from bole.kernel.text import Language, Text

POLICY_WORDS: Mapping[PolicyPart, Text] = {
    "items": Text("制度的差错目录", "the policy's error-point catalogue"),
    "posts": Text("制度的岗位", "the policy's posts"),
    "ranks": Text("制度的级别（最低级除外）", "the policy's ranks but the lowest"),
    "tiers": Text("制度的档次", "the policy's tiers"),
}
"""What closes a column whose values are the policy's own words."""

SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提示", "warning")}

_MARK = re.compile(r"\{(?P<name>\w+)(?:!r)?\}")


def tables_reference(language: Language) -> str:
    """Every type of cell, then every table with its columns, as Markdown."""
    lines = [
        _row(Text("类型", "type").says(language), Text("写法", "written as").says(language)),
        _rule(2),
    ]
    lines += [_row(cell.title.says(language), cell.written.says(language)) for cell in TYPES.values()]
    for table in TABLES.values():
        lines += ["", *_table(table, language)]
    return "\n".join(lines) + "\n"


def checks_reference(language: Language) -> str:
    """Every check: its kind, severity, what it says and what to do, as Markdown."""
    headings = (
        Text("种类", "kind"),
        Text("级别", "severity"),
        Text("说明", "what it says"),
        Text("处理办法", "what to do"),
    )
    lines = [_row(*(heading.says(language) for heading in headings)), _rule(len(headings))]
    for problem in CATALOGUE.values():
        cells = (
            f"`{problem.kind}`",
            SEVERITIES[problem.severity].says(language),
            _sentence(problem.message.says(language), language),
            _sentence(problem.remedy.says(language), language),
        )
        lines.append(_row(*cells))
    return "\n".join(lines) + "\n"


def _sentence(text: str, language: Language) -> str:
    """A text of the catalogue with ‹what stands there› for each of its marks."""
    return _MARK.sub(lambda mark: MARKS[mark["name"]].says(language), text)


def _marks() -> dict[str, Text]:
    source = files("bole.facts").joinpath("marks.toml").read_text("utf-8")
    return validated(parsed(source, called="marks.toml"), dict[str, Text], called="marks.toml")


MARKS: Mapping[str, Text] = OnFirstUse(_marks)
"""What the marks of the problems' texts stand for."""


def _table(table: Table, language: Language) -> list[str]:
    required = Text("必需", "required") if table.required else Text("可选", "optional")
    key = [f"`{name}`" for name in table.key]
    unique = (
        Text(f"键：{'、'.join(key)}", f"key: {', '.join(key)}")
        if key
        else Text("无键，可重复", "no key, rows may repeat")
    )
    title = Text(f"{table.title.zh}（{table.title.en}）", f"{table.title.en} ({table.title.zh})")
    about = Text(f"{required.zh}；{unique.zh}。", f"{required.en.capitalize()}; {unique.en}.")
    headings = (
        Text("列", "column"),
        Text("中文列名", "Chinese header"),
        Text("类型", "type"),
        Text("可空", "may be empty"),
        Text("允许的取值", "allowed values"),
        Text("含义", "meaning"),
    )
    return [
        f"### `{table.name}` {title.says(language)}",
        "",
        about.says(language),
        "",
        _row(*(heading.says(language) for heading in headings)),
        _rule(len(headings)),
        *(_column(column, language) for column in table.columns),
    ]


def _column(column: Column, language: Language) -> str:
    return _row(
        f"`{column.name}`",
        column.header,
        column.cell.title.says(language),
        Text("可空", "yes").says(language) if column.nullable else "",
        _allowed(column).says(language),
        column.note.says(language),
    )


def _allowed(column: Column) -> Text:
    words = " ".join(f"`{choice}`" for choice in column.choices)
    if column.policy is not None:
        source = POLICY_WORDS[column.policy]
        return Text(f"{source.zh}：{words}", f"{source.en}: {words}") if words else source
    if column.targets:
        *others, last = (f"`{target}`" for target in column.targets)
        zh, en = "、".join(others) + " 或 ", ", ".join(others) + " or "
        return Text(f"{zh * bool(others)}{last} 的键", f"key of {en * bool(others)}{last}")
    return Text(words, words)


def _row(*cells: str) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _rule(cells: int) -> str:
    return "|" + "---|" * cells
