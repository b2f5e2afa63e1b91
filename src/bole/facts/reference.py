"""The tables and checks of the facts contract as Markdown, from the same data that reading uses."""

import re
from collections.abc import Iterable

from bole.facts import problems
from bole.facts.cells import CELLS
from bole.facts.problems import Problem
from bole.facts.tables import TABLES, Column, Table, Type
from bole.kernel.text import Language, Text

TYPE_NAMES: dict[Type, Text] = {
    "id": Text("编号", "id"),
    "text": Text("文字", "text"),
    "date": Text("日期", "date"),
    "amount": Text("金额", "amount"),
    "share": Text("比例", "share"),
    "rate": Text("汇率", "rate"),
    "count": Text("次数", "count"),
    "year": Text("年份", "year"),
    "boolean": Text("是否", "boolean"),
    "choice": Text("选项", "choice"),
    "currency": Text("币种", "currency"),
    "score": Text("评分", "score"),
    "factor": Text("系数", "factor"),
    "period": Text("考核期", "period"),
}
"""What each type of cell is called on the page."""

POLICY_WORDS = {
    "items": Text("制度的差错目录", "the policy's error-point catalogue"),
    "posts": Text("制度的岗位", "the policy's posts"),
    "ranks": Text("制度的级别（最低级除外）", "the policy's ranks but the lowest"),
    "tiers": Text("制度的档次", "the policy's tiers"),
}
"""What closes a column whose values are the policy's own words."""

SUBJECTS = Text("`accounts`、`loans` 或 `customers` 的键", "key of `accounts`, `loans` or `customers`")
"""What the `subject_id` of an attribution refers to, by its `subject_type`."""

SEVERITIES = {"error": Text("错误", "error"), "warning": Text("提示", "warning")}

MARKS = {
    "actual": Text("实际", "actual"),
    "advice": Text("请改正列名，或删去该列。", "Correct the header, or take the column out."),
    "amount": Text("金额", "amount"),
    "checked": Text("数据表", "table"),
    "choices": Text("取值", "values"),
    "column": Text("列名", "column"),
    "currency": Text("币种", "currency"),
    "date": Text("日期", "date"),
    "day": Text("日期", "day"),
    "difference": Text("差额", "difference"),
    "expected": Text("要求", "expected"),
    "file": Text("文件", "file"),
    "files": Text("文件", "files"),
    "header": Text("中文列名", "Chinese header"),
    "headers": Text("各列名", "headers"),
    "item": Text("项目", "item"),
    "key": Text("键", "key"),
    "other": Text("行号", "row"),
    "other_file": Text("文件", "file"),
    "outcome": Text("后果", "outcome"),
    "product": Text("品种或类型", "product or kind"),
    "reason": Text("原因", "reason"),
    "role": Text("角色", "role"),
    "row": Text("行号", "row"),
    "subject_type": Text("对象类型", "subject type"),
    "suggestion": Text("表名", "table"),
    "table": Text("表名", "table"),
    "target": Text("表名", "table"),
    "total": Text("合计", "total"),
    "until": Text("期末日或之前的", " dated on or before the last day"),
    "valid_from": Text("生效日期", "first day"),
    "valid_to": Text("失效日期", "last day"),
    "value": Text("内容", "value"),
}
"""What the marks of the problems' texts stand for."""

WHOLE = frozenset({"advice", "until"})
"""Marks that stand for words of the sentence itself, not for a value."""

_MARK = re.compile(r"\{(?P<name>\w+?)(?:_en)?(?:!r)?\}")


def tables_reference(language: Language) -> str:
    """Every type of cell, then every table with its columns, as Markdown."""
    lines = [
        _row(Text("类型", "type").says(language), Text("写法", "written as").says(language)),
        _rule(2),
    ]
    for name, title in TYPE_NAMES.items():
        lines.append(_row(title.says(language), CELLS[name].expected.says(language)))
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
    for problem in _problems():
        cells = (
            f"`{problem.kind}`",
            SEVERITIES[problem.severity].says(language),
            _sentence(problem.message.says(language), language),
            _sentence(problem.remedy.says(language), language),
        )
        lines.append(_row(*cells))
    return "\n".join(lines) + "\n"


def _problems() -> Iterable[Problem]:
    """In the order of the catalogue."""
    return (value for value in vars(problems).values() if isinstance(value, Problem))


def _sentence(text: str, language: Language) -> str:
    """A text of the catalogue with ‹what stands there› for each of its marks."""

    def shown(mark: re.Match[str]) -> str:
        word = MARKS[mark["name"]].says(language)
        return word if mark["name"] in WHOLE else f"‹{word}›"

    return _MARK.sub(shown, text)


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
        *(_column(table, column, language) for column in table.columns),
    ]


def _column(table: Table, column: Column, language: Language) -> str:
    return _row(
        f"`{column.name}`",
        column.header,
        TYPE_NAMES[column.type].says(language),
        Text("可空", "yes").says(language) if column.nullable else "",
        _allowed(table, column).says(language),
        column.note.says(language),
    )


def _allowed(table: Table, column: Column) -> Text:
    words = " ".join(f"`{choice}`" for choice in column.choices)
    if column.policy is not None:
        source = POLICY_WORDS[column.policy]
        return Text(f"{source.zh}：{words}", f"{source.en}: {words}") if words else source
    if column.references is not None:
        return Text(f"`{column.references}` 的键", f"key of `{column.references}`")
    if (table.name, column.name) == ("attributions", "subject_id"):
        return SUBJECTS
    return Text(words, words)


def _row(*cells: str) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _rule(cells: int) -> str:
    return "|" + "---|" * cells
